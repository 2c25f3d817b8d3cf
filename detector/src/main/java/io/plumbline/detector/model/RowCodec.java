package io.plumbline.detector.model;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.zip.CRC32C;
import java.util.zip.DataFormatException;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Rows of numbers as text: floats column by column, gzip, Base64, with a CRC-32C over the floats.
 *
 * <p>Layout before compression, big-endian: int row count, int column count, the floats, int CRC.
 */
final class RowCodec {
  /** More rows than this are thinned evenly, so that a model stays below about 300 kB a service. */
  static final int ROWS_MAX = 4096;

  private static final int COLUMNS_MAX = 1024;

  private RowCodec() {}

  /** The rows as they will be after a round trip: thinned to {@value #ROWS_MAX} and as floats. */
  static double[][] round(double[][] rows) {
    int count = Math.min(rows.length, ROWS_MAX);
    double[][] rounded = new double[count][];
    for (int i = 0; i < count; i++) {
      double[] row = rows[(int) ((long) i * rows.length / count)];
      rounded[i] = new double[row.length];
      for (int j = 0; j < row.length; j++) {
        rounded[i][j] = (float) row[j];
      }
    }
    return rounded;
  }

  static String encode(double[][] rows) {
    int columns = rows.length == 0 ? 0 : rows[0].length;
    ByteBuffer buffer = ByteBuffer.allocate(12 + 4 * rows.length * columns);
    buffer.putInt(rows.length).putInt(columns);
    for (int j = 0; j < columns; j++) {
      for (double[] row : rows) {
        buffer.putFloat((float) row[j]);
      }
    }
    buffer.putInt(checksum(buffer.array(), buffer.position()));
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(buffer.array());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Base64.getEncoder().encodeToString(packed.toByteArray());
  }

  /** The rows again; {@link DataFormatException} says what is damaged. */
  static double[][] decode(String text) throws DataFormatException {
    byte[] bytes = unpack(text);
    if (bytes.length < 12) {
      throw new DataFormatException("only " + bytes.length + " bytes of rows");
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    int count = buffer.getInt();
    int columns = buffer.getInt();
    boolean possible = count >= 0 && count <= ROWS_MAX && columns >= 0 && columns <= COLUMNS_MAX;
    if (!possible || bytes.length != 12 + 4 * count * columns) {
      throw new DataFormatException(
          count + " × " + columns + " numbers do not fit " + bytes.length + " bytes");
    }
    if (buffer.getInt(bytes.length - 4) != checksum(bytes, bytes.length - 4)) {
      throw new DataFormatException("checksum of the rows does not match");
    }
    double[][] rows = new double[count][columns];
    for (int j = 0; j < columns; j++) {
      for (double[] row : rows) {
        row[j] = buffer.getFloat();
      }
    }
    return rows;
  }

  private static byte[] unpack(String text) throws DataFormatException {
    try {
      byte[] packed = Base64.getDecoder().decode(text);
      try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(packed))) {
        return gzip.readNBytes(12 + 4 * ROWS_MAX * COLUMNS_MAX);
      }
    } catch (IllegalArgumentException | IOException e) {
      DataFormatException damaged =
          new DataFormatException("rows do not unpack: " + e.getMessage());
      damaged.initCause(e);
      throw damaged;
    }
  }

  private static int checksum(byte[] bytes, int end) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, end);
    return (int) crc.getValue();
  }
}
