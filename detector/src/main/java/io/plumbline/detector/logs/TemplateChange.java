package io.plumbline.detector.logs;

/** What a template does in a window that it does not do usually. */
public sealed interface TemplateChange {
  /** The template's id. */
  String template();

  /** Lines in the window. */
  long count();

  /** Lines per window before. */
  double usual();

  /** Was never there before. */
  record Appeared(String template, long count) implements TemplateChange {
    @Override
    public double usual() {
      return 0;
    }
  }

  /** Was always there and is not now. */
  record Vanished(String template, double usual) implements TemplateChange {
    @Override
    public long count() {
      return 0;
    }
  }

  /**
   * Is there many times as often.
   *
   * @param factor count ÷ usual, where usual is at least one line in all windows before
   */
  record Risen(String template, long count, double usual, double factor)
      implements TemplateChange {}
}
