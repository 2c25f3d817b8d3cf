package io.plumbline.detector.report;

import io.plumbline.detector.features.Feature;
import io.plumbline.detector.features.FeatureRow;
import io.plumbline.detector.model.ServiceModel;
import io.plumbline.detector.model.Typical;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One feature of a service over the windows of a report, with what was expected.
 *
 * @param from start of the first window
 * @param stepSeconds length of a window
 * @param values one a window, NaN where nothing is known
 * @param low the lower edge of what is usual in each window, NaN where that is not known
 * @param high the upper edge
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of plots, never compared
public record Series(
    Feature feature, Instant from, long stepSeconds, double[] values, double[] low, double[] high) {
  public Series {
    if (values.length != low.length || values.length != high.length) {
      throw new IllegalArgumentException(
          "a series needs edges for every value: " + values.length + " values");
    }
  }

  /**
   * The series of a feature.
   *
   * @param rows of one service
   * @param model null when the service has none
   */
  static Series of(
      Feature feature, List<FeatureRow> rows, Report.Header header, @Nullable ServiceModel model) {
    int count = Math.toIntExact(header.windows());
    double[] values = missing(count);
    double[] low = missing(count);
    double[] high = missing(count);
    long start = header.from().getEpochSecond();
    for (FeatureRow row : rows) {
      long index = (row.window().start().getEpochSecond() - start) / header.windowSeconds();
      values[(int) index] = row.value(feature);
    }
    for (int i = 0; model != null && i < count; i++) {
      Typical expected = model.expected(feature.column(), start + i * header.windowSeconds());
      low[i] = expected.low();
      high[i] = expected.high();
    }
    return new Series(feature, header.from(), header.windowSeconds(), values, low, high);
  }

  private static double[] missing(int count) {
    double[] values = new double[count];
    Arrays.fill(values, Double.NaN);
    return values;
  }

  /** The part between two times, as far as it reaches. */
  Series between(Instant start, Instant stop) {
    int first = Math.clamp(indexOf(start), 0, values.length);
    int last = Math.clamp(indexOf(stop), first, values.length);
    return new Series(
        feature,
        timeOf(first),
        stepSeconds,
        Arrays.copyOfRange(values, first, last),
        Arrays.copyOfRange(low, first, last),
        Arrays.copyOfRange(high, first, last));
  }

  /** The window that a time is in; also before and after the series. */
  long indexOf(Instant time) {
    return Math.floorDiv(time.getEpochSecond() - from.getEpochSecond(), stepSeconds);
  }

  Instant timeOf(int index) {
    return from.plusSeconds(index * stepSeconds);
  }

  Instant end() {
    return timeOf(values.length);
  }

  boolean isEmpty() {
    return Arrays.stream(values).allMatch(Double::isNaN);
  }

  /** Where the greatest value is; -1 when there is none. */
  int peak() {
    return IntStream.range(0, values.length)
        .filter(i -> !Double.isNaN(values[i]))
        .reduce((best, i) -> values[i] > values[best] ? i : best)
        .orElse(-1);
  }

  /** The least value; NaN when there is none. */
  double least() {
    return Arrays.stream(values).filter(value -> !Double.isNaN(value)).min().orElse(Double.NaN);
  }

  double median() {
    double[] known = Arrays.stream(values).filter(value -> !Double.isNaN(value)).sorted().toArray();
    return known.length == 0 ? Double.NaN : known[known.length / 2];
  }
}
