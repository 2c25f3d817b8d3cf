package io.plumbline.engine.exporter.debug;

import io.plumbline.otlp.AttributesCursor;
import io.plumbline.otlp.BucketsCursor;
import io.plumbline.otlp.ExemplarCursor;
import io.plumbline.otlp.ExponentialHistogramDataPointCursor;
import io.plumbline.otlp.HistogramDataPointCursor;
import io.plumbline.otlp.MetricCursor;
import io.plumbline.otlp.MetricKind;
import io.plumbline.otlp.NumberDataPointCursor;
import io.plumbline.otlp.NumbersCursor;
import io.plumbline.otlp.QuantileValueCursor;
import io.plumbline.otlp.SummaryDataPointCursor;
import java.util.Locale;

/** Everything in a metric, over many lines, in the Collector's layout. */
record DetailedMetric(StringBuilder out) {
  private static final String[] TEMPORALITIES = {"Unspecified", "Delta", "Cumulative"};

  void write(int index, MetricCursor metric) {
    line("Metric #" + index);
    line("Descriptor:");
    line("     -> Name: " + metric.name());
    line("     -> Description: " + metric.description());
    line("     -> Unit: " + metric.unit());
    line("     -> DataType: " + kind(metric.kind()));
    if (metric.kind() == MetricKind.SUM) {
      line("     -> IsMonotonic: " + metric.isMonotonic());
    }
    if (hasTemporality(metric.kind())) {
      int temporality = metric.aggregationTemporality();
      boolean known = temporality >= 0 && temporality < TEMPORALITIES.length;
      line(
          "     -> AggregationTemporality: "
              + (known ? TEMPORALITIES[temporality] : Integer.toString(temporality)));
    }
    metric.rewindPoints();
    for (int point = 0; metric.nextPoint(); point++) {
      switch (metric.kind()) {
        case NONE -> {}
        case GAUGE, SUM -> number(point, metric.numberPoint());
        case HISTOGRAM -> histogram(point, metric.histogramPoint());
        case EXPONENTIAL_HISTOGRAM -> exponential(point, metric.exponentialHistogramPoint());
        case SUMMARY -> summary(point, metric.summaryPoint());
      }
    }
  }

  private static boolean hasTemporality(MetricKind kind) {
    return kind == MetricKind.SUM
        || kind == MetricKind.HISTOGRAM
        || kind == MetricKind.EXPONENTIAL_HISTOGRAM;
  }

  private static String kind(MetricKind kind) {
    return switch (kind) {
      case NONE -> "Empty";
      case GAUGE -> "Gauge";
      case SUM -> "Sum";
      case HISTOGRAM -> "Histogram";
      case EXPONENTIAL_HISTOGRAM -> "ExponentialHistogram";
      case SUMMARY -> "Summary";
    };
  }

  private void number(int index, NumberDataPointCursor point) {
    line("NumberDataPoints #" + index);
    head(point.attributes(), point.startTimeUnixNano(), point.timeUnixNano());
    if (point.isInt()) {
      line("Value: " + point.intValue());
    } else if (point.isDouble()) {
      line("Value: " + fixed(point.doubleValue()));
    }
    exemplars(point.exemplars());
  }

  private void histogram(int index, HistogramDataPointCursor point) {
    line("HistogramDataPoints #" + index);
    head(point.attributes(), point.startTimeUnixNano(), point.timeUnixNano());
    line("Count: " + Long.toUnsignedString(point.count()));
    optional("Sum", point.hasSum(), point.sum());
    optional("Min", point.hasMin(), point.min());
    optional("Max", point.hasMax(), point.max());
    NumbersCursor bounds = point.explicitBounds();
    for (int bound = 0; bounds.next(); bound++) {
      line("ExplicitBounds #" + bound + ": " + fixed(bounds.doubleValue()));
    }
    NumbersCursor counts = point.bucketCounts();
    for (int bucket = 0; counts.next(); bucket++) {
      line("Buckets #" + bucket + ", Count: " + Long.toUnsignedString(counts.longValue()));
    }
    exemplars(point.exemplars());
  }

  private void exponential(int index, ExponentialHistogramDataPointCursor point) {
    line("ExponentialHistogramDataPoints #" + index);
    head(point.attributes(), point.startTimeUnixNano(), point.timeUnixNano());
    line("Count: " + Long.toUnsignedString(point.count()));
    optional("Sum", point.hasSum(), point.sum());
    optional("Min", point.hasMin(), point.min());
    optional("Max", point.hasMax(), point.max());
    double base = Math.pow(2, Math.pow(2, -point.scale()));
    buckets(point.negative(), base, true);
    if (point.zeroCount() != 0) {
      line("Bucket [0, 0], Count: " + Long.toUnsignedString(point.zeroCount()));
    }
    buckets(point.positive(), base, false);
    exemplars(point.exemplars());
  }

  private void buckets(BucketsCursor buckets, double base, boolean negative) {
    NumbersCursor counts = buckets.bucketCounts();
    for (int index = buckets.bucketOffset(); counts.next(); index++) {
      double lower = Math.pow(base, index);
      double upper = Math.pow(base, index + 1.0);
      String count = Long.toUnsignedString(counts.longValue());
      line(
          negative
              ? "Bucket [" + fixed(-upper) + ", " + fixed(-lower) + "), Count: " + count
              : "Bucket (" + fixed(lower) + ", " + fixed(upper) + "], Count: " + count);
    }
  }

  private void summary(int index, SummaryDataPointCursor point) {
    line("SummaryDataPoints #" + index);
    head(point.attributes(), point.startTimeUnixNano(), point.timeUnixNano());
    line("Count: " + Long.toUnsignedString(point.count()));
    line("Sum: " + fixed(point.sum()));
    QuantileValueCursor quantiles = point.quantileValues();
    for (int quantile = 0; quantiles.next(); quantile++) {
      line(
          "QuantileValue #"
              + quantile
              + ": Quantile "
              + fixed(quantiles.quantile())
              + ", Value "
              + fixed(quantiles.value()));
    }
  }

  private void head(AttributesCursor attributes, long start, long time) {
    if (attributes.count() > 0) {
      line("Data point attributes:");
      while (attributes.next()) {
        line("     -> " + attributes.key() + ": " + ValueText.typed(attributes.value()));
      }
    }
    line("StartTimestamp: " + ValueText.time(start));
    line("Timestamp: " + ValueText.time(time));
  }

  private void optional(String name, boolean present, double value) {
    if (present) {
      line(name + ": " + fixed(value));
    }
  }

  private void exemplars(ExemplarCursor exemplars) {
    if (exemplars.count() > 0) {
      line("Exemplars:");
    }
    for (int index = 0; exemplars.next(); index++) {
      line("Exemplar #" + index);
      line("     -> Trace ID: " + ValueText.hex(exemplars.traceId()));
      line("     -> Span ID: " + ValueText.hex(exemplars.spanId()));
      line("     -> Timestamp: " + ValueText.time(exemplars.timeUnixNano()));
      String value =
          exemplars.isInt() ? Long.toString(exemplars.intValue()) : fixed(exemplars.doubleValue());
      line("     -> Value: " + value);
    }
  }

  /** Six decimals, as C and Go print a double. */
  private static String fixed(double value) {
    return String.format(Locale.ROOT, "%f", value);
  }

  private void line(String text) {
    out.append(text).append('\n');
  }
}
