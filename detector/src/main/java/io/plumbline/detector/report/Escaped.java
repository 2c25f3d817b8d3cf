package io.plumbline.detector.report;

/** Text from outside in Markdown, so that it reads as it is and breaks no table. */
final class Escaped {
  private static final String SPECIAL = "\\`*_[]|~#$!{}";

  private Escaped() {}

  /** As running text; not for the start of a line. */
  static String text(String text) {
    StringBuilder out = new StringBuilder();
    Printable.of(text)
        .codePoints()
        .forEach(code -> {
          switch (code) {
            case '<' -> out.append("&lt;");
            case '>' -> out.append("&gt;");
            case '&' -> out.append("&amp;");
            case '@' -> out.append("&#64;");
            default -> {
              if (SPECIAL.indexOf(code) >= 0) {
                out.append('\\');
              }
              out.appendCodePoint(code);
            }
          }
        });
    // Else a link would be made of it.
    return out.toString().replace("://", ":&#47;/").replace("www.", "www&#46;");
  }

  /** As code, in a fence longer than any within. */
  static String code(String text) {
    String printable = Printable.of(text).replace("|", "\\|");
    int longest = 0;
    int run = 0;
    for (int i = 0; i < printable.length(); i++) {
      run = printable.charAt(i) == '`' ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    String fence = "`".repeat(longest + 1);
    return printable.isBlank() ? "–" : fence + " " + printable + " " + fence;
  }
}
