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
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final byte[] HEX_UPPER = ascii("0123456789ABCDEF");
  private static final byte[] BASE64 =
      ascii("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");
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

  /** Digits of an unsigned {@code long}. */
  private static final int LONG_DIGITS_MAX = 20;

  private static final long NANOS_PER_SECOND = 1_000_000_000;

  /** Most keys and values are no longer. */
  private static final int SHORT_TEXT_MAX = 4 * Long.BYTES;

  /** Up to this a loop of copies, which is unrolled for constants, beats a call. */
  private static final int SHORT_COPY_MAX = 64;

  /** Two quotes, at most 11 digits of seconds, 3 of milliseconds, the point, 6 digits. */
  private static final int TIMESTAMP_LENGTH_MAX = 32;

  /** From 10⁻³ to 10⁷ {@link Double#toString} writes digits without an exponent. */
  private static final double PLAIN_MIN = 1e-3;

  private static final double PLAIN_MAX = 1e7;

  /** The two decimal digits of 0 to 99, and the two hexadecimal ones of 0 to 255, as bytes. */
  private static final short[] DECIMAL_PAIRS = pairs("0123456789");

  private static final short[] HEX_PAIRS = pairs("0123456789abcdef");

  /** What stands for a byte below 0x20: the letter after the backslash, or 0 for the long form. */
  private static final byte[] SHORT_ESCAPES = new byte[0x20];

  /** For each two-digit number of a base its digits, as the two bytes of a short. */
  static short[] pairs(String digits) {
    int base = digits.length();
    short[] pairs = new short[base * base];
    for (int value = 0; value < pairs.length; value++) {
      pairs[value] = (short) (digits.charAt(value / base) | digits.charAt(value % base) << 8);
    }
    return pairs;
  }

  static {
    SHORT_ESCAPES['\b'] = 'b';
    SHORT_ESCAPES['\t'] = 't';
    SHORT_ESCAPES['\n'] = 'n';
    SHORT_ESCAPES['\f'] = 'f';
    SHORT_ESCAPES['\r'] = 'r';
  }

  private final byte[] lastDigits = new byte[LONG_DIGITS_MAX];
  private long lastSeconds;
  private int lastSecondsLength;
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
    return octet < 0x80 ? escape(octet, position) : multiByte(utf8, position, end);
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

  private int escape(int octet, int position) {
    bytes[size++] = '\\';
    if (octet >= 0x20) {
      bytes[size++] = (byte) octet;
      return position + 1;
    }
    byte letter = SHORT_ESCAPES[octet];
    if (letter != 0) {
      bytes[size++] = letter;
      return position + 1;
    }
    bytes[size++] = 'u';
    bytes[size++] = '0';
    bytes[size++] = '0';
    bytes[size++] = HEX_UPPER[octet >> 4];
    bytes[size++] = HEX_UPPER[octet & 0xF];
    return position + 1;
  }

  /** Copies one character of two to four bytes, or replaces an ill-formed part. */
  private int multiByte(byte[] utf8, int position, int end) {
    int first = utf8[position] & 0xFF;
    int length = first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
    int valid = length == 0 ? 0 : 1;
    while (valid > 0 && valid < length && position + valid < end) {
      int next = utf8[position + valid] & 0xFF;
      if (next < lowest(first, valid) || next > highest(first, valid)) {
        break;
      }
      valid++;
    }
    if (valid == length && length > 0) {
      for (int index = 0; index < length; index++) {
        bytes[size++] = utf8[position + index];
      }
      return position + length;
    }
    bytes[size++] = (byte) 0xEF;
    bytes[size++] = (byte) 0xBF;
    bytes[size++] = (byte) 0xBD;
    return position + Math.max(valid, 1);
  }

  /** The second byte of some sequences is restricted: Unicode 16, table 3-7. */
  private static int lowest(int first, int index) {
    if (index > 1) {
      return 0x80;
    }
    return first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
  }

  private static int highest(int first, int index) {
    if (index > 1) {
      return 0xBF;
    }
    return first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
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
    ensure(LONG_DIGITS_MAX);
    if (value < 0) {
      long quotient = Long.divideUnsigned(value, 10);
      digits(quotient, digitCount(quotient));
      bytes[size++] = (byte) ('0' + (value - quotient * 10));
      return this;
    }
    digits(value, digitCount(value));
    return this;
  }

  private static int digitCount(long value) {
    if (value < 1000) {
      return value < 10 ? 1 : value < 100 ? 2 : 3;
    }
    int count = 4;
    for (long power = 10_000; count < LONG_DIGITS_MAX - 1 && value >= power; power *= 10) {
      count++;
    }
    return count;
  }

  /** Exactly so many digits, for which there is room: with zeros in front, or cut. */
  private void digits(long value, int count) {
    int start = size;
    int position = start + count;
    long rest = value;
    while (rest > Integer.MAX_VALUE && position - start >= 2) {
      long quotient = rest / 100;
      position -= 2;
      SHORT.set(bytes, position, DECIMAL_PAIRS[(int) (rest - quotient * 100)]);
      rest = quotient;
    }
    smallDigits((int) rest, start, position);
    size = start + count;
  }

  private void smallDigits(int value, int start, int end) {
    byte[] target = bytes;
    int position = end;
    int rest = value;
    while (position - start >= 2) {
      int quotient = rest / 100;
      position -= 2;
      SHORT.set(target, position, DECIMAL_PAIRS[rest - quotient * 100]);
      rest = quotient;
    }
    if (position > start) {
      target[start] = (byte) ('0' + rest % 10);
    }
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
    digits(two ? fraction / 10 : fraction, two ? 2 : 3);
    return this;
  }

  /** Lower-case hexadecimal digits, without quotes. */
  public JsonBuffer hex(byte[] source, int offset, int length) {
    ensure(2 * length);
    if (length == 8 || length == 16) {
      // An id: without a loop, which would cost more than it does.
      hexOfEight(source, offset);
      if (length == 16) {
        hexOfEight(source, offset + 8);
      }
      return this;
    }
    for (int index = offset; index < offset + length; index++) {
      SHORT.set(bytes, size, HEX_PAIRS[source[index] & 0xFF]);
      size += Short.BYTES;
    }
    return this;
  }

  private void hexOfEight(byte[] source, int offset) {
    long eight = (long) LONG.get(source, offset);
    LONG.set(bytes, size, hexDigits((int) eight));
    LONG.set(bytes, size + 8, hexDigits((int) (eight >>> 32)));
    size += 16;
  }

  /** The eight digits of four bytes, the first of them lowest. */
  private static long hexDigits(int four) {
    long spread = four & 0xFFFF_FFFFL;
    spread = (spread | spread << 16) & 0x0000_FFFF_0000_FFFFL;
    spread = (spread | spread << 8) & 0x00FF_00FF_00FF_00FFL;
    long digits = ((spread >>> 4) | (spread << 8)) & (EACH_BYTE * 0x0F);
    // A letter is one that six more make a carry.
    long letters = ((digits + EACH_BYTE * 6) >>> 4) & EACH_BYTE;
    return digits + EACH_BYTE * '0' + letters * ('a' - '0' - 10);
  }

  /** Base64 with padding (RFC 4648, section 4), without quotes. */
  public JsonBuffer base64(byte[] source, int offset, int length) {
    ensure((length + 2) / 3 * 4);
    int end = offset + length;
    for (int index = offset; index < end; index += 3) {
      int left = end - index;
      int three =
          (source[index] & 0xFF) << 16
              | (left > 1 ? (source[index + 1] & 0xFF) << 8 : 0)
              | (left > 2 ? source[index + 2] & 0xFF : 0);
      bytes[size++] = BASE64[three >> 18];
      bytes[size++] = BASE64[(three >> 12) & 0x3F];
      bytes[size++] = left > 1 ? BASE64[(three >> 6) & 0x3F] : (byte) '=';
      bytes[size++] = left > 2 ? BASE64[three & 0x3F] : (byte) '=';
    }
    return this;
  }

  /**
   * A point in time as a quoted decimal of milliseconds. All six digits below the millisecond are
   * written, so that {@code date_nanos} reads exactly the nanosecond that was sent.
   */
  public JsonBuffer timestamp(long unixNanos) {
    long seconds = Long.divideUnsigned(unixNanos, NANOS_PER_SECOND);
    int nanos = (int) (unixNanos - seconds * NANOS_PER_SECOND);
    int millis = nanos / 1_000_000;
    ensure(TIMESTAMP_LENGTH_MAX);
    bytes[size++] = '"';
    if (seconds == 0) {
      unsigned(millis);
    } else {
      // Telemetry of one request is of few seconds: most have the digits of the one before.
      if (seconds != lastSeconds) {
        lastSecondsLength = digitCount(seconds);
        digits(seconds, lastSecondsLength);
        System.arraycopy(bytes, size - lastSecondsLength, lastDigits, 0, lastSecondsLength);
        lastSeconds = seconds;
      } else {
        System.arraycopy(lastDigits, 0, bytes, size, lastSecondsLength);
        size += lastSecondsLength;
      }
      digits(millis, 3);
    }
    bytes[size++] = '.';
    digits(nanos - millis * 1_000_000, 6);
    bytes[size++] = '"';
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
