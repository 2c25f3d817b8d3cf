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
  private static final byte[] HEX_LOWER = ascii("0123456789abcdef");
  private static final byte[] HEX_UPPER = ascii("0123456789ABCDEF");
  private static final byte[] BASE64 =
      ascii("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");
  private static final long EACH_BYTE = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;

  /** Digits of a {@code long} and its sign. */
  private static final int LONG_DIGITS_MAX = 20;

  /** What stands for a byte below 0x20: the letter after the backslash, or 0 for the long form. */
  private static final byte[] SHORT_ESCAPES = new byte[0x20];

  static {
    SHORT_ESCAPES['\b'] = 'b';
    SHORT_ESCAPES['\t'] = 't';
    SHORT_ESCAPES['\n'] = 'n';
    SHORT_ESCAPES['\f'] = 'f';
    SHORT_ESCAPES['\r'] = 'r';
  }

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
    return raw(json, 0, json.length);
  }

  public JsonBuffer raw(byte[] json, int offset, int length) {
    ensure(length);
    System.arraycopy(json, offset, bytes, size, length);
    size += length;
    return this;
  }

  /** A string of UTF-8 bytes, in quotes. */
  public JsonBuffer string(byte[] utf8, int offset, int length) {
    raw('"');
    text(utf8, offset, length);
    return raw('"');
  }

  public JsonBuffer string(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return string(utf8, 0, utf8.length);
  }

  /** The inside of a string: escaped, without quotes. */
  public JsonBuffer text(byte[] utf8, int offset, int length) {
    int end = offset + length;
    int position = offset;
    ensure(length + Long.BYTES);
    while (position < end) {
      while (position + Long.BYTES <= end) {
        long eight = (long) LONG.get(utf8, position);
        if (needsEscape(eight)) {
          break;
        }
        LONG.set(bytes, size, eight);
        size += Long.BYTES;
        position += Long.BYTES;
      }
      int stop = Math.min(position + Long.BYTES, end);
      while (position < stop) {
        int octet = utf8[position] & 0xFF;
        if (octet >= 0x20 && octet < 0x80 && octet != '"' && octet != '\\') {
          bytes[size++] = (byte) octet;
          position++;
          continue;
        }
        // An escape takes up to five bytes more than were reserved for it.
        ensure(end - position + 2 * Long.BYTES);
        position = octet < 0x80 ? escape(octet, position) : multiByte(utf8, position, end);
      }
    }
    return this;
  }

  private static boolean needsEscape(long eight) {
    long quote = eight ^ (EACH_BYTE * '"');
    long backslash = eight ^ (EACH_BYTE * '\\');
    long found =
        eight
            | ((eight - EACH_BYTE * 0x20) & ~eight)
            | ((quote - EACH_BYTE) & ~quote)
            | ((backslash - EACH_BYTE) & ~backslash);
    return (found & HIGH_BITS) != 0;
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
    int start = size;
    long rest = value;
    if (rest < 0) {
      long quotient = Long.divideUnsigned(rest, 10);
      bytes[size++] = (byte) ('0' + (rest - quotient * 10));
      rest = quotient;
    }
    do {
      long quotient = rest / 10;
      bytes[size++] = (byte) ('0' + (rest - quotient * 10));
      rest = quotient;
    } while (rest != 0);
    reverse(start, size - 1);
    return this;
  }

  /** A finite number, always with a radix point, so that dynamic mapping sees a double. */
  public JsonBuffer number(double value) {
    assert Double.isFinite(value) : "not representable in JSON: " + value;
    number.setLength(0);
    number.append(value);
    int length = number.length();
    ensure(length);
    for (int index = 0; index < length; index++) {
      bytes[size++] = (byte) number.charAt(index);
    }
    return this;
  }

  /** Lower-case hexadecimal digits, without quotes. */
  public JsonBuffer hex(byte[] source, int offset, int length) {
    ensure(2 * length);
    for (int index = offset; index < offset + length; index++) {
      bytes[size++] = HEX_LOWER[(source[index] >> 4) & 0xF];
      bytes[size++] = HEX_LOWER[source[index] & 0xF];
    }
    return this;
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
    long millis = Long.divideUnsigned(unixNanos, 1_000_000);
    int nanos = (int) (unixNanos - millis * 1_000_000);
    raw('"').unsigned(millis);
    ensure(8);
    bytes[size++] = '.';
    for (int unit = 100_000; unit > 0; unit /= 10) {
      bytes[size++] = (byte) ('0' + nanos / unit % 10);
    }
    bytes[size++] = '"';
    return this;
  }

  private void reverse(int first, int last) {
    for (int low = first, high = last; low < high; low++, high--) {
      byte swapped = bytes[low];
      bytes[low] = bytes[high];
      bytes[high] = swapped;
    }
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
