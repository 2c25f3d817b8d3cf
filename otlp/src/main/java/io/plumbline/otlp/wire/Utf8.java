package io.plumbline.otlp.wire;

/** Checks that bytes are UTF-8, as proto3 demands of every {@code string}. */
public final class Utf8 {
  private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

  private Utf8() {}

  /**
   * Whether the bytes are well-formed UTF-8 by table 3-7 of the Unicode Standard: no overlong
   * forms, no surrogates, nothing above U+10FFFF.
   */
  public static boolean isValid(byte[] buffer, int offset, int length) {
    int end = offset + length;
    if (isAscii(buffer, offset, end)) {
      return true;
    }
    int position = offset;
    while (position < end) {
      if (end - position >= Long.BYTES
          && (LittleEndian.getLong(buffer, position) & HIGH_BITS) == 0) {
        position += Long.BYTES;
        continue;
      }
      int size = sequenceSize(buffer, position, end);
      if (size == 0) {
        return false;
      }
      position += size;
    }
    return true;
  }

  /** Whether all bytes from {@code start} up to {@code end} are below 128. */
  public static boolean isAscii(byte[] buffer, int start, int end) {
    if (end - start < Long.BYTES) {
      int all = 0;
      for (int position = start; position < end; position++) {
        all |= buffer[position];
      }
      return all >= 0;
    }
    // The last eight bytes first: then the rest need not be a multiple of eight.
    int last = end - Long.BYTES;
    long all = LittleEndian.getLong(buffer, last);
    for (int position = start; position < last; position += Long.BYTES) {
      all |= LittleEndian.getLong(buffer, position);
    }
    return (all & HIGH_BITS) == 0;
  }

  /** Bytes of the well-formed sequence that begins here, or 0 when there is none. */
  private static int sequenceSize(byte[] buffer, int position, int end) {
    int first = buffer[position] & 0xFF;
    if (first < 0x80) {
      return 1;
    }
    if (first < 0xC2) {
      return 0;
    }
    if (first < 0xE0) {
      return end - position >= 2 && isTail(buffer[position + 1]) ? 2 : 0;
    }
    if (first < 0xF0) {
      if (end - position < 3 || !isTail(buffer[position + 1]) || !isTail(buffer[position + 2])) {
        return 0;
      }
      int second = buffer[position + 1] & 0xFF;
      boolean overlong = first == 0xE0 && second < 0xA0;
      boolean surrogate = first == 0xED && second > 0x9F;
      return overlong || surrogate ? 0 : 3;
    }
    if (first > 0xF4
        || end - position < 4
        || !isTail(buffer[position + 1])
        || !isTail(buffer[position + 2])
        || !isTail(buffer[position + 3])) {
      return 0;
    }
    int second = buffer[position + 1] & 0xFF;
    boolean overlong = first == 0xF0 && second < 0x90;
    boolean tooLarge = first == 0xF4 && second > 0x8F;
    return overlong || tooLarge ? 0 : 4;
  }

  private static boolean isTail(byte b) {
    return (b & 0xC0) == 0x80;
  }
}
