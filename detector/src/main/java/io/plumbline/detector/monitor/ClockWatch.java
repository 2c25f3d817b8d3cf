package io.plumbline.detector.monitor;

import io.plumbline.detector.search.Search;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Notices services whose telemetry is dated ahead of the monitor's clock, each once for as long as
 * it is. It is not scored before its time: nobody knows yet what else that time will bring.
 */
final class ClockWatch {
  /** Clocks that are synchronised differ by far less. */
  private static final Duration TOLERANCE = Duration.ofMinutes(1);

  private static final String ALL = String.join(",", Search.TRACES, Search.LOGS, Search.METRICS);

  private final Search search;
  private final MonitorListener listener;
  private final Set<String> told = new HashSet<>();

  ClockWatch(Search search, MonitorListener listener) {
    this.search = search;
    this.listener = listener;
  }

  /** Looks at what is dated later than the time it is. */
  void look(Instant now) throws IOException {
    String query =
        """
        {"query": {"range": {"@timestamp": {"gt": "%s"}}},
         "aggs": {"services": {
           "terms": {"field": "resource.attributes.service.name", "size": 100},
           "aggs": {"latest": {"max": {"field": "@timestamp"}}}}}}
        """
            .formatted(now.plus(TOLERANCE));
    Set<String> ahead = new HashSet<>();
    for (JsonNode bucket : search.aggregate(ALL, query).path("services").path("buckets")) {
      String service = bucket.path("key").asString();
      ahead.add(service);
      if (told.add(service)) {
        long latest = Math.round(bucket.path("latest").path("value").asDouble());
        listener.datedAhead(service, Duration.between(now, Instant.ofEpochMilli(latest)));
      }
    }
    told.retainAll(ahead);
  }
}
