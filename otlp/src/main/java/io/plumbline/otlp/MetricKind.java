package io.plumbline.otlp;

import io.plumbline.otlp.schema.MetricsFields.ExponentialHistogramDataPoint;
import io.plumbline.otlp.schema.MetricsFields.HistogramDataPoint;
import io.plumbline.otlp.schema.MetricsFields.Metric;
import io.plumbline.otlp.schema.MetricsFields.NumberDataPoint;
import io.plumbline.otlp.schema.MetricsFields.SummaryDataPoint;

/** Which data a {@code Metric} holds. */
public enum MetricKind {
  /** None; such a metric has no points. */
  NONE(0, 0),
  GAUGE(Metric.GAUGE, NumberDataPoint.ATTRIBUTES),
  SUM(Metric.SUM, NumberDataPoint.ATTRIBUTES),
  HISTOGRAM(Metric.HISTOGRAM, HistogramDataPoint.ATTRIBUTES),
  EXPONENTIAL_HISTOGRAM(Metric.EXPONENTIAL_HISTOGRAM, ExponentialHistogramDataPoint.ATTRIBUTES),
  SUMMARY(Metric.SUMMARY, SummaryDataPoint.ATTRIBUTES);

  private final int fieldNumber;
  private final int attributesFieldNumber;

  MetricKind(int fieldNumber, int attributesFieldNumber) {
    this.fieldNumber = fieldNumber;
    this.attributesFieldNumber = attributesFieldNumber;
  }

  /** The field of {@code Metric} that holds data of this kind. */
  public int fieldNumber() {
    return fieldNumber;
  }

  /** The field of this kind's data points that holds their attributes. */
  public int attributesFieldNumber() {
    return attributesFieldNumber;
  }
}
