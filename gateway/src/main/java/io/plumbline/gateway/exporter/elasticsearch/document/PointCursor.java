package io.plumbline.gateway.exporter.elasticsearch.document;

import io.plumbline.otlp.AttributesCursor;
import io.plumbline.otlp.ExponentialHistogramDataPointCursor;
import io.plumbline.otlp.HistogramDataPointCursor;
import io.plumbline.otlp.MetricKind;
import io.plumbline.otlp.NumberDataPointCursor;
import io.plumbline.otlp.SummaryDataPointCursor;

/** A view of a data point of any kind. Not thread-safe; reused. */
final class PointCursor {
  /** {@code DATA_POINT_FLAGS_NO_RECORDED_VALUE_MASK}. */
  private static final int NO_RECORDED_VALUE = 1;

  private final NumberDataPointCursor number = new NumberDataPointCursor();
  private final HistogramDataPointCursor histogram = new HistogramDataPointCursor();
  private final ExponentialHistogramDataPointCursor exponential =
      new ExponentialHistogramDataPointCursor();
  private final SummaryDataPointCursor summary = new SummaryDataPointCursor();
  private MetricKind kind = MetricKind.NONE;

  PointCursor wrap(MetricKind newKind, byte[] buffer, int offset, int length) {
    kind = newKind;
    switch (kind) {
      case GAUGE, SUM -> number.wrap(buffer, offset, length);
      case HISTOGRAM -> histogram.wrap(buffer, offset, length);
      case EXPONENTIAL_HISTOGRAM -> exponential.wrap(buffer, offset, length);
      case SUMMARY -> summary.wrap(buffer, offset, length);
      case NONE -> throw new IllegalArgumentException("a metric without data has no points");
    }
    return this;
  }

  MetricKind kind() {
    return kind;
  }

  NumberDataPointCursor number() {
    return number;
  }

  HistogramDataPointCursor histogram() {
    return histogram;
  }

  ExponentialHistogramDataPointCursor exponential() {
    return exponential;
  }

  SummaryDataPointCursor summary() {
    return summary;
  }

  long timeUnixNano() {
    return switch (kind) {
      case HISTOGRAM -> histogram.timeUnixNano();
      case EXPONENTIAL_HISTOGRAM -> exponential.timeUnixNano();
      case SUMMARY -> summary.timeUnixNano();
      case GAUGE, SUM, NONE -> number.timeUnixNano();
    };
  }

  long startTimeUnixNano() {
    return switch (kind) {
      case HISTOGRAM -> histogram.startTimeUnixNano();
      case EXPONENTIAL_HISTOGRAM -> exponential.startTimeUnixNano();
      case SUMMARY -> summary.startTimeUnixNano();
      case GAUGE, SUM, NONE -> number.startTimeUnixNano();
    };
  }

  AttributesCursor attributes() {
    return switch (kind) {
      case HISTOGRAM -> histogram.attributes();
      case EXPONENTIAL_HISTOGRAM -> exponential.attributes();
      case SUMMARY -> summary.attributes();
      case GAUGE, SUM, NONE -> number.attributes();
    };
  }

  boolean hasNoRecordedValue() {
    int flags =
        switch (kind) {
          case HISTOGRAM -> histogram.flags();
          case EXPONENTIAL_HISTOGRAM -> exponential.flags();
          case SUMMARY -> summary.flags();
          case GAUGE, SUM, NONE -> number.flags();
        };
    return (flags & NO_RECORDED_VALUE) != 0;
  }

  /** How many values were measured. */
  long count() {
    return switch (kind) {
      case HISTOGRAM -> histogram.count();
      case EXPONENTIAL_HISTOGRAM -> exponential.count();
      case SUMMARY -> summary.count();
      case GAUGE, SUM, NONE -> 1;
    };
  }
}
