package io.plumbline.detector.config;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Durations as people write them: {@code 500ms}, {@code 5s}, {@code 90m}, {@code 24h}, {@code 7d}.
 */
public final class DurationText {
  private static final Pattern TEXT = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

  private DurationText() {}

  /** The duration that a text means; null when it means none. */
  static @Nullable Duration parse(String text) {
    Matcher matcher = TEXT.matcher(text.strip());
    return matcher.matches()
        ? Duration.of(Long.parseLong(matcher.group(1)), unit(matcher.group(2)))
        : null;
  }

  /** The shortest text of a duration, as in "1h" or "90s"; below a millisecond "0ms". */
  public static String of(Duration duration) {
    long millis = duration.toMillis();
    for (String suffix : new String[] {"d", "h", "m", "s"}) {
      long size = unit(suffix).getDuration().toMillis();
      if (millis != 0 && millis % size == 0) {
        return millis / size + suffix;
      }
    }
    return millis + "ms";
  }

  private static ChronoUnit unit(String suffix) {
    return switch (suffix) {
      case "ms" -> ChronoUnit.MILLIS;
      case "s" -> ChronoUnit.SECONDS;
      case "m" -> ChronoUnit.MINUTES;
      case "h" -> ChronoUnit.HOURS;
      default -> ChronoUnit.DAYS;
    };
  }
}
