package io.plumbline.otlp.schema;

/** Field numbers of {@code opentelemetry/proto/metrics/v1/metrics.proto}. */
public final class MetricsFields {
  private MetricsFields() {}

  public static final class ResourceMetrics {
    public static final int RESOURCE = 1;
    public static final int SCOPE_METRICS = 2;
    public static final int SCHEMA_URL = 3;

    private ResourceMetrics() {}
  }

  public static final class ScopeMetrics {
    public static final int SCOPE = 1;
    public static final int METRICS = 2;
    public static final int SCHEMA_URL = 3;

    private ScopeMetrics() {}
  }

  public static final class Metric {
    public static final int NAME = 1;
    public static final int DESCRIPTION = 2;
    public static final int UNIT = 3;
    public static final int GAUGE = 5;
    public static final int SUM = 7;
    public static final int HISTOGRAM = 9;
    public static final int EXPONENTIAL_HISTOGRAM = 10;
    public static final int SUMMARY = 11;
    public static final int METADATA = 12;

    private Metric() {}
  }

  public static final class Gauge {
    public static final int DATA_POINTS = 1;

    private Gauge() {}
  }

  public static final class Sum {
    public static final int DATA_POINTS = 1;
    public static final int AGGREGATION_TEMPORALITY = 2;
    public static final int IS_MONOTONIC = 3;

    private Sum() {}
  }

  public static final class Histogram {
    public static final int DATA_POINTS = 1;
    public static final int AGGREGATION_TEMPORALITY = 2;

    private Histogram() {}
  }

  public static final class ExponentialHistogram {
    public static final int DATA_POINTS = 1;
    public static final int AGGREGATION_TEMPORALITY = 2;

    private ExponentialHistogram() {}
  }

  public static final class Summary {
    public static final int DATA_POINTS = 1;

    private Summary() {}
  }

  public static final class NumberDataPoint {
    public static final int START_TIME_UNIX_NANO = 2;
    public static final int TIME_UNIX_NANO = 3;
    public static final int AS_DOUBLE = 4;
    public static final int EXEMPLARS = 5;
    public static final int AS_INT = 6;
    public static final int ATTRIBUTES = 7;
    public static final int FLAGS = 8;

    private NumberDataPoint() {}
  }

  public static final class HistogramDataPoint {
    public static final int START_TIME_UNIX_NANO = 2;
    public static final int TIME_UNIX_NANO = 3;
    public static final int COUNT = 4;
    public static final int SUM = 5;
    public static final int BUCKET_COUNTS = 6;
    public static final int EXPLICIT_BOUNDS = 7;
    public static final int EXEMPLARS = 8;
    public static final int ATTRIBUTES = 9;
    public static final int FLAGS = 10;
    public static final int MIN = 11;
    public static final int MAX = 12;

    private HistogramDataPoint() {}
  }

  public static final class ExponentialHistogramDataPoint {
    public static final int ATTRIBUTES = 1;
    public static final int START_TIME_UNIX_NANO = 2;
    public static final int TIME_UNIX_NANO = 3;
    public static final int COUNT = 4;
    public static final int SUM = 5;
    public static final int SCALE = 6;
    public static final int ZERO_COUNT = 7;
    public static final int POSITIVE = 8;
    public static final int NEGATIVE = 9;
    public static final int FLAGS = 10;
    public static final int EXEMPLARS = 11;
    public static final int MIN = 12;
    public static final int MAX = 13;
    public static final int ZERO_THRESHOLD = 14;

    private ExponentialHistogramDataPoint() {}
  }

  public static final class Buckets {
    public static final int OFFSET = 1;
    public static final int BUCKET_COUNTS = 2;

    private Buckets() {}
  }

  public static final class SummaryDataPoint {
    public static final int START_TIME_UNIX_NANO = 2;
    public static final int TIME_UNIX_NANO = 3;
    public static final int COUNT = 4;
    public static final int SUM = 5;
    public static final int QUANTILE_VALUES = 6;
    public static final int ATTRIBUTES = 7;
    public static final int FLAGS = 8;

    private SummaryDataPoint() {}
  }

  public static final class ValueAtQuantile {
    public static final int QUANTILE = 1;
    public static final int VALUE = 2;

    private ValueAtQuantile() {}
  }

  public static final class Exemplar {
    public static final int TIME_UNIX_NANO = 2;
    public static final int AS_DOUBLE = 3;
    public static final int SPAN_ID = 4;
    public static final int TRACE_ID = 5;
    public static final int AS_INT = 6;
    public static final int FILTERED_ATTRIBUTES = 7;

    private Exemplar() {}
  }
}
