package io.plumbline.detector.features;

import io.plumbline.detector.search.Search;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What kind of metric Elasticsearch keeps under a name, told by how it is mapped. */
enum MetricKind {
  /** A number by itself: gauges, up-down counters, increments. */
  NUMBER,
  /** A number that only grows, until it starts again. */
  COUNTER,
  HISTOGRAM,
  /** A histogram that this Elasticsearch can only give back, since it lacks the field type. */
  OPAQUE_HISTOGRAM,
  /** Sum and count of a summary in one field. */
  SUMMARY,
  /** The same in two fields, where the field type is missing. */
  SPLIT_SUMMARY;

  /** The kinds of those of some metrics that there are. */
  static Map<MetricSource, MetricKind> of(Search search, List<MetricSource> sources)
      throws IOException {
    List<String> fields = new ArrayList<>();
    for (MetricSource source : sources) {
      fields.add(source.field());
      fields.add(source.field() + ".value_count");
    }
    Map<MetricSource, MetricKind> kinds = new HashMap<>();
    if (fields.isEmpty()) {
      return kinds;
    }
    Map<String, List<JsonNode>> mappings = search.mappings(Search.METRICS, fields);
    for (MetricSource source : sources) {
      List<JsonNode> own = mappings.getOrDefault(source.field(), List.of());
      Set<String> types = new HashSet<>();
      own.forEach(mapping -> types.add(mapping.path("type").asString("")));
      if (mappings.containsKey(source.field() + ".value_count")) {
        kinds.put(source, SPLIT_SUMMARY);
      } else if (types.contains("histogram")) {
        kinds.put(source, HISTOGRAM);
      } else if (types.contains("aggregate_metric_double")) {
        kinds.put(source, SUMMARY);
      } else if (types.contains("flattened")) {
        kinds.put(source, OPAQUE_HISTOGRAM);
      } else if (own.stream().anyMatch(MetricKind::isCounter)) {
        kinds.put(source, COUNTER);
      } else if (!own.isEmpty()) {
        kinds.put(source, NUMBER);
      }
    }
    return kinds;
  }

  private static boolean isCounter(JsonNode mapping) {
    return mapping.path("time_series_metric").asString("").equals("counter");
  }
}
