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

  /** What no split has, so that all values lie on its right. */
  private static final float LEAF = Float.NEGATIVE_INFINITY;

  /** Shares are kept in steps of this, */
  private static final double SHARE_UNIT = 1.0 / 0xFFFF;

  /** and depths of this, since a tree of 256 points is less than 32 deep. */
  private static final double DEPTH_UNIT = 1.0 / 0x800;

  private int count;
  private short[] feature;
  private float[] threshold;
  private short[] leftShare;
  private short[] expected;

  /** The left child of a split, and the node before a leaf: a step to the next adds 0 or 1. */
  private int[] step;

  /** The deepest leaf: so many steps end every way. */
  private int depthMax;

  ForestNodes(int capacity) {
    feature = new short[capacity];
    threshold = new float[capacity];
    step = new int[capacity];
    leftShare = new short[capacity];
    expected = new short[capacity];
  }

  /**
   * Adds nodes side by side, leaves until they are split.
   *
   * @return the index of the first
   */
  int add(int nodes) {
    int first = count;
    count += nodes;
    if (count > step.length) {
      resize(Math.max(count, step.length * 2));
    }
    return first;
  }

  /** Sets how deep a point in this node is expected to go in all. */
  void expect(int node, double depth) {
    expected[node] = (short) Math.round(depth / DEPTH_UNIT);
  }

  private double expected(int node) {
    return DEPTH_UNIT * Short.toUnsignedInt(expected[node]);
  }

  /**
   * Makes a leaf a split: values below the threshold go left.
   *
   * @param share of the training points that went left
   */
  void split(int node, int column, float value, double share, int firstChild) {
    feature[node] = (short) column;
    threshold[node] = value;
    leftShare[node] = (short) Math.round(share / SHARE_UNIT);
    step[node] = firstChild;
  }

  private boolean isLeaf(int node) {
    return threshold[node] == LEAF;
  }

  private double leftShare(int node) {
    return SHARE_UNIT * Short.toUnsignedInt(leftShare[node]);
  }

  /** To be called once all nodes are there. */
  void complete() {
    resize(count);
    int[] depth = new int[count];
    for (int node = 0; node < count; node++) {
      if (step[node] == NO_CHILD) {
        step[node] = node - 1;
        threshold[node] = LEAF;
        depthMax = Math.max(depthMax, depth[node]);
      } else {
        depth[step[node]] = depth[node] + 1;
        depth[step[node] + 1] = depth[node] + 1;
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
      sums[i] += expected(a);
      sums[i + 1] += expected(b);
      sums[i + 2] += expected(c);
      sums[i + 3] += expected(d);
    }
  }

  /** 1 if the value is not below the threshold, else 0; adding 0 makes a negative zero positive. */
  private static int isRight(double value, double threshold) {
    return 1 - (int) (Double.doubleToRawLongBits(value + 0.0 - threshold) >>> 63);
  }

  private void resize(int size) {
    feature = Arrays.copyOf(feature, size);
    threshold = Arrays.copyOf(threshold, size);
    step = Arrays.copyOf(step, size);
    leftShare = Arrays.copyOf(leftShare, size);
    expected = Arrays.copyOf(expected, size);
  }

  /** How deep the point goes below this node, from the root of its tree on. */
  double depth(int root, double[] point) {
    int node = root;
    while (!isLeaf(node)) {
      double value = point[feature[node]];
      if (value < threshold[node]) {
        node = step[node];
      } else if (value >= threshold[node]) {
        node = step[node] + 1;
      } else {
        double share = leftShare(node);
        return share * depth(step[node], point) + (1 - share) * depth(step[node] + 1, point);
      }
    }
    return expected(node);
  }

  /** Adds to each feature the expected depth that its splits on the way took off. */
  void credit(int root, double[] point, double weight, double[] credit) {
    int node = root;
    while (!isLeaf(node)) {
      double value = point[feature[node]];
      int child = value < threshold[node] ? step[node] : step[node] + 1;
      if (Double.isNaN(value)) {
        double share = leftShare(node);
        credit(step[node], point, weight * share, credit);
        credit(step[node] + 1, point, weight * (1 - share), credit);
        return;
      }
      credit[feature[node]] += weight * (expected(node) - expected(child));
      node = child;
    }
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(count);
    for (int node = 0; node < count; node++) {
      out.writeInt(isLeaf(node) ? NO_CHILD : step[node]);
      out.writeFloat((float) expected(node));
      if (!isLeaf(node)) {
        out.writeShort(feature[node]);
        out.writeFloat(threshold[node]);
        out.writeFloat((float) leftShare(node));
      }
    }
  }

  /** Children always stand behind their parent, so that no damage can make a path endless. */
  static ForestNodes read(DataInput in, int columns) throws IOException {
    ForestNodes nodes = new ForestNodes(ModelCodec.readCount(in));
    int count = nodes.step.length;
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
