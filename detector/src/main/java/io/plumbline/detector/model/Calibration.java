package io.plumbline.detector.model;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * From raw scores to a surprise: each lens by its own tail, then their weighted mean by the tail of
 * that mean, so that S means the same for every service: once in 10^S of its windows.
 */
record Calibration(Tail forest, Tail level, Tail change, Tail joint) {
  /** The most that one lens may say: 10⁻³⁰ is as good as never. */
  private static final double MOST = 30;

  /** A forest of 100 trees repeats its score only to about a hundredth. */
  private static final double FOREST_SCALE_MIN = 0.01;

  /** A tail of T² falls as e^(−T²) at least when each feature is normal and the ridge 1. */
  private static final double QUADRATIC_SCALE_MIN = 1;

  /** Independent lenses: the tail of their mean falls faster than one's own, 0.43. */
  private static final double JOINT_SCALE_MIN = 0.2;

  /**
   * 1/ln 10, one lens's own: the mean is at least x only if one lens is, so its tail is about no
   * heavier, whatever a few hundred windows seem to say.
   */
  private static final double JOINT_SCALE_MAX = 1 / Math.log(10);

  /**
   * Learns from normal windows that the lenses were not fitted on.
   *
   * @param scores per window the raw scores of {@link Lenses#scores}
   */
  static Calibration fit(double[][] scores) {
    Tail forest = Tail.fit(column(scores, 0), FOREST_SCALE_MIN, Double.MAX_VALUE);
    Tail level = Tail.fit(column(scores, 1), QUADRATIC_SCALE_MIN, Double.MAX_VALUE);
    Tail change = Tail.fit(column(scores, 2), QUADRATIC_SCALE_MIN, Double.MAX_VALUE);
    double[] means = new double[scores.length];
    for (int i = 0; i < means.length; i++) {
      means[i] = Lenses.mean(surprises(forest, level, change, scores[i]));
    }
    Tail joint = Tail.fit(means, JOINT_SCALE_MIN, JOINT_SCALE_MAX);
    return new Calibration(forest, level, change, joint);
  }

  private static double[] column(double[][] scores, int lens) {
    double[] values = new double[scores.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = scores[i][lens];
    }
    return values;
  }

  /** The surprise of each lens alone. */
  double[] lenses(double[] scores) {
    return surprises(forest, level, change, scores);
  }

  /** The surprise of all three together. */
  double joint(double[] lenses) {
    return joint.surprise(Lenses.mean(lenses));
  }

  private static double[] surprises(Tail forest, Tail level, Tail change, double[] scores) {
    return new double[] {
      Math.min(MOST, forest.surprise(scores[0])),
      Math.min(MOST, level.surprise(scores[1])),
      Math.min(MOST, change.surprise(scores[2]))
    };
  }

  void write(DataOutput out) throws IOException {
    forest.write(out);
    level.write(out);
    change.write(out);
    joint.write(out);
  }

  static Calibration read(DataInput in) throws IOException {
    return new Calibration(Tail.read(in), Tail.read(in), Tail.read(in), Tail.read(in));
  }
}
