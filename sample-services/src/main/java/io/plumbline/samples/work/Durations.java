package io.plumbline.samples.work;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as people write them: {@code 250ms}, {@code 20s}, {@code 24m}, {@code 1h30m}, {@code
 * 2d}.
 */
public final class Durations {
  private static final Pattern TEXT =
      Pattern.compile("(?:(\\d+)d)?(?:(\\d+)h)?(?:(\\d+)m(?!s))?(?:(\\d+)s)?(?:(\\d+)ms)?");

  private Durations() {}

  /**
   * Reads a positive duration.
   *
   * @throws IllegalArgumentException naming what was expected
   */
  public static Duration parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (text.isEmpty() || text.length() > 20 || !matcher.matches()) {
      throw new IllegalArgumentException(
          "expected a duration like 20s, 24m or 1h30m, got: " + text);
    }
    Duration duration =
        Duration.ofDays(part(matcher, 1))
            .plusHours(part(matcher, 2))
            .plusMinutes(part(matcher, 3))
            .plusSeconds(part(matcher, 4))
            .plusMillis(part(matcher, 5));
    if (duration.isZero() || duration.toDays() > DAYS_MAX) {
      throw new IllegalArgumentException(
          "expected a duration above zero and up to " + DAYS_MAX + "d, got: " + text);
    }
    return duration;
  }

  /** Ten years: far beyond any use, and safe to express in nanoseconds. */
  private static final long DAYS_MAX = 3650;

  private static long part(Matcher matcher, int group) {
    String digits = matcher.group(group);
    if (digits == null) {
      return 0;
    }
    if (digits.length() > 9) {
      throw new IllegalArgumentException("number too large in duration: " + digits);
    }
    return Long.parseLong(digits);
  }
}
