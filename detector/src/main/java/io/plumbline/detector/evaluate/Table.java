package io.plumbline.detector.evaluate;

import static java.nio.charset.StandardCharsets.UTF_8;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** A CSV file, gzip or not: the names in its first line and the fields of the others. */
record Table(Path file, List<String> header, List<List<String>> rows) {
  /** Which field counts are wrong is said here, with the row. */
  private static final CsvReader.CsvReaderBuilder LINES =
      CsvReader.builder()
          .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
          .extraFieldStrategy(FieldMismatchStrategy.IGNORE);

  /** Reads a file; the error says which and where. */
  static Table read(Path file) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    try (CsvReader<CsvRecord> lines = LINES.ofCsvRecord(new InputStreamReader(open(file), UTF_8))) {
      for (CsvRecord line : lines) {
        rows.add(line.getFields());
      }
    } catch (CsvParseException e) {
      throw new IOException(file + ": not CSV: " + e.getMessage(), e);
    }
    if (rows.isEmpty()) {
      throw new IOException(file + ": empty, expected a line of column names");
    }
    List<String> header = rows.removeFirst();
    return new Table(file, header, rows);
  }

  /** This table, whose rows must all have a field for each name. */
  Table checked() throws IOException {
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i).size() != header.size()) {
        throw new IOException(
            "%s: row %d has %d fields, the first line has %d names"
                .formatted(file, i + 2, rows.get(i).size(), header.size()));
      }
    }
    return this;
  }

  private static InputStream open(Path file) throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(file));
    return file.toString().endsWith(".gz") ? new GZIPInputStream(in, 1 << 16) : in;
  }

  /** The place of a column; an error when it is not there. */
  int column(String name) throws IOException {
    int column = header.indexOf(name);
    if (column < 0) {
      throw new IOException(file + ": no column " + name + " among " + header);
    }
    return column;
  }

  double number(int row, int column) throws IOException {
    String text = rows.get(row).get(column).strip();
    try {
      return text.isEmpty() ? Double.NaN : Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IOException(
          "%s: row %d, column %s: not a number: %s"
              .formatted(file, row + 2, header.get(column), text),
          e);
    }
  }

  /** Whether a row is labelled an outlier. */
  boolean label(int row) throws IOException {
    return number(row, column("label")) != 0;
  }
}
