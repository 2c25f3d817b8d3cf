package io.plumbline.detector.score;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Numbers and times as fields of CSV have them. */
final class Numbers {
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d{1,400}\\.?\\d{0,400}|\\.\\d{1,400})([eE][+-]?\\d{1,9})?");

  /** Epoch seconds beyond this, in the year 5138, are milliseconds by mistake. */
  private static final double SECONDS_MAX = 1e11;

  private Numbers() {}

  static boolean isNumber(String text) {
    return NUMBER.matcher(text).matches();
  }

  /** A number, NaN for what is missing; null for anything else. */
  static @Nullable Double parse(String field) {
    String text = field.strip();
    if (text.isEmpty() || text.equalsIgnoreCase("nan")) {
      return Double.NaN;
    }
    if (!isNumber(text)) {
      return null;
    }
    double number = Double.parseDouble(text);
    return Double.isFinite(number) ? number : null;
  }

  /** Epoch seconds of a time in seconds or ISO-8601, UTC if it does not say; null if it is none. */
  static @Nullable Long seconds(String field) {
    String text = field.strip();
    if (isNumber(text)) {
      double seconds = Double.parseDouble(text);
      return Math.abs(seconds) < SECONDS_MAX ? (long) Math.floor(seconds) : null;
    }
    String iso = text.replace(' ', 'T');
    try {
      return instant(iso).getEpochSecond();
    } catch (DateTimeException _) {
      return null;
    }
  }

  private static Instant instant(String iso) {
    if (iso.indexOf('T') < 0) {
      return LocalDate.parse(iso).atStartOfDay(ZoneOffset.UTC).toInstant();
    }
    String clock = iso.substring(iso.indexOf('T'));
    boolean offset = clock.matches(".*([zZ]|[+-]\\d\\d(:?\\d\\d){0,2})");
    return offset
        ? OffsetDateTime.parse(iso).toInstant()
        : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
  }
}
