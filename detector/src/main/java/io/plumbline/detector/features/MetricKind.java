package io.plumbline.detector.features;

import io.plumbline.detector.search.Search;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    JsonNode mapped = search.fields(Search.METRICS, fields);
    for (MetricSource source : sources) {
      JsonNode types = mapped.path(source.field());
      if (mapped.has(source.field() + ".value_count")) {
        kinds.put(source, SPLIT_SUMMARY);
      } else if (types.has("histogram")) {
        kinds.put(source, HISTOGRAM);
      } else if (types.has("aggregate_metric_double")) {
        kinds.put(source, SUMMARY);
      } else if (types.has("flattened") || types.has("object")) {
        kinds.put(source, OPAQUE_HISTOGRAM);
      } else if (isCounter(types)) {
        kinds.put(source, COUNTER);
      } else if (!types.isEmpty()) {
        kinds.put(source, NUMBER);
      }
    }
    return kinds;
  }

  private static boolean isCounter(JsonNode types) {
    for (JsonNode type : types) {
      if (type.path("time_series_metric").asString("").equals("counter")) {
        return true;
      }
    }
    return false;
  }
}
