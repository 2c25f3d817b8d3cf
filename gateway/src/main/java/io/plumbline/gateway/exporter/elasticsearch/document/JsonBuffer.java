package io.plumbline.gateway.exporter.elasticsearch.document;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * JSON text in a byte array that grows. Values go in as bytes and primitives, so nothing is
 * allocated once the array is large enough. Not thread-safe; reused for many documents.
 *
 * <p>Strings are copied eight bytes at a time while they are plain ASCII. Invalid UTF-8 becomes
 * U+FFFD, one for each maximal ill-formed part (Unicode 16, section 3.9): the receiving parser
 * accepts valid UTF-8 only.
 */
public final class JsonBuffer {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long EACH_BYTE = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;

  private static final long QUOTE_TO_SPACE = EACH_BYTE * ('"' ^ ' ');
  private static final long CONTROLS_AND_SPACE = EACH_BYTE * (' ' + 1);
  private static final long BACKSLASHES = EACH_BYTE * '\\';

  /** Beyond a text's length: quotes and a colon, eight bytes written at once, an escape. */
  private static final int TEXT_SPARE = 3 * Long.BYTES;

  /** What stands behind the end of a text when eight bytes are looked at: needs no escape. */
  private static final long SPACES = EACH_BYTE * ' ';

  /** The letters as the bytes of a number, the first lowest. */
  private static final long TRUE = (long) LONG.get(ascii("true\0\0\0\0"), 0);

  private static final long FALSE = (long) LONG.get(ascii("false\0\0\0"), 0);

  /** Most keys and values are no longer. */
  private static final int SHORT_TEXT_MAX = 4 * Long.BYTES;

  /** Up to this a loop of copies, which is unrolled for constants, beats a call. */
  private static final int SHORT_COPY_MAX = 64;

  /** From 10⁻³ to 10⁷ {@link Double#toString} writes digits without an exponent. */
  private static final double PLAIN_MIN = 1e-3;

  private static final double PLAIN_MAX = 1e7;

  private final Timestamps timestamps = new Timestamps();
  private final StringBuilder number = new StringBuilder(32);
  private byte[] bytes;
  private int size;

  public JsonBuffer(int capacity) {
    bytes = new byte[capacity];
  }

  /** The bytes of an ASCII constant. */
  public static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** The array behind the text; another one after the next write. */
  public byte[] array() {
    return bytes;
  }

  public int size() {
    return size;
  }

  /** Cuts the text back to what it was at that size. */
  public void truncate(int newSize) {
    assert newSize <= size;
    size = newSize;
  }

  /**
   * Makes an object of the members written from {@code start} on, each with a comma before it. The
   * first comma becomes the brace; without members the brace is added.
   */
  JsonBuffer beginObjectAt(int start) {
    if (size == start) {
      return raw('{');
    }
    assert bytes[start] == ',' : "members begin with a comma";
    bytes[start] = '{';
    return this;
  }

  /** A copy of what was written from {@code start} on. */
  public byte[] copyFrom(int start) {
    return Arrays.copyOfRange(bytes, start, size);
  }

  public JsonBuffer raw(char ascii) {
    ensure(1);
    bytes[size++] = (byte) ascii;
    return this;
  }

  public JsonBuffer raw(byte[] json) {
    int length = json.length;
    ensure(length);
    if (length < Long.BYTES || length > SHORT_COPY_MAX) {
      System.arraycopy(json, 0, bytes, size, length);
    } else {
      // Eight bytes at a time; the last eight may lie over some that were copied already.
      byte[] target = bytes;
      int last = length - Long.BYTES;
      for (int index = 0; index < last; index += Long.BYTES) {
        LONG.set(target, size + index, (long) LONG.get(json, index));
      }
      LONG.set(target, size + last, (long) LONG.get(json, last));
    }
    size += length;
    return this;
  }

  public JsonBuffer raw(byte[] json, int offset, int length) {
    ensure(length);
    System.arraycopy(json, offset, bytes, size, length);
    size += length;
    return this;
  }

  /** A string of UTF-8 bytes, in quotes. */
  public JsonBuffer string(byte[] utf8, int offset, int length) {
    ensure(length + TEXT_SPARE);
    bytes[size++] = '"';
    copy(utf8, offset, length);
    bytes[size++] = '"';
    return this;
  }

  /** The name of a member and the colon. */
  public JsonBuffer name(byte[] utf8, int offset, int length) {
    ensure(length + TEXT_SPARE);
    bytes[size++] = '"';
    copy(utf8, offset, length);
    bytes[size++] = '"';
    bytes[size++] = ':';
    return this;
  }

  public JsonBuffer string(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return string(utf8, 0, utf8.length);
  }

  /** The inside of a string: escaped, without quotes. */
  public JsonBuffer text(byte[] utf8, int offset, int length) {
    ensure(length + TEXT_SPARE);
    copy(utf8, offset, length);
    return this;
  }

  /** Writes the inside of a string, for which there is room, and leaves room for what ends it. */
  private void copy(byte[] utf8, int offset, int length) {
    if (length >= Long.BYTES && length <= SHORT_TEXT_MAX && copiedAsIs(utf8, offset, length)) {
      size += length;
    } else {
      copyByEights(utf8, offset, length);
    }
  }

  /**
   * Copies 8 to 32 bytes without a loop, which would cost more than they do: eight from each end,
   * and for more than 16 the next eight, some of them twice. Whether none of them needs an escape;
   * otherwise what was written is worthless.
   */
  private boolean copiedAsIs(byte[] utf8, int offset, int length) {
    byte[] target = bytes;
    int start = size;
    int last = length - Long.BYTES;
    long first = (long) LONG.get(utf8, offset);
    LONG.set(target, start, first);
    long fourth = (long) LONG.get(utf8, offset + last);
    LONG.set(target, start + last, fourth);
    long found = specials(first) | specials(fourth);
    if (length > 2 * Long.BYTES) {
      long second = (long) LONG.get(utf8, offset + Long.BYTES);
      LONG.set(target, start + Long.BYTES, second);
      long third = (long) LONG.get(utf8, offset + last - Long.BYTES);
      LONG.set(target, start + last - Long.BYTES, third);
      found |= specials(second) | specials(third);
    }
    return found == 0;
  }

  private void copyByEights(byte[] utf8, int offset, int length) {
    int end = offset + length;
    int position = offset;
    int lastEight = Math.min(end - 1, utf8.length - Long.BYTES);
    byte[] target = bytes;
    int written = size;
    while (position <= lastEight) {
      int left = end - position;
      long eight = (long) LONG.get(utf8, position);
      LONG.set(target, written, eight);
      long special = specials(left >= Long.BYTES ? eight : cut(eight, left));
      int plain =
          special == 0
              ? Math.min(left, Long.BYTES)
              : Long.numberOfTrailingZeros(special) / Byte.SIZE;
      written += plain;
      position += plain;
      if (special != 0) {
        size = written;
        position = octet(utf8, position, end);
        target = bytes;
        written = size;
      }
    }
    size = written;
    while (position < end) {
      position = octet(utf8, position, end);
    }
  }

  /** The first bytes of eight, the others replaced by spaces. */
  private static long cut(long eight, int length) {
    long mask = (1L << (length * Byte.SIZE)) - 1;
    return (eight & mask) | (SPACES & ~mask);
  }

  /** Writes what begins at this byte, whatever it is; returns where the next begins. */
  private int octet(byte[] utf8, int position, int end) {
    int octet = utf8[position] & 0xFF;
    if (octet >= 0x20 && octet < 0x80 && octet != '"' && octet != '\\') {
      bytes[size++] = (byte) octet;
      return position + 1;
    }
    // An escape takes up to five bytes more than were reserved for it.
    ensure(end - position + TEXT_SPARE);
    if (octet < 0x80) {
      size = Escapes.escape(octet, bytes, size);
      return position + 1;
    }
    int part = Escapes.character(utf8, position, end);
    size = Escapes.writeCharacter(utf8, position, part, bytes, size);
    return position + Math.abs(part);
  }

  /**
   * Bytes that can't be copied as they are: the high bit of the first of them is the lowest bit
   * that is set. Higher bits may be set without a reason.
   *
   * <p>A subtraction sets the high bit of a byte that is smaller than what is subtracted, and of
   * some that have it set already. Exchanged with the space, the quote is the neighbour of the
   * control characters.
   */
  private static long specials(long eight) {
    long controlOrQuote = (eight ^ QUOTE_TO_SPACE) - CONTROLS_AND_SPACE;
    long backslash = (eight ^ BACKSLASHES) - EACH_BYTE;
    return (eight | controlOrQuote | backslash) & HIGH_BITS;
  }

  /** {@code true} or {@code false}, without a branch: values come in any order. */
  public JsonBuffer bool(boolean value) {
    ensure(Long.BYTES);
    LONG.set(bytes, size, value ? TRUE : FALSE);
    size += value ? 4 : 5;
    return this;
  }

  public JsonBuffer number(long value) {
    if (value < 0) {
      raw('-');
      // The magnitude of Long.MIN_VALUE is right when read as unsigned.
      return unsigned(-value);
    }
    return unsigned(value);
  }

  /** A 64-bit number without sign. */
  public JsonBuffer unsigned(long value) {
    ensure(Digits.LONG_MAX);
    size = Digits.unsigned(value, bytes, size);
    return this;
  }

  /**
   * A finite number, always with a radix point, so that dynamic mapping sees a double. Written as
   * {@link Double#toString} does, the shortest that reads back the same.
   */
  public JsonBuffer number(double value) {
    assert Double.isFinite(value) : "not representable in JSON: " + value;
    double magnitude = Math.abs(value);
    if (magnitude >= PLAIN_MIN && magnitude < PLAIN_MAX) {
      long thousandths = (long) (magnitude * 1000 + 0.5);
      // A decimal of so few digits is the only one near its double, so it is the shortest.
      if (thousandths / 1000.0 == magnitude) {
        return thousandths(value < 0, thousandths);
      }
    }
    number.setLength(0);
    number.append(value);
    int length = number.length();
    ensure(length);
    for (int index = 0; index < length; index++) {
      bytes[size++] = (byte) number.charAt(index);
    }
    return this;
  }

  private JsonBuffer thousandths(boolean negative, long value) {
    if (negative) {
      raw('-');
    }
    long whole = value / 1000;
    int fraction = (int) (value - whole * 1000);
    unsigned(whole).raw('.');
    if (fraction % 100 == 0) {
      return raw((char) ('0' + fraction / 100));
    }
    boolean two = fraction % 10 == 0;
    ensure(3);
    size = Digits.write(two ? fraction / 10 : fraction, two ? 2 : 3, bytes, size);
    return this;
  }

  /** Lower-case hexadecimal digits, without quotes. */
  public JsonBuffer hex(byte[] source, int offset, int length) {
    ensure(2 * length);
    size = Digits.hex(source, offset, length, bytes, size);
    return this;
  }

  /** Base64 with padding (RFC 4648, section 4), without quotes. */
  public JsonBuffer base64(byte[] source, int offset, int length) {
    ensure((length + 2) / 3 * 4);
    size = Digits.base64(source, offset, length, bytes, size);
    return this;
  }

  /**
   * A point in time as a quoted decimal of milliseconds. All six digits below the millisecond are
   * written, so that {@code date_nanos} reads exactly the nanosecond that was sent.
   */
  public JsonBuffer timestamp(long unixNanos) {
    ensure(Timestamps.LENGTH_MAX);
    size = timestamps.write(unixNanos, bytes, size);
    return this;
  }

  private void ensure(int more) {
    if (bytes.length - size < more) {
      int needed = Math.addExact(size, more);
      bytes = Arrays.copyOf(bytes, Math.max(needed, (int) Math.min(bytes.length * 2L, 1 << 30)));
    }
  }

  @Override
  public String toString() {
    return new String(bytes, 0, size, StandardCharsets.UTF_8);
  }
}
