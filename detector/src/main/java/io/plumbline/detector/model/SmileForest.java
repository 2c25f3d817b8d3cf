package io.plumbline.detector.model;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import smile.anomaly.IsolationForest;
import smile.anomaly.IsolationTree;
import smile.math.MathEx;

/**
 * Smile's isolation forest, fitted so that it is deterministic and as the paper has it.
 *
 * <p>Left to itself, Smile 6.2.5 grows trees in parallel on generators of the threads (same seed,
 * other scores), takes a share of the rows instead of ψ of them, normalises by the number of rows
 * instead of ψ, and wastes splits on constant columns. So every tree here is a forest of one, grown
 * on the calling thread from a seed and a sample of ours; the trees are then joined under ψ. NaN
 * never reaches it: {@link Scaler} has replaced it.
 */
final class SmileForest implements Forest {
  /** Liu, Ting, Zhou, "Isolation Forest", 2008, section 4: 100 trees of 256 points suffice. */
  private static final int TREES = 100;

  private static final int SAMPLE_MAX = 256;

  /** Below 1 since Smile demands it, near enough to 1 that rounding gives every row. */
  private static final double ALL_ROWS = 0.999;

  /**
   * Guards Smile's generator: its spare Gaussian value is one for the whole process, so two fits at
   * once would disturb each other's sequence.
   */
  private static final Object GENERATOR = new Object();

  private final IsolationForest forest;
  private final int[] columns;

  private SmileForest(IsolationForest forest, int[] columns) {
    this.forest = forest;
    this.columns = columns;
  }

  /** A forest over the columns that vary; without one, every point scores the same. */
  static Forest fit(double[][] points, long seed) {
    int[] columns = varying(points);
    if (columns.length == 0) {
      return _ -> 0.5;
    }
    int sampleCount = Math.min(SAMPLE_MAX, points.length);
    int depth = Math.max(1, (int) Math.ceil(Math.log(sampleCount) / Math.log(2)));
    var options = new IsolationForest.Options(1, depth, ALL_ROWS, 0);
    List<IsolationTree> trees = new ArrayList<>(TREES);
    SplittableRandom random = new SplittableRandom(seed);
    for (int k = 0; k < TREES; k++) {
      double[][] sample = sample(points, columns, sampleCount, random);
      long treeSeed = random.nextLong() >>> 1;
      synchronized (GENERATOR) {
        MathEx.setSeed(treeSeed);
        trees.add(IsolationForest.fit(sample, options).trees()[0]);
      }
    }
    IsolationTree[] grown = trees.toArray(IsolationTree[]::new);
    return new SmileForest(new IsolationForest(sampleCount, columns.length, 0, grown), columns);
  }

  @Override
  public double score(double[] point) {
    return forest.score(pick(point, columns));
  }

  private static int[] varying(double[][] points) {
    List<Integer> columns = new ArrayList<>();
    for (int j = 0; j < points[0].length; j++) {
      for (double[] point : points) {
        if (point[j] != points[0][j]) {
          columns.add(j);
          break;
        }
      }
    }
    return columns.stream().mapToInt(Integer::intValue).toArray();
  }

  /** Draws without replacement: the first steps of a Fisher–Yates shuffle. */
  private static double[][] sample(
      double[][] points, int[] columns, int count, SplittableRandom random) {
    int[] order = new int[points.length];
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    double[][] sample = new double[count][];
    for (int i = 0; i < count; i++) {
      int other = random.nextInt(i, order.length);
      int chosen = order[other];
      order[other] = order[i];
      order[i] = chosen;
      sample[i] = pick(points[chosen], columns);
    }
    return sample;
  }

  private static double[] pick(double[] point, int[] columns) {
    double[] picked = new double[columns.length];
    for (int j = 0; j < columns.length; j++) {
      picked[j] = point[columns[j]];
    }
    return picked;
  }
}
