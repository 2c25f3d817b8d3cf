package io.plumbline.detector.model;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * One fit of the three lenses: is the point in a sparse place (forest), is the combination wrong
 * (level), did it just move (change)?
 *
 * <p>The first two ask of the same numbers where a window lies; the third, of three times as many,
 * where it came from. So it weighs as much as the two together.
 */
record Lenses(NoveltyLens forest, QuadraticLens level, QuadraticLens change) {
  private static final double FOREST_WEIGHT = 0.25;
  private static final double LEVEL_WEIGHT = 0.25;
  private static final double CHANGE_WEIGHT = 0.5;

  /**
   * The raw score of each lens.
   *
   * @param point robust z values
   * @param moved the same of the row's change, see {@link RecentRows#change}
   */
  double[] scores(double[] point, double[] moved) {
    return new double[] {forest.score(point), level.score(point), change.score(moved)};
  }

  /** The weighted mean of what each lens says, in the order of {@link #scores}. */
  static double mean(double[] said) {
    return FOREST_WEIGHT * said[0] + LEVEL_WEIGHT * said[1] + CHANGE_WEIGHT * said[2];
  }

  /** Each feature's part: the weighted mean of the shares of the lenses that find anything odd. */
  double[] shares(double[] point, double[] moved) {
    double[] shares = new double[point.length];
    addShares(forest.credit(point), FOREST_WEIGHT, shares);
    addShares(level.terms(point), LEVEL_WEIGHT, shares);
    double[] terms = change.terms(moved);
    double[] joined = new double[point.length];
    for (int i = 0; i < terms.length; i++) {
      joined[i % point.length] += terms[i];
    }
    addShares(joined, CHANGE_WEIGHT, shares);
    double[] mean = new double[point.length];
    addShares(shares, 1, mean);
    return mean;
  }

  /** Negative parts count as 0, the rest is scaled to add up to the weight. */
  private static void addShares(double[] parts, double weight, double[] shares) {
    double sum = 0;
    for (double part : parts) {
      sum += Math.max(0, part);
    }
    for (int j = 0; j < parts.length && sum > 0; j++) {
      shares[j] += weight * Math.max(0, parts[j]) / sum;
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
