package io.plumbline.detector.logs;

/** What a character can be part of, as bits. */
final class CharClass {
  static final int LOWER = 1;
  static final int UPPER = 2;
  static final int DIGIT = 4;

  /** A hexadecimal digit. */
  static final int HEX = 8;

  /** Holds a word together though it is no letter: {@code blk_-12}, {@code a.b}, {@code /x/y}. */
  static final int JOINT = 16;

  static final int SPACE = 32;

  /** Separates the groups of an address, a date or a UUID. */
  static final int GROUP = 64;

  static final int ALPHANUMERIC = LOWER | UPPER | DIGIT;
  static final int IN_WORD = ALPHANUMERIC | JOINT;

  private static final byte[] ASCII = ascii();

  private CharClass() {}

  static int of(char c) {
    return c < 128 ? ASCII[c] : beyondAscii(c);
  }

  private static byte[] ascii() {
    byte[] classes = new byte[128];
    for (char c = 0; c < 128; c++) {
      int bits = beyondAscii(c);
      if (Character.digit(c, 16) >= 0) {
        bits |= HEX;
      }
      if ("_.-/\\@~$#%+*&^!?|".indexOf(c) >= 0) {
        bits |= JOINT;
      }
      if (":.-".indexOf(c) >= 0) {
        bits |= GROUP;
      }
      classes[c] = (byte) bits;
    }
    return classes;
  }

  private static int beyondAscii(char c) {
    if (Character.isDigit(c)) {
      return DIGIT;
    }
    if (Character.isUpperCase(c)) {
      return UPPER;
    }
    if (Character.isLetter(c) || Character.isSurrogate(c)) {
      return LOWER;
    }
    boolean blank = Character.isWhitespace(c) || Character.isSpaceChar(c);
    return blank || Character.isISOControl(c) ? SPACE : 0;
  }
}
