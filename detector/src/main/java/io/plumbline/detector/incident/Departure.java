package io.plumbline.detector.incident;

import io.plumbline.detector.model.NormalRange;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;

/**
 * How far one signal of a service has left its normal range, and the range it had half an hour
 * before. A value counts when it persists: the median of {@value #PERSISTENT} windows.
 */
final class Departure {
  /** Windows whose median counts, so that a single wild one does not. */
  static final int PERSISTENT = 3;

  /** Windows before those, whose median is what the signal came from. */
  private static final int BEFORE = 30;

  /** The least width of normal, as a share of the typical value. */
  private static final double LEAST_WIDTH = 0.1;

  private final double[] values;
  private final double[] excess;
  private final NormalRange range;

  /** A signal over all windows, NaN where missing. */
  Departure(double[] column) {
    double[] change = new double[column.length];
    for (int i = 0; i < change.length; i++) {
      change[i] = column[i] - median(column, i - PERSISTENT - BEFORE + 1, i - PERSISTENT + 1);
    }
    double least = leastWidth(column);
    values = persistent(column);
    double[] changes = persistent(change);
    range = NormalRange.of(values, least);
    NormalRange changeRange = NormalRange.of(changes, least);
    excess = new double[column.length];
    for (int i = 0; i < excess.length; i++) {
      double level = range.excess(values[i]);
      double moved = changeRange.excess(changes[i]);
      excess[i] = Double.isNaN(moved) ? level : (level + moved) / 2;
    }
  }

  private static double leastWidth(double[] column) {
    double[] sizes = Arrays.stream(column).map(Math::abs).toArray();
    double typical = median(sizes, 0, sizes.length);
    double size = typical > 0 ? typical : Arrays.stream(sizes).filter(s -> s > 0).max().orElse(1);
    return LEAST_WIDTH * size;
  }

  private static double[] persistent(double[] column) {
    double[] medians = new double[column.length];
    for (int i = 0; i < medians.length; i++) {
      medians[i] = median(column, i - PERSISTENT + 1, i + 1);
    }
    return medians;
  }

  /** The median of those present; NaN when fewer than two are. */
  private static double median(double[] column, int from, int to) {
    int first = Math.max(0, from);
    double[] present = new double[Math.max(0, to - first)];
    int count = 0;
    for (int i = first; i < to; i++) {
      if (!Double.isNaN(column[i])) {
        present[count++] = column[i];
      }
    }
    if (count < 2) {
      return Double.NaN;
    }
    Arrays.sort(present, 0, count);
    return (present[(count - 1) / 2] + present[count / 2]) / 2;
  }

  int size() {
    return values.length;
  }

  /** Widths of normal outside it, at the end of a window; negative inside, NaN when unknown. */
  double excess(int window) {
    return excess[window];
  }

  /** As in "7.2, normally 0.0046–0.005". */
  String fact(int window) {
    return number(values[window])
        + ", normally "
        + number(range.low())
        + "–"
        + number(range.high());
  }

  private static String number(double value) {
    return new BigDecimal(value).round(new MathContext(3)).stripTrailingZeros().toPlainString();
  }
}
