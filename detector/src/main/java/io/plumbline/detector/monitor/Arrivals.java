package io.plumbline.detector.monitor;

import io.plumbline.detector.features.WindowGrid;
import io.plumbline.detector.search.Search;
import java.io.IOException;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** Counts what is stored of windows, whatever it is: one aggregation over all signals. */
final class Arrivals {
  private static final String ALL = String.join(",", Search.TRACES, Search.LOGS, Search.METRICS);

  private final Search search;
  private final WindowGrid grid;

  Arrivals(Search search, WindowGrid grid) {
    this.search = search;
    this.grid = grid;
  }

  /** By start, the documents of the windows in [from, to), of those that have any. */
  SortedMap<Instant, Long> count(Instant from, Instant to) throws IOException {
    String query =
        """
        {"query": {"range": {"@timestamp": {"gte": "%s", "lt": "%s"}}},
         "aggs": {"windows": {"date_histogram": {
           "field": "@timestamp", "fixed_interval": "%ds", "min_doc_count": 1}}}}
        """
            .formatted(from, to, grid.seconds());
    SortedMap<Instant, Long> counts = new TreeMap<>();
    for (JsonNode bucket : search.aggregate(ALL, query).path("windows").path("buckets")) {
      counts.put(
          Instant.ofEpochMilli(bucket.path("key").asLong()), bucket.path("doc_count").asLong());
    }
    return counts;
  }
}
