package io.plumbline.detector.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import picocli.CommandLine.TypeConversionException;

/** Points in time as people write them: ISO-8601 with offset, or a date, which begins in UTC. */
final class Instants {
  private Instants() {}

  static Instant parse(String text) {
    try {
      return text.contains("T")
          ? OffsetDateTime.parse(text).toInstant()
          : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
    } catch (DateTimeException e) {
      throw new TypeConversionException(
          "'" + text + "' is no time like 2026-01-31T08:00:00Z or 2026-01-31");
    }
  }
}
