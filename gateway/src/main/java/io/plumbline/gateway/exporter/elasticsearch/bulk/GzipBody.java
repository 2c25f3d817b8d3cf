package io.plumbline.gateway.exporter.elasticsearch.bulk;

import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * A request body in gzip form (RFC 1952), written piece by piece into an array that is kept. {@link
 * java.util.zip.GZIPOutputStream} would make a deflater, native memory included, for each request.
 * Not thread-safe.
 */
final class GzipBody implements AutoCloseable {
  /** Magic, deflate, no flags, no time, no hint, unknown system. */
  private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};

  private final Deflater deflater;
  private final CRC32 checksum = new CRC32();
  private byte[] bytes = new byte[64 * 1024];
  private int size;
  private long inputBytes;

  GzipBody(int level) {
    deflater = new Deflater(level, true);
  }

  void begin() {
    deflater.reset();
    checksum.reset();
    inputBytes = 0;
    size = HEADER.length;
    System.arraycopy(HEADER, 0, bytes, 0, HEADER.length);
  }

  void write(byte[] input, int offset, int length) {
    checksum.update(input, offset, length);
    inputBytes += length;
    deflater.setInput(input, offset, length);
    while (!deflater.needsInput()) {
      deflate();
    }
  }

  void finish() {
    deflater.finish();
    while (!deflater.finished()) {
      deflate();
    }
    ensure(8);
    littleEndian((int) checksum.getValue());
    littleEndian((int) inputBytes);
  }

  byte[] array() {
    return bytes;
  }

  int size() {
    return size;
  }

  private void deflate() {
    ensure(16 * 1024);
    size += deflater.deflate(bytes, size, bytes.length - size);
  }

  private void ensure(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, bytes.length * 2);
    }
  }

  private void littleEndian(int value) {
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
      bytes[size++] = (byte) (value >>> shift);
    }
  }

  @Override
  public void close() {
    deflater.end();
  }
}
