package io.plumbline.detector.score;

import static java.nio.charset.StandardCharsets.UTF_8;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a CSV file in UTF-8, gzip or not, one by one: first its names, then rows with a
 * field for each.
 */
public final class CsvLines implements AutoCloseable {
  private static final CsvReader.CsvReaderBuilder READER =
      CsvReader.builder()
          .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
          .extraFieldStrategy(FieldMismatchStrategy.IGNORE);

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final String name;
  private final CsvReader<CsvRecord> reader;
  private final Iterator<CsvRecord> records;
  private final List<String> header;
  private long lastLine;

  private CsvLines(String name, CsvReader<CsvRecord> reader) throws IOException {
    this.name = name;
    this.reader = reader;
    this.records = reader.iterator();
    CsvRecord first = record();
    if (first == null) {
      throw new BadInputException(name, 1, "empty, expected a line of column names");
    }
    this.header = first.getFields().stream().map(String::strip).toList();
    checkHeader(first.getStartingLineNumber());
  }

  /** Opens a file. */
  public static CsvLines open(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException(file + " is a folder, expected a file");
    }
    InputStream bytes;
    try {
      bytes = new BufferedInputStream(Files.newInputStream(file));
    } catch (NoSuchFileException e) {
      throw new IOException("There is no file " + file, e);
    }
    try {
      return of(
          file.toString(),
          file.toString().endsWith(".gz") ? new GZIPInputStream(bytes, 1 << 16) : bytes);
    } catch (ZipException e) {
      bytes.close();
      throw new BadInputException(file.toString(), 1, "not gzip: " + e.getMessage());
    } catch (IOException e) {
      bytes.close();
      throw e;
    }
  }

  /** Reads from a stream, which {@link #close} closes. */
  public static CsvLines of(String name, InputStream bytes) throws IOException {
    BufferedReader text = new BufferedReader(new InputStreamReader(bytes, UTF_8));
    text.mark(1);
    if (text.read() != BYTE_ORDER_MARK) {
      text.reset();
    }
    return new CsvLines(name, READER.ofCsvRecord(text));
  }

  private void checkHeader(long line) throws BadInputException {
    Set<String> seen = new HashSet<>();
    boolean numbers = true;
    for (String column : header) {
      if (column.indexOf('\0') >= 0) {
        throw new BadInputException(name, line, "not text in UTF-8: it has bytes of zero");
      }
      if (column.isEmpty()) {
        throw new BadInputException(name, line, "a column without a name: " + header);
      }
      if (!seen.add(column)) {
        throw new BadInputException(name, line, "two columns are named " + column);
      }
      numbers &= Numbers.isNumber(column);
    }
    if (numbers) {
      throw new BadInputException(
          name, line, "expected a line of column names, found numbers: " + header);
    }
  }

  /** What the input is called. */
  public String name() {
    return name;
  }

  public List<String> header() {
    return header;
  }

  /** The place of a column. */
  public int column(String column) throws BadInputException {
    int index = header.indexOf(column);
    if (index < 0) {
      throw problem(1, "there is no column " + column + " among " + header);
    }
    return index;
  }

  /** A row and the line it begins on. */
  public record Line(long number, List<String> fields) {}

  /** The next row; null at the end. */
  public @Nullable Line next() throws IOException {
    CsvRecord record = record();
    if (record == null) {
      return null;
    }
    if (record.getFieldCount() != header.size()) {
      throw problem(
          record.getStartingLineNumber(),
          record.getFieldCount() + " fields, the header has " + header.size());
    }
    return new Line(record.getStartingLineNumber(), record.getFields());
  }

  private @Nullable CsvRecord record() throws IOException {
    try {
      CsvRecord record = records.hasNext() ? records.next() : null;
      lastLine = record == null ? lastLine : record.getStartingLineNumber();
      return record;
    } catch (CsvParseException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new BadInputException(name, lastLine + 1, "not CSV: " + cause.getMessage());
    } catch (UncheckedIOException e) {
      throw new IOException(name + ": " + e.getMessage(), e);
    }
  }

  BadInputException problem(long line, String message) {
    return new BadInputException(name, line, message);
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
