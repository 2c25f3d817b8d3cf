package io.plumbline.detector.report;

/**
 * Characters that can be written as they are. Control characters, halves of surrogate pairs, and
 * characters that turn the direction of what follows are replaced.
 */
final class Printable {
  private static final int REPLACEMENT = 0xFFFD;

  /** Joins or parts letters, as Persian and emoji need. */
  private static final int NON_JOINER = 0x200C;

  private static final int JOINER = 0x200D;

  private Printable() {}

  /** The character, or the replacement character; white space but for a blank is a blank. */
  static int of(int code) {
    if (code == '\n' || code == '\t' || code == '\r') {
      return ' ';
    }
    if (code == NON_JOINER || code == JOINER) {
      return code;
    }
    return switch (Character.getType(code)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          REPLACEMENT;
      default -> code;
    };
  }

  static String of(String text) {
    return text.codePoints()
        .map(Printable::of)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
