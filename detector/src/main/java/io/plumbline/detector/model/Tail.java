package io.plumbline.detector.model;

import java.util.Arrays;

/**
 * How rare a score is among normal ones: −log₁₀ of the share of normal windows that score at least
 * as high.
 *
 * <p>Empirical in the body; beyond a high quantile an exponential tail whose scale comes from the
 * median excess (median = scale·ln 2), which a few wild training windows cannot stretch as they
 * would the mean.
 */
final class Tail {
  /** The most that one lens may say: 10⁻³⁰ is as good as never. */
  private static final double MOST = 30;

  /** From this many scores on the tail starts at the 98 % quantile, before at the 90 %. */
  private static final int MANY = 2000;

  private final double[] sorted;
  private final double tailShare;
  private final double start;
  private final double scale;

  private Tail(double[] sorted, double tailShare, double start, double scale) {
    this.sorted = sorted;
    this.tailShare = tailShare;
    this.start = start;
    this.scale = scale;
  }

  /**
   * Learns from scores of normal windows that the scorer was not fitted on.
   *
   * @param scaleMin the least scale of the tail, in score units
   * @param scaleMax the greatest
   */
  static Tail fit(double[] scores, double scaleMin, double scaleMax) {
    double[] sorted = scores.clone();
    Arrays.sort(sorted);
    double share = sorted.length >= MANY ? 0.02 : 0.1;
    double start = new Quantiles(sorted).at(1 - share);
    double[] excesses = Arrays.stream(sorted).filter(s -> s > start).map(s -> s - start).toArray();
    double excess = excesses.length == 0 ? 0 : new Quantiles(excesses).median();
    return new Tail(sorted, share, start, Math.clamp(excess / Math.log(2), scaleMin, scaleMax));
  }

  double surprise(double score) {
    if (score > start) {
      double rarity = -Math.log10(tailShare) + (score - start) / scale / Math.log(10);
      return Math.min(MOST, rarity);
    }
    int below = lowerBound(score);
    double share = (sorted.length - below + 0.5) / (sorted.length + 1);
    return Math.max(0, -Math.log10(Math.clamp(share, tailShare, 1)));
  }

  private int lowerBound(double score) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < score) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
