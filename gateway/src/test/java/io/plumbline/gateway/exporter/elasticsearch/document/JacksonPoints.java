package io.plumbline.gateway.exporter.elasticsearch.document;

import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.core.JsonGenerator;

/** The data points of one metric document, grouped the plain way: in maps of objects. */
final class JacksonPoints {
  private static final int CUMULATIVE = 2;

  private record Key(long time, long start, String unit, Set<KeyValue> attributes, int turn) {}

  /** The value to write: a Long, a Double, a Sum or Buckets. */
  private record Point(Object value, String template) {}

  private record Sum(double sum, long count) {}

  private record Buckets(List<Long> counts, List<Double> values) {
    void add(long count, double value) {
      if (count != 0) {
        counts.add(count);
        values.add(value);
      }
    }

    boolean isFinite() {
      return values.stream().allMatch(Double::isFinite);
    }
  }

  private final Key key;
  private final List<KeyValue> attributes;
  private final Map<String, Point> points = new LinkedHashMap<>();

  private JacksonPoints(Key key, List<KeyValue> attributes) {
    this.key = key;
    this.attributes = attributes;
  }

  static Collection<JacksonPoints> groups(ScopeMetrics scope) {
    Map<Key, JacksonPoints> groups = new LinkedHashMap<>();
    Map<Key, Map<String, Integer>> turns = new HashMap<>();
    for (Metric metric : scope.getMetricsList()) {
      switch (metric.getDataCase()) {
        case GAUGE ->
            metric
                .getGauge()
                .getDataPointsList()
                .forEach(point -> add(groups, turns, metric, point, "gauge_"));
        case SUM -> {
          boolean counter =
              metric.getSum().getIsMonotonic()
                  && metric.getSum().getAggregationTemporalityValue() == CUMULATIVE;
          for (NumberDataPoint point : metric.getSum().getDataPointsList()) {
            add(groups, turns, metric, point, counter ? "counter_" : "gauge_");
          }
        }
        case HISTOGRAM -> {
          if (metric.getHistogram().getAggregationTemporalityValue() != CUMULATIVE) {
            metric
                .getHistogram()
                .getDataPointsList()
                .forEach(point -> add(groups, turns, metric, point));
          }
        }
        case EXPONENTIAL_HISTOGRAM -> {
          if (metric.getExponentialHistogram().getAggregationTemporalityValue() != CUMULATIVE) {
            metric
                .getExponentialHistogram()
                .getDataPointsList()
                .forEach(point -> add(groups, turns, metric, point));
          }
        }
        case SUMMARY -> {
          for (SummaryDataPoint point : metric.getSummary().getDataPointsList()) {
            if ((point.getFlags() & 1) == 0 && Double.isFinite(point.getSum())) {
              add(
                  groups,
                  turns,
                  metric,
                  point.getTimeUnixNano(),
                  point.getStartTimeUnixNano(),
                  point.getAttributesList(),
                  new Point(new Sum(point.getSum(), point.getCount()), "summary"));
            }
          }
        }
        default -> {}
      }
    }
    return groups.values();
  }

  private static void add(
      Map<Key, JacksonPoints> groups,
      Map<Key, Map<String, Integer>> turns,
      Metric metric,
      NumberDataPoint point,
      String template) {
    Point value;
    if ((point.getFlags() & 1) != 0) {
      return;
    }
    if (point.hasAsInt()) {
      value = new Point(point.getAsInt(), template + "long");
    } else if (point.hasAsDouble() && Double.isFinite(point.getAsDouble())) {
      value = new Point(point.getAsDouble(), template + "double");
    } else {
      return;
    }
    add(
        groups,
        turns,
        metric,
        point.getTimeUnixNano(),
        point.getStartTimeUnixNano(),
        point.getAttributesList(),
        value);
  }

  private static void add(
      Map<Key, JacksonPoints> groups,
      Map<Key, Map<String, Integer>> turns,
      Metric metric,
      HistogramDataPoint point) {
    if ((point.getFlags() & 1) != 0) {
      return;
    }
    Point value;
    int last = point.getExplicitBoundsCount();
    if (point.getBucketCountsCount() == 0) {
      if (!Double.isFinite(point.getSum())) {
        return;
      }
      value = new Point(new Sum(point.getSum(), point.getCount()), "summary");
    } else {
      Buckets buckets = new Buckets(new ArrayList<>(), new ArrayList<>());
      if (point.getBucketCountsCount() != last + 1
          || !point.getExplicitBoundsList().stream().allMatch(Double::isFinite)) {
        return;
      }
      boolean finite = true;
      for (int bucket = 0; bucket <= last; bucket++) {
        double middle;
        if (last == 0) {
          middle = point.hasSum() && point.getCount() > 0 ? point.getSum() / point.getCount() : 0;
        } else if (bucket == 0) {
          double bound = point.getExplicitBounds(0);
          middle = bound > 0 ? bound / 2 : bound;
        } else if (bucket == last) {
          middle = point.getExplicitBounds(last - 1);
        } else {
          double lower = point.getExplicitBounds(bucket - 1);
          middle = lower + (point.getExplicitBounds(bucket) - lower) / 2;
        }
        finite &= Double.isFinite(middle);
        buckets.add(point.getBucketCounts(bucket), middle);
      }
      if (!finite) {
        return;
      }
      value = new Point(buckets, "histogram");
    }
    add(
        groups,
        turns,
        metric,
        point.getTimeUnixNano(),
        point.getStartTimeUnixNano(),
        point.getAttributesList(),
        value);
  }

  private static void add(
      Map<Key, JacksonPoints> groups,
      Map<Key, Map<String, Integer>> turns,
      Metric metric,
      ExponentialHistogramDataPoint point) {
    if ((point.getFlags() & 1) != 0) {
      return;
    }
    Buckets buckets = new Buckets(new ArrayList<>(), new ArrayList<>());
    int scale = point.getScale();
    for (int index = point.getNegative().getBucketCountsCount() - 1; index >= 0; index--) {
      long position = (long) point.getNegative().getOffset() + index;
      buckets.add(point.getNegative().getBucketCounts(index), -middle(position, scale));
    }
    buckets.add(point.getZeroCount(), 0);
    for (int index = 0; index < point.getPositive().getBucketCountsCount(); index++) {
      long position = (long) point.getPositive().getOffset() + index;
      buckets.add(point.getPositive().getBucketCounts(index), middle(position, scale));
    }
    if (buckets.isFinite()) {
      add(
          groups,
          turns,
          metric,
          point.getTimeUnixNano(),
          point.getStartTimeUnixNano(),
          point.getAttributesList(),
          new Point(buckets, "histogram"));
    }
  }

  private static double middle(long index, int scale) {
    double lower = bound(index, scale);
    return lower + (bound(index + 1, scale) - lower) / 2;
  }

  private static double bound(long index, int scale) {
    return scale > 0
        ? Math.exp(index * (Math.log(2) * Math.pow(2, -scale)))
        : Math.pow(2, index * Math.pow(2, -scale));
  }

  private static void add(
      Map<Key, JacksonPoints> groups,
      Map<Key, Map<String, Integer>> turns,
      Metric metric,
      long time,
      long start,
      List<KeyValue> attributes,
      Point point) {
    Set<KeyValue> set = new HashSet<>(attributes);
    Key first = new Key(time, start, metric.getUnit(), set, 0);
    int turn =
        turns.computeIfAbsent(first, _ -> new HashMap<>()).merge(metric.getName(), 1, Integer::sum)
            - 1;
    Key key = new Key(time, start, metric.getUnit(), set, turn);
    groups
        .computeIfAbsent(key, _ -> new JacksonPoints(key, attributes))
        .points
        .put(metric.getName(), point);
  }

  long time() {
    return key.time;
  }

  long start() {
    return key.start;
  }

  String unit() {
    return key.unit;
  }

  List<KeyValue> attributes() {
    return attributes;
  }

  void writeTemplates(JsonGenerator json) {
    json.writeObjectPropertyStart("dynamic_templates");
    points.forEach((name, point) -> json.writeStringProperty("metrics." + name, point.template));
    json.writeEndObject();
  }

  void writeMetrics(JsonGenerator json) {
    json.writeObjectPropertyStart("metrics");
    points.forEach((name, point) -> {
      json.writeName(name);
      writeValue(json, point.value);
    });
    json.writeEndObject();
    json.writeStringProperty("_metric_names_hash", "%08x".formatted(namesHash()));
  }

  private static void writeValue(JsonGenerator json, Object value) {
    switch (value) {
      case Long number -> json.writeNumber(number);
      case Double number -> json.writeNumber(number);
      case Sum(double sum, long count) -> {
        json.writeStartObject();
        json.writeNumberProperty("sum", sum);
        json.writeName("value_count");
        json.writeNumber(Long.toUnsignedString(count));
        json.writeEndObject();
      }
      case Buckets(List<Long> counts, List<Double> values) -> {
        json.writeStartObject();
        json.writeArrayPropertyStart("counts");
        counts.forEach(count -> json.writeNumber(Long.toUnsignedString(count)));
        json.writeEndArray();
        json.writeArrayPropertyStart("values");
        values.forEach(json::writeNumber);
        json.writeEndArray();
        json.writeEndObject();
      }
      default -> throw new AssertionError(value);
    }
  }

  private int namesHash() {
    int hash = 0x811c9dc5;
    // Order of UTF-16 and of UTF-8 differ beyond the surrogates, which tests do not use together.
    for (String name : new TreeSet<>(points.keySet())) {
      for (byte octet : name.getBytes(StandardCharsets.UTF_8)) {
        hash = (hash ^ (octet & 0xFF)) * 0x01000193;
      }
    }
    return hash;
  }
}
