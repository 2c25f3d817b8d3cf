package io.plumbline.otlp;

import io.opentelemetry.proto.metrics.v1.Exemplar;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint.Buckets;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import java.util.ArrayList;
import java.util.List;

/** Rebuilds official metric messages from what cursors say. */
final class DecodedMetric {
  private DecodedMetric() {}

  static Metric metric(MetricCursor metric) {
    Metric.Builder builder =
        Metric.newBuilder()
            .setName(metric.name().toString())
            .setDescription(metric.description().toString())
            .setUnit(metric.unit().toString())
            .addAllMetadata(Decoded.attributes(metric.metadata()));
    switch (metric.kind()) {
      case NONE -> {}
      case GAUGE -> builder.getGaugeBuilder();
      case SUM ->
          builder
              .getSumBuilder()
              .setAggregationTemporalityValue(metric.aggregationTemporality())
              .setIsMonotonic(metric.isMonotonic());
      case HISTOGRAM ->
          builder
              .getHistogramBuilder()
              .setAggregationTemporalityValue(metric.aggregationTemporality());
      case EXPONENTIAL_HISTOGRAM ->
          builder
              .getExponentialHistogramBuilder()
              .setAggregationTemporalityValue(metric.aggregationTemporality());
      case SUMMARY -> builder.getSummaryBuilder();
    }
    int points = 0;
    while (metric.nextPoint()) {
      point(metric, builder);
      points++;
    }
    if (points != metric.pointCount()) {
      throw new AssertionError("count must be what nextPoint() finds: " + metric.pointCount());
    }
    return builder.build();
  }

  private static void point(MetricCursor metric, Metric.Builder builder) {
    switch (metric.kind()) {
      case NONE -> throw new AssertionError("a metric without data must have no points");
      case GAUGE -> builder.getGaugeBuilder().addDataPoints(number(metric.numberPoint()));
      case SUM -> builder.getSumBuilder().addDataPoints(number(metric.numberPoint()));
      case HISTOGRAM ->
          builder.getHistogramBuilder().addDataPoints(histogram(metric.histogramPoint()));
      case EXPONENTIAL_HISTOGRAM ->
          builder
              .getExponentialHistogramBuilder()
              .addDataPoints(exponential(metric.exponentialHistogramPoint()));
      case SUMMARY -> builder.getSummaryBuilder().addDataPoints(summary(metric.summaryPoint()));
    }
  }

  private static NumberDataPoint number(NumberDataPointCursor point) {
    NumberDataPoint.Builder builder =
        NumberDataPoint.newBuilder()
            .addAllAttributes(Decoded.attributes(point.attributes()))
            .setStartTimeUnixNano(point.startTimeUnixNano())
            .setTimeUnixNano(point.timeUnixNano())
            .addAllExemplars(exemplars(point.exemplars()))
            .setFlags(point.flags());
    if (point.isInt()) {
      builder.setAsInt(point.intValue());
    }
    if (point.isDouble()) {
      builder.setAsDouble(point.doubleValue());
    }
    return builder.build();
  }

  private static HistogramDataPoint histogram(HistogramDataPointCursor point) {
    HistogramDataPoint.Builder builder =
        HistogramDataPoint.newBuilder()
            .addAllAttributes(Decoded.attributes(point.attributes()))
            .setStartTimeUnixNano(point.startTimeUnixNano())
            .setTimeUnixNano(point.timeUnixNano())
            .setCount(point.count())
            .addAllBucketCounts(longs(point.bucketCounts()))
            .addAllExemplars(exemplars(point.exemplars()))
            .setFlags(point.flags());
    NumbersCursor bounds = point.explicitBounds();
    while (bounds.next()) {
      builder.addExplicitBounds(bounds.doubleValue());
    }
    if (point.hasSum()) {
      builder.setSum(point.sum());
    }
    if (point.hasMin()) {
      builder.setMin(point.min());
    }
    if (point.hasMax()) {
      builder.setMax(point.max());
    }
    return builder.build();
  }

  private static ExponentialHistogramDataPoint exponential(
      ExponentialHistogramDataPointCursor point) {
    ExponentialHistogramDataPoint.Builder builder =
        ExponentialHistogramDataPoint.newBuilder()
            .addAllAttributes(Decoded.attributes(point.attributes()))
            .setStartTimeUnixNano(point.startTimeUnixNano())
            .setTimeUnixNano(point.timeUnixNano())
            .setCount(point.count())
            .setScale(point.scale())
            .setZeroCount(point.zeroCount())
            .setZeroThreshold(point.zeroThreshold())
            .setPositive(buckets(point.positive()))
            .setNegative(buckets(point.negative()))
            .addAllExemplars(exemplars(point.exemplars()))
            .setFlags(point.flags());
    if (point.hasSum()) {
      builder.setSum(point.sum());
    }
    if (point.hasMin()) {
      builder.setMin(point.min());
    }
    if (point.hasMax()) {
      builder.setMax(point.max());
    }
    return builder.build();
  }

  private static Buckets buckets(BucketsCursor buckets) {
    return Buckets.newBuilder()
        .setOffset(buckets.bucketOffset())
        .addAllBucketCounts(longs(buckets.bucketCounts()))
        .build();
  }

  private static SummaryDataPoint summary(SummaryDataPointCursor point) {
    SummaryDataPoint.Builder builder =
        SummaryDataPoint.newBuilder()
            .addAllAttributes(Decoded.attributes(point.attributes()))
            .setStartTimeUnixNano(point.startTimeUnixNano())
            .setTimeUnixNano(point.timeUnixNano())
            .setCount(point.count())
            .setSum(point.sum())
            .setFlags(point.flags());
    QuantileValueCursor quantile = point.quantileValues();
    while (quantile.next()) {
      builder
          .addQuantileValuesBuilder()
          .setQuantile(quantile.quantile())
          .setValue(quantile.value());
    }
    return builder.build();
  }

  private static List<Exemplar> exemplars(ExemplarCursor exemplar) {
    List<Exemplar> list = new ArrayList<>();
    while (exemplar.next()) {
      Exemplar.Builder builder =
          Exemplar.newBuilder()
              .addAllFilteredAttributes(Decoded.attributes(exemplar.filteredAttributes()))
              .setTimeUnixNano(exemplar.timeUnixNano())
              .setSpanId(Decoded.bytes(exemplar.spanId()))
              .setTraceId(Decoded.bytes(exemplar.traceId()));
      if (exemplar.isInt()) {
        builder.setAsInt(exemplar.intValue());
      }
      if (exemplar.isDouble()) {
        builder.setAsDouble(exemplar.doubleValue());
      }
      list.add(builder.build());
    }
    return list;
  }

  private static List<Long> longs(NumbersCursor numbers) {
    List<Long> list = new ArrayList<>();
    while (numbers.next()) {
      list.add(numbers.longValue());
    }
    if (list.size() != numbers.count()) {
      throw new AssertionError("count must be what next() finds: " + numbers.count());
    }
    return list;
  }
}
