package io.plumbline.detector.model;

import java.util.Arrays;

/** Quantiles of the numbers among values that may be missing. */
public final class Quantiles {
  private final double[] sorted;

  public Quantiles(double[] values) {
    sorted = Arrays.stream(values).filter(value -> !Double.isNaN(value)).sorted().toArray();
  }

  int count() {
    return sorted.length;
  }

  public double median() {
    return at(0.5);
  }

  /** The quantile, interpolated between neighbours; NaN when there is no number. */
  double at(double share) {
    if (sorted.length == 0) {
      return Double.NaN;
    }
    double position = share * (sorted.length - 1);
    int below = (int) position;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
  }
}
