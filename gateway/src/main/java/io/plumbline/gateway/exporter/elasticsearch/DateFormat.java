package io.plumbline.gateway.exporter.elasticsearch;

import io.plumbline.engine.config.ConfigSection;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;

/** The date behind an index's name, in the notation of {@code strftime}. */
final class DateFormat {
  private DateFormat() {}

  /** A format of the separator and the date; what is not known is recorded as a problem. */
  static DateTimeFormatter read(ConfigSection section, String separator, String pattern) {
    DateTimeFormatterBuilder format = new DateTimeFormatterBuilder().appendLiteral(separator);
    for (int index = 0; index < pattern.length(); index++) {
      char c = pattern.charAt(index);
      if (c != '%') {
        format.appendLiteral(c);
        continue;
      }
      char directive = ++index < pattern.length() ? pattern.charAt(index) : '%';
      switch (directive) {
        case 'Y' -> format.appendValue(ChronoField.YEAR, 4);
        case 'y' -> format.appendPattern("uu");
        case 'm' -> format.appendValue(ChronoField.MONTH_OF_YEAR, 2);
        case 'd' -> format.appendValue(ChronoField.DAY_OF_MONTH, 2);
        case 'H' -> format.appendValue(ChronoField.HOUR_OF_DAY, 2);
        case 'M' -> format.appendValue(ChronoField.MINUTE_OF_HOUR, 2);
        case 'S' -> format.appendValue(ChronoField.SECOND_OF_MINUTE, 2);
        case 'j' -> format.appendValue(ChronoField.DAY_OF_YEAR, 3);
        case 'b' -> format.appendPattern("MMM");
        case 'B' -> format.appendPattern("MMMM");
        case '%' -> format.appendLiteral('%');
        default ->
            section.problem(
                "date_format", "unknown directive %" + directive + " in \"" + pattern + "\"");
      }
    }
    return format.toFormatter(Locale.ROOT);
  }
}
