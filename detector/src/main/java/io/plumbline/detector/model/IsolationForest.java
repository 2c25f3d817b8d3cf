package io.plumbline.detector.model;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.SplittableRandom;

/**
 * The isolation forest of Liu, Ting and Zhou ("Isolation Forest", ICDM 2008): {@value #TREES} trees
 * of ψ = {@value #SAMPLE_MAX} points each, in flat arrays.
 *
 * <p>A node holds how deep a point that has come there is expected to go, its depth plus c(points);
 * so the fall of that number along a path adds up to how much shallower than usual the point is
 * isolated, and each fall is credited to the feature that was split ({@link #credit}). Where a
 * feature is missing a point goes both ways, each weighted with its share of the training points.
 * Features that are constant in a node are never split, duplicates end a branch. The same seed and
 * points give the same forest to the bit.
 */
final class IsolationForest implements NoveltyLens {
  static final int TREES = 100;
  static final int SAMPLE_MAX = 256;

  private static final double EULER = 0.5772156649015329;

  /** Points scored against one tree before the next is taken: they and the tree stay in cache. */
  private static final int BLOCK = 512;

  private final ForestNodes nodes;
  private final int[] roots;
  private final double usualDepth;

  private IsolationForest(ForestNodes nodes, int[] roots, double usualDepth) {
    this.nodes = nodes;
    this.roots = roots;
    this.usualDepth = usualDepth;
  }

  /**
   * Grows a forest.
   *
   * @param points one row a point, NaN where missing; at least one
   */
  static IsolationForest fit(double[][] points, long seed) {
    int sample = Math.min(SAMPLE_MAX, points.length);
    ForestNodes nodes = new ForestNodes(TREES * sample);
    TreeGrower grower = new TreeGrower(points, sample, nodes);
    int[] roots = new int[TREES];
    SplittableRandom seeds = new SplittableRandom(seed);
    for (int tree = 0; tree < TREES; tree++) {
      roots[tree] = grower.grow(new SplittableRandom(seeds.nextLong()));
    }
    nodes.complete();
    return new IsolationForest(nodes, roots, expectedDepth(sample));
  }

  /** c(n): the mean depth of a binary search tree of n points (Liu et al., equation 1). */
  static double expectedDepth(int count) {
    if (count <= 1) {
      return 0;
    }
    return count == 2 ? 1 : 2 * (Math.log(count - 1.0) + EULER) - 2.0 * (count - 1) / count;
  }

  @Override
  public double score(double[] point) {
    double sum = 0;
    for (int root : roots) {
      sum += nodes.depth(root, point);
    }
    return anomalyScore(sum);
  }

  /** The scores of many points, quicker than one by one. */
  double[] score(double[][] points) {
    double[] sums = new double[points.length];
    for (int start = 0; start < points.length; start += BLOCK) {
      int end = Math.min(points.length, start + BLOCK);
      int side = isFinite(points, start, end) ? start + (end - start) / 4 * 4 : start;
      for (int root : roots) {
        nodes.addDepths(root, points, start, side, sums);
        for (int i = side; i < end; i++) {
          sums[i] += nodes.depth(root, points[i]);
        }
      }
    }
    for (int i = 0; i < sums.length; i++) {
      sums[i] = anomalyScore(sums[i]);
    }
    return sums;
  }

  private static boolean isFinite(double[][] points, int start, int end) {
    for (int i = start; i < end; i++) {
      for (double value : points[i]) {
        if (!Double.isFinite(value)) {
          return false;
        }
      }
    }
    return true;
  }

  /**
   * How much each feature brought the point nearer to the roots than usual, in levels, as a mean
   * over the trees; negative for a feature that is as common as can be.
   */
  @Override
  public double[] credit(double[] point) {
    double[] credit = new double[point.length];
    for (int root : roots) {
      nodes.credit(root, point, 1.0 / roots.length, credit);
    }
    return credit;
  }

  private double anomalyScore(double depths) {
    return usualDepth == 0 ? 0.5 : Math.pow(2, -depths / roots.length / usualDepth);
  }

  @Override
  public void write(DataOutput out) throws IOException {
    nodes.write(out);
    ModelCodec.writeInts(out, roots);
    out.writeDouble(usualDepth);
  }

  static IsolationForest read(DataInput in, int columns) throws IOException {
    ForestNodes nodes = ForestNodes.read(in, columns);
    int[] roots = ModelCodec.readInts(in);
    return new IsolationForest(nodes, roots, in.readDouble());
  }
}
