package io.plumbline.detector.model;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * How rare a score is among normal ones: −log₁₀ of the share of normal windows that score at least
 * as high.
 *
 * <p>Empirical in the body; beyond a high quantile an exponential tail. Its scale is the mean
 * excess; of a short history the median excess over ln 2, which a few wild training windows cannot
 * stretch as they would the mean.
 */
final class Tail {
  /**
   * With so many scores a tail from the 95 % quantile has a hundred, too many for one fault to
   * stretch. That of a shorter history, as of a day of minutes, starts at the 90 % quantile.
   */
  private static final int MANY = 2000;

  /** The body is kept as so many quantiles at most; between them it is interpolated. */
  private static final int KEPT = 256;

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
    Quantiles quantiles = new Quantiles(scores);
    double share = scores.length >= MANY ? 0.05 : 0.1;
    double start = quantiles.at(1 - share);
    double[] excesses = Arrays.stream(scores).filter(s -> s > start).map(s -> s - start).toArray();
    double scale = scores.length >= MANY ? mean(excesses) : median(excesses) / Math.log(2);
    double[] body = new double[Math.min(KEPT, scores.length)];
    for (int i = 0; i < body.length; i++) {
      body[i] = quantiles.at((double) i / Math.max(1, body.length - 1));
    }
    return new Tail(body, share, start, Math.clamp(scale, scaleMin, scaleMax));
  }

  private static double mean(double[] excesses) {
    return Arrays.stream(excesses).average().orElse(0);
  }

  private static double median(double[] excesses) {
    return excesses.length == 0 ? 0 : new Quantiles(excesses).median();
  }

  double surprise(double score) {
    double beyond = Math.max(0, score - start) / scale / Math.log(10);
    return body(Math.min(score, start)) + beyond;
  }

  private double body(double score) {
    int above = lowerBound(score);
    double place = above;
    if (above > 0 && above < sorted.length) {
      double below = sorted[above - 1];
      place = above - 1 + (score - below) / (sorted[above] - below);
    }
    double share = (sorted.length - place + 0.5) / (sorted.length + 1);
    return -Math.log10(Math.clamp(share, tailShare, 1));
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

  void write(DataOutput out) throws IOException {
    ModelCodec.writeDoubles(out, sorted);
    out.writeDouble(tailShare);
    out.writeDouble(start);
    out.writeDouble(scale);
  }

  static Tail read(DataInput in) throws IOException {
    return new Tail(ModelCodec.readDoubles(in), in.readDouble(), in.readDouble(), in.readDouble());
  }
}
