package io.plumbline.detector.model;

import java.util.Arrays;

/**
 * How far values have moved since the training: the population stability index, PSI = Σ (q − p)·ln
 * (q / p) over bins that held equal shares p of the training values and hold shares q of those of
 * now. 0 is no change; see {@link #FLAGGED}.
 *
 * <p>A value that is a tenth of the training or more, such as an error rate of 0, is a bin of its
 * own. Missing values count on neither side.
 */
public final class Drift {
  /** What is customary in credit scoring: from here on a population has changed. */
  public static final double FLAGGED = 0.25;

  private static final int BINS_MAX = 10;

  /**
   * Values a bin needs on either side: by chance alone PSI is about (bins − 1)·(1/n + 1/m), which
   * stays below 0.13 then.
   */
  private static final int VALUES_PER_BIN = 15;

  /** Added to every count, so that an empty bin is rare and not impossible. */
  private static final double UNSEEN = 0.5;

  private Drift() {}

  /** The index; NaN when there are too few values on a side to tell. */
  public static double psi(double[] training, double[] now) {
    double[] before = numbers(training);
    double[] after = numbers(now);
    int bins = Math.min(BINS_MAX, Math.min(before.length, after.length) / VALUES_PER_BIN);
    if (bins < 2) {
      return Double.NaN;
    }
    double[] edges = edges(before, bins);
    int[] p = counts(before, edges);
    int[] q = counts(after, edges);
    double psi = 0;
    for (int i = 0; i < p.length; i++) {
      double share = (p[i] + UNSEEN) / (before.length + UNSEEN * p.length);
      double shareNow = (q[i] + UNSEEN) / (after.length + UNSEEN * p.length);
      psi += (shareNow - share) * Math.log(shareNow / share);
    }
    return psi;
  }

  private static double[] numbers(double[] values) {
    return Arrays.stream(values).filter(value -> !Double.isNaN(value)).sorted().toArray();
  }

  /** The least value of each bin but the first. A quantile that repeats gets a bin for itself. */
  private static double[] edges(double[] sorted, int bins) {
    double[] edges = new double[2 * bins];
    int count = 0;
    double last = Double.NaN;
    for (int i = 1; i < bins; i++) {
      double quantile = sorted[(int) ((long) i * sorted.length / bins)];
      if (quantile != last) {
        edges[count++] = quantile;
      } else if (edges[count - 1] == quantile) {
        edges[count++] = Math.nextUp(quantile);
      }
      last = quantile;
    }
    return Arrays.copyOf(edges, count);
  }

  private static int[] counts(double[] values, double[] edges) {
    int[] counts = new int[edges.length + 1];
    for (double value : values) {
      int bin = 0;
      while (bin < edges.length && value >= edges[bin]) {
        bin++;
      }
      counts[bin]++;
    }
    return counts;
  }
}
