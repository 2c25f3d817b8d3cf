package io.plumbline.gateway.exporter.elasticsearch.document;

import io.plumbline.gateway.exporter.elasticsearch.document.Dropped.Reason;
import io.plumbline.otlp.BucketsCursor;
import io.plumbline.otlp.ExponentialHistogramDataPointCursor;
import io.plumbline.otlp.HistogramDataPointCursor;
import io.plumbline.otlp.NumbersCursor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The values of data points as Elasticsearch has them: a number, the counts and values of a
 * histogram, or a sum and a count. Not thread-safe; reused.
 */
final class PointValues {
  private static final byte[] COUNTS = JsonBuffer.ascii("{\"counts\":[");
  private static final byte[] VALUES = JsonBuffer.ascii("],\"values\":[");
  private static final byte[] HISTOGRAM_END = JsonBuffer.ascii("]}");
  private static final byte[] SUM = JsonBuffer.ascii("{\"sum\":");
  private static final byte[] VALUE_COUNT = JsonBuffer.ascii(",\"value_count\":");
  private static final byte[] GAUGE_LONG = template("gauge_long");
  private static final byte[] GAUGE_DOUBLE = template("gauge_double");
  private static final byte[] COUNTER_LONG = template("counter_long");
  private static final byte[] COUNTER_DOUBLE = template("counter_double");
  private static final byte[] HISTOGRAM = template("histogram");
  private static final byte[] SUMMARY = template("summary");

  private long[] counts = new long[64];
  private double[] values = new double[64];
  private int size;

  /** Why the point has no value that can be stored; null when it has one. */
  @Nullable Reason problem(PointCursor point, boolean aggregate) {
    if (point.hasNoRecordedValue()) {
      return Reason.NO_RECORDED_VALUE;
    }
    return switch (point.kind()) {
      case GAUGE, SUM -> {
        if (point.number().isInt()) {
          yield null;
        }
        if (!point.number().isDouble()) {
          yield Reason.NO_VALUE;
        }
        yield Double.isFinite(point.number().doubleValue()) ? null : Reason.NOT_FINITE;
      }
      case HISTOGRAM -> {
        if (isAggregate(point, aggregate)) {
          yield Double.isFinite(point.histogram().sum()) ? null : Reason.NOT_FINITE;
        }
        yield readBuckets(point.histogram()) ? null : Reason.INVALID_HISTOGRAM;
      }
      case EXPONENTIAL_HISTOGRAM -> {
        if (aggregate) {
          yield Double.isFinite(point.exponential().sum()) ? null : Reason.NOT_FINITE;
        }
        yield readBuckets(point.exponential()) ? null : Reason.INVALID_HISTOGRAM;
      }
      case SUMMARY -> Double.isFinite(point.summary().sum()) ? null : Reason.NOT_FINITE;
      case NONE -> Reason.UNKNOWN_METRIC;
    };
  }

  /** Whether only sum and count are stored: asked for, or there are no buckets. */
  private static boolean isAggregate(PointCursor point, boolean aggregate) {
    return switch (point.kind()) {
      case SUMMARY -> true;
      case EXPONENTIAL_HISTOGRAM -> aggregate;
      case HISTOGRAM -> aggregate || point.histogram().bucketCounts().count() == 0;
      case GAUGE, SUM, NONE -> false;
    };
  }

  /** How the member of a field's dynamic template ends, behind the field's name. */
  private static byte[] template(String name) {
    return JsonBuffer.ascii("\":\"" + name + "\",");
  }

  /** The end of the member of a number's dynamic template. */
  static byte[] template(boolean isInt, boolean counter) {
    return isInt
        ? (counter ? COUNTER_LONG : GAUGE_LONG)
        : (counter ? COUNTER_DOUBLE : GAUGE_DOUBLE);
  }

  /** The end of the member of any other point's dynamic template. */
  byte[] template(PointCursor point, boolean aggregate) {
    return isAggregate(point, aggregate) ? SUMMARY : HISTOGRAM;
  }

  /** Writes the value of a histogram or summary that has no {@link #problem}. */
  void write(JsonBuffer json, PointCursor point, boolean aggregate) {
    switch (point.kind()) {
      case HISTOGRAM -> {
        if (isAggregate(point, aggregate)) {
          sum(json, point.histogram().sum(), point.count());
        } else {
          readBuckets(point.histogram());
          histogram(json);
        }
      }
      case EXPONENTIAL_HISTOGRAM -> {
        if (aggregate) {
          sum(json, point.exponential().sum(), point.count());
        } else {
          readBuckets(point.exponential());
          histogram(json);
        }
      }
      case SUMMARY -> sum(json, point.summary().sum(), point.count());
      case GAUGE, SUM, NONE ->
          throw new IllegalArgumentException("not a histogram or summary: " + point.kind());
    }
  }

  private static void sum(JsonBuffer json, double sum, long count) {
    json.raw(SUM).number(sum).raw(VALUE_COUNT).unsigned(count).raw('}');
  }

  private void histogram(JsonBuffer json) {
    json.raw(COUNTS);
    for (int index = 0; index < size; index++) {
      if (index > 0) {
        json.raw(',');
      }
      json.unsigned(counts[index]);
    }
    json.raw(VALUES);
    for (int index = 0; index < size; index++) {
      if (index > 0) {
        json.raw(',');
      }
      json.number(values[index]);
    }
    json.raw(HISTOGRAM_END);
  }

  /**
   * Reads the buckets that are not empty: each by its middle, the first, which has no lower bound,
   * by half of its upper one, the last by its lower one. False when the buckets make no sense.
   */
  private boolean readBuckets(HistogramDataPointCursor point) {
    size = 0;
    NumbersCursor bounds = point.explicitBounds();
    NumbersCursor buckets = point.bucketCounts();
    if (buckets.count() != bounds.count() + 1) {
      return false;
    }
    int last = bounds.count();
    double lower = 0;
    for (int bucket = 0; buckets.next(); bucket++) {
      double upper = bucket < last && bounds.next() ? bounds.doubleValue() : lower;
      double value;
      if (last == 0) {
        value = mean(point);
      } else if (bucket == 0) {
        value = upper > 0 ? upper / 2 : upper;
      } else if (bucket == last) {
        value = lower;
      } else {
        value = lower + (upper - lower) / 2;
      }
      if (!Double.isFinite(upper) || !Double.isFinite(value)) {
        return false;
      }
      add(buckets.longValue(), value);
      lower = upper;
    }
    return true;
  }

  /** Stands for the values of a single bucket without bounds. */
  private static double mean(HistogramDataPointCursor point) {
    return point.hasSum() && point.count() > 0 ? point.sum() / point.count() : 0;
  }

  /** Reads the buckets that are not empty, from the most negative on, each by its middle. */
  private boolean readBuckets(ExponentialHistogramDataPointCursor point) {
    size = 0;
    int scale = point.scale();
    if (!readNegative(point.negative(), scale)) {
      return false;
    }
    add(point.zeroCount(), 0);
    BucketsCursor positive = point.positive();
    NumbersCursor buckets = positive.bucketCounts();
    for (long index = positive.bucketOffset(); buckets.next(); index++) {
      if (buckets.longValue() != 0) {
        double value = middle(index, scale);
        if (!Double.isFinite(value)) {
          return false;
        }
        add(buckets.longValue(), value);
      }
    }
    return true;
  }

  private boolean readNegative(BucketsCursor negative, int scale) {
    NumbersCursor buckets = negative.bucketCounts();
    for (long index = negative.bucketOffset(); buckets.next(); index++) {
      if (buckets.longValue() != 0) {
        double value = -middle(index, scale);
        if (!Double.isFinite(value)) {
          return false;
        }
        add(buckets.longValue(), value);
      }
    }
    for (int low = 0, high = size - 1; low < high; low++, high--) {
      long count = counts[low];
      counts[low] = counts[high];
      counts[high] = count;
      double value = values[low];
      values[low] = values[high];
      values[high] = value;
    }
    return true;
  }

  /** The middle of the bucket from base^index to base^(index+1). */
  private static double middle(long index, int scale) {
    double lower = bound(index, scale);
    double upper = bound(index + 1, scale);
    return lower + (upper - lower) / 2;
  }

  /** 2^(index / 2^scale): the data model's base is 2^(2^-scale). */
  private static double bound(long index, int scale) {
    if (scale > 0) {
      return Math.exp(index * (Math.log(2) * Math.pow(2, -scale)));
    }
    return Math.pow(2, index * Math.pow(2, -scale));
  }

  private void add(long count, double value) {
    if (count == 0) {
      return;
    }
    if (size == counts.length) {
      counts = Arrays.copyOf(counts, size * 2);
      values = Arrays.copyOf(values, size * 2);
    }
    counts[size] = count;
    values[size++] = value;
  }
}
