package io.plumbline.engine.exporter.debug;

import io.plumbline.otlp.Batch;
import io.plumbline.otlp.BatchCursor;
import io.plumbline.otlp.ExponentialHistogramDataPointCursor;
import io.plumbline.otlp.HistogramDataPointCursor;
import io.plumbline.otlp.LogRecordCursor;
import io.plumbline.otlp.MetricCursor;
import io.plumbline.otlp.NumberDataPointCursor;
import io.plumbline.otlp.NumbersCursor;
import io.plumbline.otlp.QuantileValueCursor;
import io.plumbline.otlp.SpanCursor;
import io.plumbline.otlp.SummaryDataPointCursor;
import java.util.ArrayList;
import java.util.List;

/** A line for every span, log record or data point, below one for its resource and its scope. */
final class NormalText {
  private final StringBuilder out = new StringBuilder();

  private NormalText() {}

  static String of(Batch batch) {
    NormalText text = new NormalText();
    text.write(new BatchCursor().wrap(batch));
    return text.out.toString();
  }

  private void write(BatchCursor cursor) {
    String what =
        switch (cursor.signal()) {
          case TRACES -> "Traces";
          case METRICS -> "Metrics";
          case LOGS -> "Log";
        };
    for (int resource = 0; cursor.nextResource(); resource++) {
      out.append("Resource").append(what).append(" #").append(resource);
      out.append(ValueText.inline(cursor.resource().attributes())).append('\n');
      for (int scope = 0; cursor.nextScope(); scope++) {
        out.append("Scope").append(what).append(" #").append(scope);
        out.append(' ').append(cursor.scope().name());
        if (!cursor.scope().version().isEmpty()) {
          out.append('@').append(cursor.scope().version());
        }
        out.append(ValueText.inline(cursor.scope().attributes())).append('\n');
        while (cursor.nextRecord()) {
          switch (cursor.signal()) {
            case TRACES -> span(cursor.span());
            case METRICS -> metric(cursor.metric());
            case LOGS -> logRecord(cursor.logRecord());
          }
        }
      }
    }
  }

  private void span(SpanCursor span) {
    out.append(span.name()).append(' ').append(ValueText.hex(span.traceId()));
    out.append(' ').append(ValueText.hex(span.spanId()));
    out.append(ValueText.inline(span.attributes())).append('\n');
  }

  private void logRecord(LogRecordCursor record) {
    out.append(ValueText.plain(record.body()));
    out.append(ValueText.inline(record.attributes())).append('\n');
  }

  private void metric(MetricCursor metric) {
    metric.rewindPoints();
    while (metric.nextPoint()) {
      out.append(metric.name()).append('{');
      out.append(ValueText.pairs(metric.pointAttributes(), ",")).append("} ");
      out.append(
          switch (metric.kind()) {
            case NONE -> "";
            case GAUGE, SUM -> value(metric.numberPoint());
            case HISTOGRAM -> value(metric.histogramPoint());
            case EXPONENTIAL_HISTOGRAM -> value(metric.exponentialHistogramPoint());
            case SUMMARY -> value(metric.summaryPoint());
          });
      out.append('\n');
    }
  }

  private static String value(NumberDataPointCursor point) {
    return point.isInt() ? Long.toString(point.intValue()) : ValueText.number(point.doubleValue());
  }

  private static String value(HistogramDataPointCursor point) {
    StringBuilder text = new StringBuilder("count=").append(Long.toUnsignedString(point.count()));
    range(
        text,
        point.hasSum(),
        point.sum(),
        point.hasMin(),
        point.min(),
        point.hasMax(),
        point.max());
    List<String> bounds = new ArrayList<>();
    NumbersCursor explicit = point.explicitBounds();
    while (explicit.next()) {
      bounds.add(ValueText.number(explicit.doubleValue()));
    }
    NumbersCursor counts = point.bucketCounts();
    for (int index = 0; counts.next(); index++) {
      String bound = index < bounds.size() ? bounds.get(index) : "+Inf";
      text.append(" le")
          .append(bound)
          .append('=')
          .append(Long.toUnsignedString(counts.longValue()));
    }
    return text.toString();
  }

  private static String value(ExponentialHistogramDataPointCursor point) {
    StringBuilder text = new StringBuilder("count=").append(Long.toUnsignedString(point.count()));
    range(
        text,
        point.hasSum(),
        point.sum(),
        point.hasMin(),
        point.min(),
        point.hasMax(),
        point.max());
    return text.toString();
  }

  private static void range(
      StringBuilder text,
      boolean hasSum,
      double sum,
      boolean hasMin,
      double min,
      boolean hasMax,
      double max) {
    if (hasSum) {
      text.append(" sum=").append(ValueText.number(sum));
    }
    if (hasMin) {
      text.append(" min=").append(ValueText.number(min));
    }
    if (hasMax) {
      text.append(" max=").append(ValueText.number(max));
    }
  }

  private static String value(SummaryDataPointCursor point) {
    StringBuilder text = new StringBuilder("count=").append(Long.toUnsignedString(point.count()));
    text.append(" sum=").append(ValueText.number(point.sum()));
    QuantileValueCursor quantiles = point.quantileValues();
    while (quantiles.next()) {
      text.append(" q").append(ValueText.number(quantiles.quantile()));
      text.append('=').append(ValueText.number(quantiles.value()));
    }
    return text.toString();
  }
}
