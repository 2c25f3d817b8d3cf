package io.plumbline.detector.model;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import smile.anomaly.IsolationTree;
import smile.math.MathEx;

/**
 * Smile's isolation forest, fitted so that it is deterministic and as the paper has it.
 *
 * <p>Left to itself, Smile 6.2.5 grows trees in parallel on generators of the threads (same seed,
 * other scores), takes a share of the rows instead of ψ of them, normalises by the number of rows
 * instead of ψ, and wastes splits on constant columns. So every tree here is a forest of one, grown
 * on the calling thread from a seed and a sample of ours; the trees are then joined under ψ. A
 * missing value counts as 0, its median.
 */
final class SmileForest implements NoveltyLens {
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

  /** Points are thinned evenly to so many: more would not be drawn, and they are stored. */
  private static final int POINTS_MAX = 4096;

  private final smile.anomaly.IsolationForest forest;
  private final int[] columns;
  private final float[][] points;
  private final long seed;

  private SmileForest(
      smile.anomaly.IsolationForest forest, int[] columns, float[][] points, long seed) {
    this.forest = forest;
    this.columns = columns;
    this.points = points;
    this.seed = seed;
  }

  /** A forest over the columns that vary; without one every point scores the same. */
  static SmileForest fit(double[][] points, long seed) {
    return grow(thin(points), seed);
  }

  private static SmileForest grow(float[][] stored, long seed) {
    double[][] points = new double[stored.length][stored[0].length];
    for (int i = 0; i < points.length; i++) {
      for (int j = 0; j < points[i].length; j++) {
        points[i][j] = stored[i][j];
      }
    }
    int[] columns = varying(points);
    int sampleCount = Math.min(SAMPLE_MAX, points.length);
    int depth = Math.max(1, (int) Math.ceil(Math.log(sampleCount) / Math.log(2)));
    var options = new smile.anomaly.IsolationForest.Options(1, depth, ALL_ROWS, 0);
    List<IsolationTree> trees = new ArrayList<>(TREES);
    SplittableRandom random = new SplittableRandom(seed);
    for (int k = 0; k < TREES && columns.length > 0; k++) {
      double[][] sample = sample(points, columns, sampleCount, random);
      long treeSeed = random.nextLong() >>> 1;
      synchronized (GENERATOR) {
        MathEx.setSeed(treeSeed);
        trees.add(smile.anomaly.IsolationForest.fit(sample, options).trees()[0]);
      }
    }
    IsolationTree[] grown = trees.toArray(IsolationTree[]::new);
    return new SmileForest(
        new smile.anomaly.IsolationForest(sampleCount, columns.length, 0, grown),
        columns,
        stored,
        seed);
  }

  private static float[][] thin(double[][] points) {
    float[][] thinned = new float[Math.min(points.length, POINTS_MAX)][points[0].length];
    for (int i = 0; i < thinned.length; i++) {
      double[] point = points[(int) ((long) i * points.length / thinned.length)];
      for (int j = 0; j < point.length; j++) {
        thinned[i][j] = Double.isNaN(point[j]) ? 0 : (float) point[j];
      }
    }
    return thinned;
  }

  /** The points it was grown on: to grow it again is all that Smile's trees allow. */
  @Override
  public void write(DataOutput out) throws IOException {
    out.writeLong(seed);
    out.writeInt(points.length);
    for (float[] point : points) {
      ModelCodec.writeFloats(out, point);
    }
  }

  static SmileForest read(DataInput in, int columns) throws IOException {
    long seed = in.readLong();
    float[][] points = new float[ModelCodec.readCount(in)][];
    for (int i = 0; i < points.length; i++) {
      points[i] = ModelCodec.readFloats(in);
      if (points[i].length != columns) {
        throw new IOException("a point of " + points[i].length + " features");
      }
    }
    if (points.length == 0) {
      throw new IOException("a forest of no points");
    }
    return grow(points, seed);
  }

  @Override
  public double score(double[] point) {
    return columns.length == 0 ? 0.5 : forest.score(pick(point, columns));
  }

  /** How much the score falls when a feature is typical. */
  @Override
  public double[] credit(double[] point) {
    double score = score(point);
    double[] credit = new double[point.length];
    for (int j : columns) {
      double[] without = point.clone();
      without[j] = 0;
      credit[j] = score - score(without);
    }
    return credit;
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
      double value = point[columns[j]];
      picked[j] = Double.isNaN(value) ? 0 : value;
    }
    return picked;
  }
}
