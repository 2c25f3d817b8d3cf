package io.plumbline.engine.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Durations as Go writes them: {@code 300ms}, {@code 1.5h}, {@code 2h45m}, {@code -1s}, {@code 0}.
 */
public final class GoDuration {
  private static final Pattern PART =
      Pattern.compile("(\\d+\\.?\\d*|\\.\\d+)(ns|us|µs|μs|ms|s|m|h)");

  private GoDuration() {}

  /** Null when the text is not a duration, or longer than 292 years. */
  public static @Nullable Duration parse(String text) {
    boolean negative = text.startsWith("-");
    String rest = negative || text.startsWith("+") ? text.substring(1) : text;
    if (rest.equals("0")) {
      return Duration.ZERO;
    }
    Matcher part = PART.matcher(rest);
    BigDecimal nanos = BigDecimal.ZERO;
    int end = 0;
    while (end < rest.length()) {
      if (!part.find(end) || part.start() != end) {
        return null;
      }
      nanos =
          nanos.add(
              new BigDecimal(part.group(1))
                  .multiply(BigDecimal.valueOf(nanosPerUnit(part.group(2)))));
      end = part.end();
    }
    if (rest.isEmpty() || nanos.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
      return null;
    }
    return Duration.ofNanos(negative ? -nanos.longValue() : nanos.longValue());
  }

  /** As Go prints it: {@code 1h30m0s}, {@code 1m30.5s}, {@code 300ms}. */
  public static String format(Duration duration) {
    long nanos = duration.toNanos();
    if (nanos == 0) {
      return "0s";
    }
    String sign = nanos < 0 ? "-" : "";
    Duration size = duration.abs();
    if (size.compareTo(Duration.ofSeconds(1)) < 0) {
      return sign + belowOneSecond(size.toNanos());
    }
    String seconds =
        decimal(
                BigDecimal.valueOf(size.toNanosPart(), 9)
                    .add(BigDecimal.valueOf(size.toSecondsPart())))
            + "s";
    if (size.toMinutes() == 0) {
      return sign + seconds;
    }
    String minutes = size.toMinutesPart() + "m" + seconds;
    return sign + (size.toHours() == 0 ? minutes : size.toHours() + "h" + minutes);
  }

  private static String belowOneSecond(long nanos) {
    if (nanos < 1_000) {
      return nanos + "ns";
    }
    return nanos < 1_000_000
        ? decimal(BigDecimal.valueOf(nanos, 3)) + "µs"
        : decimal(BigDecimal.valueOf(nanos, 6)) + "ms";
  }

  private static String decimal(BigDecimal number) {
    return number.stripTrailingZeros().toPlainString();
  }

  private static long nanosPerUnit(String unit) {
    return switch (unit) {
      case "ns" -> 1L;
      case "us", "µs", "μs" -> 1_000L;
      case "ms" -> 1_000_000L;
      case "s" -> 1_000_000_000L;
      case "m" -> 60_000_000_000L;
      case "h" -> 3_600_000_000_000L;
      default -> throw new IllegalStateException("not a unit of PART: " + unit);
    };
  }
}
