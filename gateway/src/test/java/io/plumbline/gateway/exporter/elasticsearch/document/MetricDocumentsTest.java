package io.plumbline.gateway.exporter.elasticsearch.document;

import static io.plumbline.gateway.exporter.elasticsearch.document.Telemetry.array;
import static io.plumbline.gateway.exporter.elasticsearch.document.Telemetry.attribute;
import static io.plumbline.gateway.exporter.elasticsearch.document.Telemetry.map;
import static io.plumbline.gateway.exporter.elasticsearch.document.Telemetry.metrics;
import static io.plumbline.gateway.exporter.elasticsearch.document.Telemetry.number;
import static io.plumbline.gateway.exporter.elasticsearch.document.Telemetry.string;
import static io.plumbline.gateway.exporter.elasticsearch.document.Telemetry.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogram;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint.Buckets;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.Sum;
import io.opentelemetry.proto.metrics.v1.Summary;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import io.plumbline.otlp.Batch;
import io.plumbline.otlp.Signal;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetricDocumentsTest {
  private static final KeyValue HINT_DOC_COUNT =
      attribute("elasticsearch.mapping.hints", array(text("_doc_count")));
  private static final KeyValue HINT_AGGREGATE =
      attribute("elasticsearch.mapping.hints", array(text("aggregate_metric_double")));

  @Test
  void write_pointsOfOneKind_shareADocument() {
    Metric used = gauge("memory.used", point(1_000_000).setAsInt(7));
    Metric load = gauge("load", point(1_000_000).setAsDouble(1));

    assertThat(Documents.linesWithoutIds(metrics(used, load)))
        .containsExactly(
            "{\"create\":{\"_id\":\"ID\","
                + "\"dynamic_templates\":{\"metrics.memory.used\":\"gauge_long\","
                + "\"metrics.load\":\"gauge_double\"},"
                + "\"_index\":\"metrics-generic.otel-default\",\"require_data_stream\":true}}",
            "{\"@timestamp\":\"1.000000\",\"data_stream\":{\"type\":\"metrics\","
                + "\"dataset\":\"generic.otel\",\"namespace\":\"default\"},"
                + "\"metrics\":{\"memory.used\":7,\"load\":1.0},"
                // FNV-1a of "loadmemory.used"
                + "\"_metric_names_hash\":\""
                + fnv("loadmemory.used")
                + "\"}");
  }

  private static String fnv(String text) {
    int hash = 0x811c9dc5;
    for (int index = 0; index < text.length(); index++) {
      hash = (hash ^ text.charAt(index)) * 0x01000193;
    }
    return "%08x".formatted(hash);
  }

  @Test
  void write_startUnitAndAttributes() {
    Metric metric =
        gauge(
                "m",
                point(2_000_000)
                    .setStartTimeUnixNano(1_000_000)
                    .setAsInt(1)
                    .addAttributes(attribute("list", array(number(1), map(string("a", "b")))))
                    .addAttributes(attribute("map", map(string("a", "\"b\"")))))
            .toBuilder()
            .setUnit("By")
            .build();

    assertThat(document(metric))
        .contains(
            ",\"start_timestamp\":\"1.000000\",\"unit\":\"By\",\"attributes\":{"
                + "\"list\":[1,\"{\\\"a\\\":\\\"b\\\"}\"],"
                + "\"map\":\"{\\\"a\\\":\\\"\\\\\\\"b\\\\\\\"\\\"}\"},\"metrics\":{\"m\":1}");
  }

  @Test
  void write_otherTimeStartUnitOrAttributes_areOtherDocuments() {
    Metric metric =
        gauge(
            "m",
            point(1).setAsInt(1),
            point(2).setAsInt(2),
            point(1).setStartTimeUnixNano(1).setAsInt(3),
            point(1).setAsInt(4).addAttributes(string("a", "b")));
    Metric otherUnit = gauge("n", point(1).setAsInt(5)).toBuilder().setUnit("s").build();

    assertThat(values(metrics(metric, otherUnit)))
        .containsExactly("{\"m\":1}", "{\"m\":2}", "{\"m\":3}", "{\"m\":4}", "{\"n\":5}");
  }

  @Test
  void write_attributesInAnotherOrder_areTheSame() {
    KeyValue a = string("a", "1");
    KeyValue b = string("b", "2");
    Metric one = gauge("m", point(1).setAsInt(1).addAttributes(a).addAttributes(b));
    Metric other = gauge("n", point(1).setAsInt(2).addAttributes(b).addAttributes(a));

    assertThat(values(metrics(one, other))).containsExactly("{\"m\":1,\"n\":2}");
  }

  @Test
  void write_secondPointOfOneMetric_goesIntoAnotherDocument() {
    Metric twice = gauge("m", point(1).setAsInt(1), point(1).setAsInt(2));
    Metric again = gauge("m", point(1).setAsInt(3));
    Metric other = gauge("n", point(1).setAsInt(4));
    Metric repeated = gauge("n", point(1).setAsInt(4));

    List<String> lines = Documents.linesWithoutIds(metrics(twice, again, other, repeated));

    assertThat(values(metrics(twice, again, other, repeated)))
        .containsExactly("{\"m\":1,\"n\":4}", "{\"m\":2,\"n\":4}", "{\"m\":3}");
    assertThat(lines).hasSize(6);
  }

  @Test
  void write_manyGroups_eachPointIsInOneDocument() {
    NumberDataPoint.Builder[] points = new NumberDataPoint.Builder[5000];
    for (int index = 0; index < points.length; index++) {
      points[index] = point(index % 7).setAsInt(index).addAttributes(attribute("i", number(index)));
    }

    List<String> values = values(metrics(gauge("m", points), gauge("n", points)));

    assertThat(values).hasSize(points.length);
    for (int index = 0; index < points.length; index++) {
      assertThat(values.get(index)).isEqualTo("{\"m\":" + index + ",\"n\":" + index + "}");
    }
  }

  @Test
  void write_manyPointsOfOneSeries_eachIsInADocumentOfItsOwn() {
    NumberDataPoint.Builder[] points = new NumberDataPoint.Builder[5000];
    for (int index = 0; index < points.length; index++) {
      points[index] = point(1).setAsInt(index);
    }

    List<String> values = values(metrics(gauge("m", points), gauge("n", points)));

    assertThat(values).hasSize(points.length);
    for (int index = 0; index < points.length; index++) {
      assertThat(values.get(index)).isEqualTo("{\"m\":" + index + ",\"n\":" + index + "}");
    }
  }

  @Test
  void template_ofSums() {
    assertThat(template(sum(true, true).addDataPoints(point(1).setAsInt(1))))
        .isEqualTo("counter_long");
    assertThat(template(sum(true, true).addDataPoints(point(1).setAsDouble(1))))
        .isEqualTo("counter_double");
    assertThat(template(sum(true, false).addDataPoints(point(1).setAsInt(1))))
        .isEqualTo("gauge_long");
    assertThat(template(sum(false, true).addDataPoints(point(1).setAsDouble(1))))
        .isEqualTo("gauge_double");
  }

  @Test
  void write_histogram_countsAndMiddles() {
    HistogramDataPoint point =
        HistogramDataPoint.newBuilder()
            .setCount(10)
            .setSum(99)
            .addAllExplicitBounds(List.of(10.0, 20.0, 40.0))
            .addAllBucketCounts(List.of(1L, 0L, 4L, 5L))
            .build();

    assertThat(documentOf(histogram(point)))
        .contains("\"metrics\":{\"h\":{\"counts\":[1,4,5],\"values\":[5.0,30.0,40.0]}}");
    assertThat(actionOf(histogram(point))).contains("{\"metrics.h\":\"histogram\"}");
  }

  @Test
  void write_histogram_negativeFirstBound() {
    HistogramDataPoint point =
        HistogramDataPoint.newBuilder()
            .setCount(2)
            .addAllExplicitBounds(List.of(-4.0, 0.0))
            .addAllBucketCounts(List.of(1L, 1L, 0L))
            .build();

    assertThat(documentOf(histogram(point))).contains("{\"counts\":[1,1],\"values\":[-4.0,-2.0]}");
  }

  @Test
  void write_histogramWithoutBuckets_isSumAndCount() {
    HistogramDataPoint point = HistogramDataPoint.newBuilder().setCount(2).setSum(5).build();

    assertThat(documentOf(histogram(point))).contains("{\"h\":{\"sum\":5.0,\"value_count\":2}}");
    assertThat(actionOf(histogram(point))).contains("{\"metrics.h\":\"summary\"}");
  }

  @Test
  void write_hints() {
    HistogramDataPoint point =
        HistogramDataPoint.newBuilder()
            .setCount(3)
            .setSum(6)
            .addExplicitBounds(1)
            .addAllBucketCounts(List.of(1L, 2L))
            .build();

    assertThat(documentOf(histogram(point.toBuilder().addAttributes(HINT_DOC_COUNT).build())))
        .contains(",\"_doc_count\":3,")
        .doesNotContain("hints");
    assertThat(documentOf(histogram(point.toBuilder().addAttributes(HINT_AGGREGATE).build())))
        .contains("{\"h\":{\"sum\":6.0,\"value_count\":3}}");
  }

  @Test
  void write_exponentialHistogram() {
    ExponentialHistogramDataPoint point =
        ExponentialHistogramDataPoint.newBuilder()
            .setScale(0)
            .setZeroCount(3)
            .setPositive(Buckets.newBuilder().setOffset(1).addAllBucketCounts(List.of(1L, 0L, 2L)))
            .setNegative(Buckets.newBuilder().setOffset(0).addAllBucketCounts(List.of(4L, 5L)))
            .build();
    Metric metric =
        Metric.newBuilder()
            .setName("e")
            .setExponentialHistogram(
                ExponentialHistogram.newBuilder()
                    .setAggregationTemporality(AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA)
                    .addDataPoints(point))
            .build();

    // Buckets of scale 0: (1,2] (2,4] (4,8] (8,16].
    assertThat(document(metric))
        .contains("{\"e\":{\"counts\":[5,4,3,1,2],\"values\":[-3.0,-1.5,0.0,3.0,12.0]}}");
  }

  @Test
  void write_summary() {
    Metric metric =
        Metric.newBuilder()
            .setName("s")
            .setSummary(
                Summary.newBuilder()
                    .addDataPoints(SummaryDataPoint.newBuilder().setCount(4).setSum(2.5)))
            .build();

    assertThat(document(metric)).contains("{\"s\":{\"sum\":2.5,\"value_count\":4}}");
  }

  @Test
  void drop_whatCantBeStored() {
    HistogramDataPoint mismatch =
        HistogramDataPoint.newBuilder().addExplicitBounds(1).addBucketCounts(1).build();
    Metric cumulative =
        Metric.newBuilder()
            .setName("c")
            .setHistogram(
                Histogram.newBuilder()
                    .setAggregationTemporality(
                        AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE)
                    .addDataPoints(HistogramDataPoint.getDefaultInstance())
                    .addDataPoints(HistogramDataPoint.getDefaultInstance()))
            .build();
    Batch batch =
        metrics(
            gauge(
                "g",
                point(1).setAsDouble(Double.NaN),
                point(1).setAsDouble(Double.POSITIVE_INFINITY),
                point(1),
                point(1).setAsInt(1).setFlags(1),
                point(1).setAsInt(5)),
            Metric.newBuilder().setName("h").setHistogram(histogram(mismatch)).build(),
            cumulative);
    DocumentWriter writer = new DocumentWriter(Signal.METRICS, DocumentSettings.DEFAULT, 1024);

    List<String> lines = Documents.lines(writer, batch);

    assertThat(lines).hasSize(2);
    assertThat(lines.get(1)).contains("\"metrics\":{\"g\":5}");
    assertThat(writer.dropped().describe())
        .isEqualTo(
            "2 not_finite, 1 no_value, 1 no_recorded_value, 1 invalid_histogram,"
                + " 2 cumulative_histogram");
  }

  @Test
  void id_dependsOnNameValueAndUnit() {
    Metric m = gauge("m", point(1).setAsInt(1));

    assertThat(action(m)).isEqualTo(action(gauge("m", point(1).setAsInt(1))));
    assertThat(id(m)).isNotEqualTo(id(gauge("n", point(1).setAsInt(1))));
    assertThat(id(m)).isNotEqualTo(id(gauge("m", point(1).setAsInt(2))));
    assertThat(id(m)).isNotEqualTo(id(m.toBuilder().setUnit("s").build()));
  }

  private static String id(Metric metric) {
    return action(metric).substring(0, 45);
  }

  private static String action(Metric metric) {
    return Documents.lines(DocumentSettings.DEFAULT, metrics(metric)).getFirst();
  }

  private static String document(Metric metric) {
    return Documents.linesWithoutIds(metrics(metric)).get(1);
  }

  private static String documentOf(Histogram histogram) {
    return document(Metric.newBuilder().setName("h").setHistogram(histogram).build());
  }

  private static String actionOf(Histogram histogram) {
    return action(Metric.newBuilder().setName("h").setHistogram(histogram).build());
  }

  private static String template(Sum.Builder sum) {
    String action = action(Metric.newBuilder().setName("s").setSum(sum).build());
    return action.replaceFirst(".*\"metrics.s\":\"([a-z_]+)\".*", "$1");
  }

  private static List<String> values(Batch batch) {
    return Documents.linesWithoutIds(batch).stream()
        .filter(line -> line.startsWith("{\"@"))
        .map(line -> line.replaceFirst(".*\"metrics\":(\\{[^}]*}).*", "$1"))
        .toList();
  }

  private static Histogram histogram(HistogramDataPoint point) {
    return Histogram.newBuilder()
        .setAggregationTemporality(AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA)
        .addDataPoints(point)
        .build();
  }

  private static Sum.Builder sum(boolean monotonic, boolean cumulative) {
    return Sum.newBuilder()
        .setIsMonotonic(monotonic)
        .setAggregationTemporality(
            cumulative
                ? AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE
                : AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA);
  }

  private static NumberDataPoint.Builder point(long time) {
    return NumberDataPoint.newBuilder().setTimeUnixNano(time);
  }

  private static Metric gauge(String name, NumberDataPoint.Builder... points) {
    Gauge.Builder gauge = Gauge.newBuilder();
    for (NumberDataPoint.Builder point : points) {
      gauge.addDataPoints(point);
    }
    return Metric.newBuilder().setName(name).setGauge(gauge).build();
  }
}
