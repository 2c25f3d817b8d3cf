package io.plumbline.gateway.exporter.elasticsearch.document;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * A configured index, with the date of the document behind its name when {@code logstash_format} is
 * on. The Collector takes the date of sending; with the document's own, a document that is sent
 * again after midnight is still the same document. Not thread-safe.
 */
final class DatedIndex {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final String prefix;
  private final @Nullable DateTimeFormatter format;
  private Route route;
  private long second = -1;

  /**
   * @param prefix the whole name when there is no date
   * @param format of the date, in UTC; null for none
   */
  DatedIndex(String prefix, @Nullable DateTimeFormatter format) {
    this.prefix = prefix;
    this.format = format;
    this.route = Route.index(prefix);
  }

  Route at(long unixNanos) {
    if (format != null) {
      long wanted = Long.divideUnsigned(unixNanos, NANOS_PER_SECOND);
      if (wanted != second) {
        second = wanted;
        String name = prefix + format.format(Instant.ofEpochSecond(wanted).atZone(ZoneOffset.UTC));
        if (!name.equals(route.index())) {
          route = Route.index(name);
        }
      }
    }
    return route;
  }
}
