package io.plumbline.engine.exporter.otlphttp;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** The header {@code Retry-After}: seconds, or a date (RFC 9110, section 10.2.3). */
final class RetryAfterHeader {
  /** Waits longer than this are as good as never, and sums with them must not overflow. */
  private static final Duration LONGEST = Duration.ofDays(365);

  private RetryAfterHeader() {}

  /** How long to wait from now; zero when the header is missing, makes no sense or is over. */
  static Duration read(@Nullable String header, Instant now) {
    if (header == null) {
      return Duration.ZERO;
    }
    Duration delay = parse(header.strip(), now);
    if (delay.isNegative()) {
      return Duration.ZERO;
    }
    return delay.compareTo(LONGEST) > 0 ? LONGEST : delay;
  }

  private static Duration parse(String text, Instant now) {
    if (!text.isEmpty()
        && text.length() <= 18
        && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return Duration.ofSeconds(Long.parseLong(text));
    }
    try {
      Instant end = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return Duration.between(now, end);
    } catch (DateTimeException _) {
      return Duration.ZERO; // Not a date either: the exporter waits as long as it would anyway.
    }
  }
}
