package io.plumbline.detector.model;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.zip.CRC32C;
import java.util.zip.DataFormatException;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * A fitted model as text: its numbers big-endian behind a version and before a CRC-32C, gzip,
 * Base64.
 */
final class ModelCodec {
  /** Counts up when the layout changes, or what the numbers in it mean. */
  static final int VERSION = 3;

  /** No part of a model has more numbers; a greater count is damage. */
  private static final int COUNT_MAX = 1 << 20;

  private static final int BYTES_MAX = 64 << 20;
  private static final int CHECKSUM_BYTES = 4;

  private ModelCodec() {}

  /** Writes what is to be packed. */
  interface Content {
    void write(DataOutput out) throws IOException;
  }

  /** Reads what was packed. */
  interface Reader<T> {
    T read(DataInput in) throws IOException;
  }

  static String pack(Content content) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      DataOutputStream out = new DataOutputStream(bytes);
      out.writeInt(VERSION);
      content.write(out);
      out.writeInt(checksum(bytes.toByteArray(), bytes.size()));
      try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
        bytes.writeTo(gzip);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Base64.getEncoder().encodeToString(packed.toByteArray());
  }

  /** What was packed; {@link DataFormatException} says what is damaged. */
  static <T> T unpack(String text, Reader<T> reader) throws DataFormatException {
    try {
      byte[] bytes = unzip(text);
      int end = bytes.length - CHECKSUM_BYTES;
      DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
      int version = in.readInt();
      if (version != VERSION) {
        throw new DataFormatException(
            "it has layout " + version + ", this version reads " + VERSION);
      }
      DataInputStream last =
          new DataInputStream(new ByteArrayInputStream(bytes, end, CHECKSUM_BYTES));
      if (last.readInt() != checksum(bytes, end)) {
        throw new DataFormatException("its checksum does not match");
      }
      T content = reader.read(in);
      if (in.available() != CHECKSUM_BYTES) {
        throw new DataFormatException("its length does not match");
      }
      return content;
    } catch (IllegalArgumentException | IndexOutOfBoundsException | IOException e) {
      DataFormatException damaged =
          new DataFormatException("it does not unpack: " + e.getMessage());
      damaged.initCause(e);
      throw damaged;
    }
  }

  private static byte[] unzip(String text) throws IOException {
    byte[] packed = Base64.getDecoder().decode(text);
    try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      return gzip.readNBytes(BYTES_MAX);
    }
  }

  private static int checksum(byte[] bytes, int end) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, end);
    return (int) crc.getValue();
  }

  static int readCount(DataInput in) throws IOException {
    int count = in.readInt();
    if (count < 0 || count > COUNT_MAX) {
      throw new IOException("a count of " + count);
    }
    return count;
  }

  static void writeDoubles(DataOutput out, double[] values) throws IOException {
    out.writeInt(values.length);
    for (double value : values) {
      out.writeDouble(value);
    }
  }

  static double[] readDoubles(DataInput in) throws IOException {
    double[] values = new double[readCount(in)];
    for (int i = 0; i < values.length; i++) {
      values[i] = in.readDouble();
    }
    return values;
  }

  static void writeFloats(DataOutput out, float[] values) throws IOException {
    out.writeInt(values.length);
    for (float value : values) {
      out.writeFloat(value);
    }
  }

  static float[] readFloats(DataInput in) throws IOException {
    float[] values = new float[readCount(in)];
    for (int i = 0; i < values.length; i++) {
      values[i] = in.readFloat();
    }
    return values;
  }

  static void writeInts(DataOutput out, int[] values) throws IOException {
    out.writeInt(values.length);
    for (int value : values) {
      out.writeInt(value);
    }
  }

  static int[] readInts(DataInput in) throws IOException {
    int[] values = new int[readCount(in)];
    for (int i = 0; i < values.length; i++) {
      values[i] = in.readInt();
    }
    return values;
  }
}
