package io.plumbline.detector.explain;

import java.util.Locale;

/** How bad a score is, in a word. */
public enum Severity {
  WARNING,
  MINOR,
  MAJOR,
  CRITICAL;

  /** Below 25 a warning, below 50 minor, below 75 major, from there on critical. */
  public static Severity of(double score) {
    return score < 25 ? WARNING : score < 50 ? MINOR : score < 75 ? MAJOR : CRITICAL;
  }

  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
