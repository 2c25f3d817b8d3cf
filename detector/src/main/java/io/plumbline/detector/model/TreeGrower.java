package io.plumbline.detector.model;

import java.util.SplittableRandom;

/** Grows the trees of a forest, one after the other, with the same scratch space. */
final class TreeGrower {
  private final double[][] points;
  private final ForestNodes nodes;
  private final int depthMax;
  private final int[] sample;
  private final int[] columns;
  private final boolean[] taken;
  private SplittableRandom random = new SplittableRandom(0);

  TreeGrower(double[][] points, int sampleCount, ForestNodes nodes) {
    this.points = points;
    this.nodes = nodes;
    depthMax = (int) Math.ceil(Math.log(sampleCount) / Math.log(2));
    sample = new int[sampleCount];
    columns = new int[points[0].length];
    taken = new boolean[points.length];
    for (int j = 0; j < columns.length; j++) {
      columns[j] = j;
    }
  }

  /** Grows a tree on a sample of its own; returns its root. */
  int grow(SplittableRandom source) {
    random = source;
    drawSample();
    int root = nodes.add(1);
    grow(root, 0, sample.length, 0, columns.length);
    return root;
  }

  /** Floyd's sampling: each set of points is as likely, one draw for each. */
  private void drawSample() {
    int next = 0;
    for (int j = points.length - sample.length; j < points.length; j++) {
      int drawn = random.nextInt(j + 1);
      int chosen = taken[drawn] ? j : drawn;
      taken[chosen] = true;
      sample[next++] = chosen;
    }
    for (int chosen : sample) {
      taken[chosen] = false;
    }
  }

  /**
   * Grows what is below a node.
   *
   * @param candidates the first so many columns may still vary here
   */
  private void grow(int node, int from, int to, int depth, int candidates) {
    nodes.expect(node, depth + IsolationForest.expectedDepth(to - from));
    if (to - from <= 1 || depth >= depthMax) {
      return;
    }
    int varying = candidates;
    while (varying > 0) {
      int at = random.nextInt(varying);
      int column = columns[at];
      double low = Double.POSITIVE_INFINITY;
      double high = Double.NEGATIVE_INFINITY;
      for (int i = from; i < to; i++) {
        double value = points[sample[i]][column];
        low = value < low ? value : low;
        high = value > high ? value : high;
      }
      float threshold = (float) (low + random.nextDouble() * (high - low));
      if (low < threshold && threshold <= high) {
        split(node, from, to, depth, varying, column, threshold);
        return;
      }
      // Constant here, so constant in every node below, too.
      columns[at] = columns[--varying];
      columns[varying] = column;
    }
  }

  private void split(
      int node, int from, int to, int depth, int varying, int column, float threshold) {
    int middle = partition(from, to, column, threshold);
    int missing = missing(from, to, column);
    int lower = middle - from;
    int higher = to - middle - missing;
    double share = (double) lower / (lower + higher);
    // Points without the value go where most go.
    int border = lower > higher ? gatherMissing(middle, to, column) : middle;
    int first = nodes.add(2);
    nodes.split(node, column, threshold, share, first);
    grow(first, from, border, depth + 1, varying);
    grow(first + 1, border, to, depth + 1, varying);
  }

  /** Moves points below the threshold to the front; returns where the others begin. */
  private int partition(int from, int to, int column, float threshold) {
    int border = from;
    for (int i = from; i < to; i++) {
      if (points[sample[i]][column] < threshold) {
        swap(i, border++);
      }
    }
    return border;
  }

  private int missing(int from, int to, int column) {
    int count = 0;
    for (int i = from; i < to; i++) {
      if (Double.isNaN(points[sample[i]][column])) {
        count++;
      }
    }
    return count;
  }

  private int gatherMissing(int from, int to, int column) {
    int border = from;
    for (int i = from; i < to; i++) {
      if (Double.isNaN(points[sample[i]][column])) {
        swap(i, border++);
      }
    }
    return border;
  }

  private void swap(int first, int second) {
    int held = sample[first];
    sample[first] = sample[second];
    sample[second] = held;
  }
}
