package io.plumbline.gateway.exporter.elasticsearch.document;

/** Those parts of a string that JSON does not take as they are, or that may be ill-formed. */
final class Escapes {
  private static final byte[] HEX_UPPER = JsonBuffer.ascii("0123456789ABCDEF");

  /** What stands for a byte below 0x20: the letter after the backslash, or 0 for the long form. */
  private static final byte[] SHORT_ESCAPES = new byte[0x20];

  static {
    SHORT_ESCAPES['\b'] = 'b';
    SHORT_ESCAPES['\t'] = 't';
    SHORT_ESCAPES['\n'] = 'n';
    SHORT_ESCAPES['\f'] = 'f';
    SHORT_ESCAPES['\r'] = 'r';
  }

  private Escapes() {}

  /** Writes up to six bytes for a control character, a quote or a backslash; returns their end. */
  static int escape(int octet, byte[] target, int at) {
    int end = at;
    target[end++] = '\\';
    if (octet >= 0x20) {
      target[end++] = (byte) octet;
      return end;
    }
    byte letter = SHORT_ESCAPES[octet];
    if (letter != 0) {
      target[end++] = letter;
      return end;
    }
    target[end++] = 'u';
    target[end++] = '0';
    target[end++] = '0';
    target[end++] = HEX_UPPER[octet >> 4];
    target[end++] = HEX_UPPER[octet & 0xF];
    return end;
  }

  /**
   * How many bytes the character has that begins here and is not ASCII.
   *
   * @return below zero for a maximal ill-formed part
   */
  static int character(byte[] utf8, int position, int end) {
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
    return valid == length && length > 0 ? length : -Math.max(valid, 1);
  }

  /** Copies a character, or replaces an ill-formed part by U+FFFD; returns where it ends. */
  static int writeCharacter(byte[] utf8, int position, int length, byte[] target, int at) {
    if (length < 0) {
      target[at] = (byte) 0xEF;
      target[at + 1] = (byte) 0xBF;
      target[at + 2] = (byte) 0xBD;
      return at + 3;
    }
    for (int index = 0; index < length; index++) {
      target[at + index] = utf8[position + index];
    }
    return at + length;
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
}
