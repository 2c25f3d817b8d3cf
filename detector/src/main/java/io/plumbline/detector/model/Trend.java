package io.plumbline.detector.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;

/**
 * Where a number is going: a piecewise linear trend with seasons of the day and the week, as in
 * Taylor and Letham, "Forecasting at Scale" (2018), but fitted by ridge regression with Huber
 * weights, so that troubles of the past do not bend it. Bands are quantiles of what it left
 * unexplained, wider ahead by as much as the trend used to change. Immutable; the same numbers give
 * the same trend.
 */
public final class Trend {
  /** Fewer numbers have no trend. */
  public static final int COUNT_MIN = 20;

  private static final double DAY = 86_400;
  private static final int CHANGES = 20;

  /** The trend may change in this part of the history; after it, it is only told. */
  private static final double CHANGES_UNTIL = 0.8;

  private static final int DAILY = 6;
  private static final int WEEKLY = 3;

  /** Numbers are in widths, their noise in about a third of one: see the paper's prior scales. */
  private static final double NOISE = 0.3;

  private static final double CHANGE_SCALE = 0.05;
  private static final double SEASON_SCALE = 10;
  private static final int ROUNDS = 8;
  private static final double HUBER = 1.345;
  private static final double TAIL = 0.05;

  /** A number so many widths of the noise outside the band is a spike or a drop. */
  private static final double JUMP = 4;

  private static final int JUMPS_MAX = 20;

  private final long start;
  private final double length;
  private final double middle;
  private final double width;
  private final boolean daily;
  private final boolean weekly;

  /** Zero for what was never below it, as bytes and rates are: then no band goes there. */
  private final double least;

  private double[] weights = {};
  private double low;
  private double high;
  private double noise;
  private List<Jump> jumps = List.of();

  private Trend(long start, long end, double middle, double width, double least) {
    this.start = start;
    this.length = Math.max(1, end - start);
    this.middle = middle;
    this.width = width;
    this.daily = length >= 2 * DAY;
    this.weekly = length >= 21 * DAY;
    this.least = least;
  }

  /**
   * What is expected.
   *
   * @param low nine in ten numbers are between low and high
   */
  public record Forecast(double expected, double low, double high) {}

  /** A number far off what was expected. */
  public record Jump(long time, double value, Forecast forecast) {
    public boolean isSpike() {
      return value > forecast.high;
    }
  }

  /**
   * Fits a trend.
   *
   * @param times epoch seconds, rising
   * @param values at these times, NaN where missing; at least {@value #COUNT_MIN} that are not
   */
  public static Trend fit(long[] times, double[] values) {
    int[] present = presentIn(values);
    if (present.length < COUNT_MIN) {
      throw new IllegalArgumentException(
          "a trend needs at least " + COUNT_MIN + " numbers: " + present.length);
    }
    Quantiles all = new Quantiles(values);
    double median = all.median();
    double spread = 1.4826 * mad(values, median);
    double width = Math.max(spread, Math.max(1e-9 * Math.abs(median), 1e-12));
    boolean isBelowZero = Arrays.stream(values).anyMatch(value -> value < 0);
    Trend trend =
        new Trend(
            times[present[0]],
            times[present[present.length - 1]],
            median,
            width,
            isBelowZero ? Double.NEGATIVE_INFINITY : 0);
    trend.solve(times, values, present);
    return trend;
  }

  private static int[] presentIn(double[] values) {
    int[] present = new int[values.length];
    int count = 0;
    for (int i = 0; i < values.length; i++) {
      if (Double.isFinite(values[i])) {
        present[count++] = i;
      }
    }
    return Arrays.copyOf(present, count);
  }

  private static double mad(double[] values, double median) {
    double[] off = new double[values.length];
    double sum = 0;
    for (int i = 0; i < off.length; i++) {
      off[i] = Math.abs(values[i] - median);
      sum += Double.isFinite(off[i]) ? off[i] : 0;
    }
    double mad = new Quantiles(off).median();
    return mad > 0 ? mad : sum / off.length;
  }

  private void solve(long[] times, double[] values, int[] present) {
    int count = present.length;
    double[][] rows = new double[count][];
    double[] targets = new double[count];
    for (int i = 0; i < count; i++) {
      rows[i] = row(times[present[i]]);
      targets[i] = (values[present[i]] - middle) / width;
    }
    double[] trust = new double[count];
    Arrays.fill(trust, 1);
    double[] residuals = new double[count];
    for (int round = 0; round < ROUNDS; round++) {
      weights = ridge(rows, targets, trust);
      for (int i = 0; i < count; i++) {
        residuals[i] = targets[i] - product(rows[i], weights);
      }
      noise = Math.max(1e-9, 1.4826 * mad(residuals, new Quantiles(residuals).median()));
      for (int i = 0; i < count; i++) {
        double off = Math.abs(residuals[i]) / noise;
        trust[i] = off <= HUBER ? 1 : HUBER / off;
      }
    }
    Quantiles left = new Quantiles(residuals);
    low = left.at(TAIL);
    high = left.at(1 - TAIL);
    jumps = jumps(times, values, present, residuals);
  }

  private List<Jump> jumps(long[] times, double[] values, int[] present, double[] residuals) {
    List<Integer> far = new ArrayList<>();
    for (int i = 0; i < residuals.length; i++) {
      if (residuals[i] > high + JUMP * noise || residuals[i] < low - JUMP * noise) {
        far.add(i);
      }
    }
    far.sort(Comparator.comparingDouble(i -> -Math.abs(residuals[i])));
    return far.stream()
        .limit(JUMPS_MAX)
        .sorted()
        .map(i -> new Jump(times[present[i]], values[present[i]], at(times[present[i]])))
        .toList();
  }

  private double[] ridge(double[][] rows, double[] targets, double[] trust) {
    int size = rows[0].length;
    double[][] matrix = new double[size][size];
    double[] right = new double[size];
    for (int j = 0; j < size; j++) {
      boolean change = j >= 2 && j < 2 + CHANGES;
      double scale = change ? CHANGE_SCALE : SEASON_SCALE;
      matrix[j][j] = NOISE * NOISE / (scale * scale);
    }
    for (int i = 0; i < rows.length; i++) {
      double[] row = rows[i];
      for (int j = 0; j < size; j++) {
        double weighted = trust[i] * row[j];
        right[j] += weighted * targets[i];
        for (int k = 0; k <= j; k++) {
          matrix[j][k] += weighted * row[k];
        }
      }
    }
    return new Cholesky(matrix).solve(right);
  }

  /** 1, the time, the time since each change, and the waves of the day and the week. */
  private double[] row(long time) {
    int size = 2 + CHANGES + (daily ? 2 * DAILY : 0) + (weekly ? 2 * WEEKLY : 0);
    double[] row = new double[size];
    double place = (time - start) / length;
    row[0] = 1;
    row[1] = place;
    for (int k = 0; k < CHANGES; k++) {
      row[2 + k] = Math.max(0, place - CHANGES_UNTIL * (k + 1) / CHANGES);
    }
    int next = 2 + CHANGES;
    next = daily ? waves(row, next, DAILY, time / DAY) : next;
    if (weekly) {
      waves(row, next, WEEKLY, time / (7 * DAY));
    }
    return row;
  }

  private static int waves(double[] row, int from, int count, double turns) {
    double angle = 2 * Math.PI * (turns - Math.floor(turns));
    for (int n = 1; n <= count; n++) {
      row[from + 2 * n - 2] = Math.sin(n * angle);
      row[from + 2 * n - 1] = Math.cos(n * angle);
    }
    return from + 2 * count;
  }

  private static double product(double[] a, double[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      sum += a[j] * b[j];
    }
    return sum;
  }

  /** What is expected at a time, of the past or ahead. */
  public Forecast at(long time) {
    double expected = product(row(time), weights);
    double ahead = Math.max(0, (time - start) / length - 1);
    double change = 0;
    for (int k = 0; k < CHANGES; k++) {
      change += Math.abs(weights[2 + k]) / CHANGES;
    }
    // As if slopes went on to change as often and as much, each by chance up or down.
    double changes = ahead * CHANGES / CHANGES_UNTIL;
    double wider = 1.645 * Math.sqrt(2) * change * ahead * Math.sqrt(changes / 3);
    return new Forecast(
        Math.max(least, middle + width * expected),
        Math.max(least, middle + width * (expected + low - wider)),
        Math.max(least, middle + width * (expected + high + wider)));
  }

  /** How much it rises in a day, by its trend at the end. */
  public double slopePerDay() {
    double slope = weights[1];
    for (int k = 0; k < CHANGES; k++) {
      slope += weights[2 + k];
    }
    return width * slope * DAY / length;
  }

  /** The numbers that were furthest off, in order of time. */
  public List<Jump> jumps() {
    return jumps;
  }

  /**
   * When a limit is first expected to be reached or passed.
   *
   * @param from looked at from here on
   * @param until no further than this
   * @param step between two looks, seconds
   */
  public OptionalLong reaches(double limit, boolean rising, long from, long until, long step) {
    for (long time = from; time <= until; time += step) {
      double expected = at(time).expected;
      if (rising ? expected >= limit : expected <= limit) {
        return OptionalLong.of(time);
      }
    }
    return OptionalLong.empty();
  }
}
