package io.plumbline.gateway.exporter.elasticsearch.document;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Digits of numbers and of bytes, written into an array that has room for them. Each method returns
 * where what it wrote ends.
 */
final class Digits {
  /** Digits of an unsigned {@code long}. */
  static final int LONG_MAX = 20;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final byte[] BASE64 =
      JsonBuffer.ascii("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");
  private static final long EACH_BYTE = 0x0101010101010101L;

  /** The two decimal digits of 0 to 99, and the two hexadecimal ones of 0 to 255, as bytes. */
  private static final short[] DECIMAL_PAIRS = pairs("0123456789");

  private static final short[] HEX_PAIRS = pairs("0123456789abcdef");

  private Digits() {}

  /** For each two-digit number of a base its digits, as the two bytes of a short. */
  static short[] pairs(String digits) {
    int base = digits.length();
    short[] pairs = new short[base * base];
    for (int value = 0; value < pairs.length; value++) {
      pairs[value] = (short) (digits.charAt(value / base) | digits.charAt(value % base) << 8);
    }
    return pairs;
  }

  /** A 64-bit number without sign, in decimal. */
  static int unsigned(long value, byte[] target, int at) {
    if (value < 0) {
      long quotient = Long.divideUnsigned(value, 10);
      int last = write(quotient, count(quotient), target, at);
      target[last] = (byte) ('0' + (value - quotient * 10));
      return last + 1;
    }
    return write(value, count(value), target, at);
  }

  /** How many decimal digits a number has that is not negative. */
  static int count(long value) {
    if (value < 1000) {
      return value < 10 ? 1 : value < 100 ? 2 : 3;
    }
    int count = 4;
    for (long power = 10_000; count < LONG_MAX - 1 && value >= power; power *= 10) {
      count++;
    }
    return count;
  }

  /** Exactly so many decimal digits: with zeros in front, or cut. */
  static int write(long value, int count, byte[] target, int at) {
    int end = at + count;
    int position = end;
    long rest = value;
    while (rest > Integer.MAX_VALUE && position - at >= 2) {
      long quotient = rest / 100;
      position -= 2;
      SHORT.set(target, position, DECIMAL_PAIRS[(int) (rest - quotient * 100)]);
      rest = quotient;
    }
    small((int) rest, target, at, position);
    return end;
  }

  private static void small(int value, byte[] target, int start, int end) {
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

  /** Lower-case hexadecimal. */
  static int hex(byte[] source, int offset, int length, byte[] target, int at) {
    if (length == 8 || length == 16) {
      // An id: without a loop, which would cost more than it does.
      hexOfEight(source, offset, target, at);
      if (length == 16) {
        hexOfEight(source, offset + 8, target, at + 16);
      }
      return at + 2 * length;
    }
    int position = at;
    for (int index = offset; index < offset + length; index++) {
      SHORT.set(target, position, HEX_PAIRS[source[index] & 0xFF]);
      position += Short.BYTES;
    }
    return position;
  }

  private static void hexOfEight(byte[] source, int offset, byte[] target, int at) {
    long eight = (long) LONG.get(source, offset);
    LONG.set(target, at, hexDigits((int) eight));
    LONG.set(target, at + 8, hexDigits((int) (eight >>> 32)));
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

  /** Base64 with padding (RFC 4648, section 4). */
  static int base64(byte[] source, int offset, int length, byte[] target, int at) {
    int position = at;
    int end = offset + length;
    for (int index = offset; index < end; index += 3) {
      int left = end - index;
      int three =
          (source[index] & 0xFF) << 16
              | (left > 1 ? (source[index + 1] & 0xFF) << 8 : 0)
              | (left > 2 ? source[index + 2] & 0xFF : 0);
      target[position++] = BASE64[three >> 18];
      target[position++] = BASE64[(three >> 12) & 0x3F];
      target[position++] = left > 1 ? BASE64[(three >> 6) & 0x3F] : (byte) '=';
      target[position++] = left > 2 ? BASE64[three & 0x3F] : (byte) '=';
    }
    return position;
  }
}
