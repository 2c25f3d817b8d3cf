package io.plumbline.detector.features;

import io.plumbline.detector.features.MetricSource.Aggregation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The metrics that one aggregation can answer, as its parts, and what is read from them. */
final class MetricPoints {
  private final List<MetricSource> sources = new ArrayList<>();
  private final Map<MetricSource, MetricKind> kinds;
  private final long seconds;

  /**
   * Those of hosts, or those of services.
   *
   * @param seconds of a window
   */
  MetricPoints(Map<MetricSource, MetricKind> kinds, boolean ofHosts, long seconds) {
    this.kinds = kinds;
    this.seconds = seconds;
    kinds.forEach((source, kind) -> {
      boolean whole = kind != MetricKind.COUNTER && kind != MetricKind.OPAQUE_HISTOGRAM;
      if (whole && source.ofHost() == ofHosts) {
        sources.add(source);
      }
    });
  }

  boolean isEmpty() {
    return sources.isEmpty();
  }

  /** Adds what is asked of each row, and that documents with any of the metrics are wanted. */
  void addTo(ArrayNode anyOf, ObjectNode aggregations) {
    for (int i = 0; i < sources.size(); i++) {
      MetricSource source = sources.get(i);
      boolean split = kinds.get(source) == MetricKind.SPLIT_SUMMARY;
      String field = split ? source.field() + ".sum" : source.field();
      anyOf.addObject().putObject("exists").put("field", field);
      ObjectNode one = aggregations.putObject("metric" + i);
      writeFilter(one.putObject("filter"), source, field);
      ObjectNode parts = one.putObject("aggs");
      Aggregation aggregation = aggregation(source);
      if (aggregation.isPercentile()) {
        ObjectNode percentiles = parts.putObject("value").putObject("percentiles");
        percentiles.put("field", field).putArray("percents").add(aggregation.percentile());
      } else {
        parts
            .putObject("value")
            .putObject(split ? "sum" : function(aggregation))
            .put("field", field);
      }
      if (aggregation == Aggregation.TOTAL) {
        parts.putObject("exports").putObject("cardinality").put("field", "@timestamp");
      }
      if (split) {
        ObjectNode count = parts.putObject("count").putObject("sum");
        count.put("field", source.field() + ".value_count");
      }
    }
  }

  /** Only points of the metric with these attributes. */
  static void writeFilter(ObjectNode filter, MetricSource source, String field) {
    ArrayNode all = filter.putObject("bool").putArray("filter");
    all.addObject().putObject("exists").put("field", field);
    source
        .attributes()
        .forEach(
            (name, value) -> all.addObject().putObject("term").put("attributes." + name, value));
  }

  private Aggregation aggregation(MetricSource source) {
    MetricKind kind = kinds.get(source);
    boolean isHistogram = kind == MetricKind.HISTOGRAM;
    boolean isSummary = kind == MetricKind.SUMMARY || kind == MetricKind.SPLIT_SUMMARY;
    Aggregation asked = source.aggregation();
    if (isHistogram && !asked.isPercentile()) {
      return Aggregation.P95;
    }
    return isSummary || asked == Aggregation.AUTO ? Aggregation.AVERAGE : asked;
  }

  private static String function(Aggregation aggregation) {
    return switch (aggregation) {
      case MAXIMUM -> "max";
      case TOTAL, RATE -> "sum";
      default -> "avg";
    };
  }

  /** Takes what a row has of each metric. */
  interface Taker {
    void take(Facet facet, double value);
  }

  void read(JsonNode bucket, Taker taker) {
    for (int i = 0; i < sources.size(); i++) {
      MetricSource source = sources.get(i);
      JsonNode one = bucket.path("metric" + i);
      if (one.path("doc_count").asLong(0) > 0) {
        double value = value(source, one);
        if (Double.isFinite(value)) {
          taker.take(source.facet(), value);
        }
      }
    }
  }

  private double value(MetricSource source, JsonNode one) {
    Aggregation aggregation = aggregation(source);
    JsonNode value = one.path("value");
    if (aggregation.isPercentile()) {
      return FeatureSearch.number(value.path("values").path(aggregation.percentile() + ".0"));
    }
    double number = FeatureSearch.number(value.path("value"));
    if (kinds.get(source) == MetricKind.SPLIT_SUMMARY) {
      return number / FeatureSearch.number(one.path("count").path("value"));
    }
    return switch (aggregation) {
      case RATE -> number / seconds;
      case TOTAL -> number / FeatureSearch.number(one.path("exports").path("value"));
      default -> number;
    };
  }
}
