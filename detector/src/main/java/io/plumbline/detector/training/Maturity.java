package io.plumbline.detector.training;

import java.time.Duration;
import java.util.Locale;

/** What the length of its history lets a model know. */
public enum Maturity {
  /** Nothing: only rules are checked. */
  RULES,
  /** Under a day: levels, without correlations to rely on. */
  YOUNG,
  /** A day or more: all lenses. */
  SETTLED,
  /** Four days or more: the time of day, too. */
  DAILY,
  /** Three weeks or more: the day of the week, too. */
  WEEKLY;

  static Maturity of(Duration history) {
    if (history.compareTo(Duration.ofDays(1)) < 0) {
      return YOUNG;
    }
    if (history.compareTo(Duration.ofDays(4)) < 0) {
      return SETTLED;
    }
    return history.compareTo(Duration.ofDays(21)) < 0 ? DAILY : WEEKLY;
  }

  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
