package io.plumbline.detector.model;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * One fit of the three lenses: is the point in a sparse place (forest), is the combination wrong
 * (level), did it just move (change)?
 */
record Lenses(NoveltyLens forest, QuadraticLens level, QuadraticLens change) {
  static final int COUNT = 3;

  /**
   * The raw score of each lens.
   *
   * @param point robust z values
   * @param moved the same of the row's change, see {@link RecentRows#change}
   */
  double[] scores(double[] point, double[] moved) {
    return new double[] {forest.score(point), level.score(point), change.score(moved)};
  }

  /** Each feature's part: the mean of the shares of the lenses that find anything odd. */
  double[] shares(double[] point, double[] moved) {
    double[] shares = new double[point.length];
    addShares(forest.credit(point), shares);
    addShares(level.terms(point), shares);
    double[] terms = change.terms(moved);
    double[] joined = new double[point.length];
    for (int i = 0; i < terms.length; i++) {
      joined[i % point.length] += terms[i];
    }
    addShares(joined, shares);
    double[] mean = new double[point.length];
    addShares(shares, mean);
    return mean;
  }

  /** Negative parts count as 0, the rest is scaled to add up to 1. */
  private static void addShares(double[] parts, double[] shares) {
    double sum = 0;
    for (double part : parts) {
      sum += Math.max(0, part);
    }
    for (int j = 0; j < parts.length && sum > 0; j++) {
      shares[j] += Math.max(0, parts[j]) / sum;
    }
  }

  void write(DataOutput out) throws IOException {
    forest.write(out);
    level.write(out);
    change.write(out);
  }

  static Lenses read(NoveltyKind kind, DataInput in, int columns) throws IOException {
    return new Lenses(kind.read(in, columns), QuadraticLens.read(in), QuadraticLens.read(in));
  }
}
