package io.plumbline.detector.model;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * The nodes of all trees of a forest, by index. The two children of a node stand side by side; a
 * leaf has none.
 */
final class ForestNodes {
  private static final int NO_CHILD = 0;

  private int count;
  private short[] feature;
  private float[] threshold;
  private int[] left;
  private float[] leftShare;
  private float[] expected;

  /**
   * The node before the right one of a split, and before the leaf itself: a step adds 0 or 1 to it.
   */
  private int[] step = {};

  /** The deepest leaf: so many steps end every way. */
  private int depthMax;

  ForestNodes(int capacity) {
    feature = new short[capacity];
    threshold = new float[capacity];
    left = new int[capacity];
    leftShare = new float[capacity];
    expected = new float[capacity];
  }

  /**
   * Adds nodes side by side, leaves until they are split.
   *
   * @return the index of the first
   */
  int add(int nodes) {
    int first = count;
    count += nodes;
    if (count > left.length) {
      resize(Math.max(count, left.length * 2));
    }
    return first;
  }

  /** Sets how deep a point in this node is expected to go in all. */
  void expect(int node, double depth) {
    expected[node] = (float) depth;
  }

  /**
   * Makes a leaf a split: values below the threshold go left.
   *
   * @param share of the training points that went left
   */
  void split(int node, int column, float value, double share, int firstChild) {
    feature[node] = (short) column;
    threshold[node] = value;
    leftShare[node] = (float) share;
    left[node] = firstChild;
  }

  /** To be called once all nodes are there. */
  void complete() {
    resize(count);
    step = new int[count];
    int[] depth = new int[count];
    for (int node = 0; node < count; node++) {
      if (left[node] == NO_CHILD) {
        step[node] = node - 1;
        threshold[node] = Float.NEGATIVE_INFINITY;
        depthMax = Math.max(depthMax, depth[node]);
      } else {
        step[node] = left[node];
        depth[left[node]] = depth[node] + 1;
        depth[left[node] + 1] = depth[node] + 1;
      }
    }
  }

  /**
   * Adds to each sum how deep its point goes, points without missing or infinite values. Which way
   * a point goes is a coin toss that no processor foretells, so here it is arithmetic, and four
   * points go side by side: none waits for another.
   *
   * @param from of the points and sums; {@code to - from} is a multiple of four
   */
  void addDepths(int root, double[][] points, int from, int to, double[] sums) {
    for (int i = from; i < to; i += 4) {
      double[] p = points[i];
      double[] q = points[i + 1];
      double[] r = points[i + 2];
      double[] s = points[i + 3];
      int a = root;
      int b = root;
      int c = root;
      int d = root;
      for (int level = 0; level < depthMax; level++) {
        a = step[a] + isRight(p[feature[a]], threshold[a]);
        b = step[b] + isRight(q[feature[b]], threshold[b]);
        c = step[c] + isRight(r[feature[c]], threshold[c]);
        d = step[d] + isRight(s[feature[d]], threshold[d]);
      }
      sums[i] += expected[a];
      sums[i + 1] += expected[b];
      sums[i + 2] += expected[c];
      sums[i + 3] += expected[d];
    }
  }

  /** 1 if the value is not below the threshold, else 0; adding 0 makes a negative zero positive. */
  private static int isRight(double value, double threshold) {
    return 1 - (int) (Double.doubleToRawLongBits(value + 0.0 - threshold) >>> 63);
  }

  private void resize(int size) {
    feature = Arrays.copyOf(feature, size);
    threshold = Arrays.copyOf(threshold, size);
    left = Arrays.copyOf(left, size);
    leftShare = Arrays.copyOf(leftShare, size);
    expected = Arrays.copyOf(expected, size);
  }

  /** How deep the point goes below this node, from the root of its tree on. */
  double depth(int root, double[] point) {
    int node = root;
    while (left[node] != NO_CHILD) {
      double value = point[feature[node]];
      if (value < threshold[node]) {
        node = left[node];
      } else if (value >= threshold[node]) {
        node = left[node] + 1;
      } else {
        double share = leftShare[node];
        return share * depth(left[node], point) + (1 - share) * depth(left[node] + 1, point);
      }
    }
    return expected[node];
  }

  /** Adds to each feature the expected depth that its splits on the way took off. */
  void credit(int root, double[] point, double weight, double[] credit) {
    int node = root;
    while (left[node] != NO_CHILD) {
      double value = point[feature[node]];
      int child = value < threshold[node] ? left[node] : left[node] + 1;
      if (Double.isNaN(value)) {
        double share = leftShare[node];
        credit(left[node], point, weight * share, credit);
        credit(left[node] + 1, point, weight * (1 - share), credit);
        return;
      }
      credit[feature[node]] += weight * (expected[node] - expected[child]);
      node = child;
    }
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(count);
    for (int node = 0; node < count; node++) {
      out.writeInt(left[node]);
      out.writeFloat(expected[node]);
      if (left[node] != NO_CHILD) {
        out.writeShort(feature[node]);
        out.writeFloat(threshold[node]);
        out.writeFloat(leftShare[node]);
      }
    }
  }

  /** Children always stand behind their parent, so that no damage can make a path endless. */
  static ForestNodes read(DataInput in, int columns) throws IOException {
    ForestNodes nodes = new ForestNodes(ModelCodec.readCount(in));
    int count = nodes.left.length;
    nodes.add(count);
    for (int node = 0; node < count; node++) {
      int left = in.readInt();
      nodes.expect(node, in.readFloat());
      if (left != NO_CHILD) {
        int column = in.readShort();
        if (column < 0 || column >= columns || left <= node || left > count - 2) {
          throw new IOException("node " + node + " of the forest");
        }
        nodes.split(node, column, in.readFloat(), in.readFloat(), left);
      }
    }
    nodes.complete();
    return nodes;
  }
}
