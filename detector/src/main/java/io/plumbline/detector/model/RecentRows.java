package io.plumbline.detector.model;

/**
 * The last rows of residuals, to tell what moved: a row, and how far it is from the mean of the
 * rows before it, over a short and a long reach. Gaps in time count: a row older than the reach
 * says nothing.
 */
final class RecentRows {
  /** Windows back, as the design measured them best. */
  private static final int[] REACHES = {3, 12};

  static final int KEPT = 12;

  /** How often a column of the rows is there in {@link #change}. */
  static final int COPIES = 1 + REACHES.length;

  private final long stepSeconds;
  private final double[][] rows = new double[KEPT][];
  private final long[] times = new long[KEPT];
  private final boolean[] odd = new boolean[KEPT];
  private int count;

  /** No rows yet of windows of this length. */
  RecentRows(long stepSeconds) {
    this.stepSeconds = stepSeconds;
  }

  /**
   * The row, its distance from the mean of the 3 before it, and of the 12 before it; NaN where
   * there is nothing to compare with.
   */
  double[] change(long time, double[] row) {
    int size = row.length;
    double[] change = new double[size * COPIES];
    System.arraycopy(row, 0, change, 0, size);
    double[] sums = new double[size];
    int[] seen = new int[size];
    int back = 1;
    for (int k = 0; k < REACHES.length; k++) {
      for (; back <= Math.min(REACHES[k], count); back++) {
        addRow(back, time - REACHES[REACHES.length - 1] * stepSeconds, sums, seen);
      }
      for (int j = 0; j < size; j++) {
        change[(k + 1) * size + j] = row[j] - sums[j] / seen[j];
      }
    }
    return change;
  }

  private void addRow(int back, long oldest, double[] sums, int[] seen) {
    int at = (count - back) % KEPT;
    if (times[at] < oldest) {
      return;
    }
    for (int j = 0; j < sums.length; j++) {
      double value = rows[at][j];
      if (!Double.isNaN(value)) {
        sums[j] += value;
        seen[j]++;
      }
    }
  }

  /** Whether one of the last {@value #KEPT} windows was odd by itself. */
  boolean wasOdd(long time) {
    for (int at = 0; at < Math.min(KEPT, count); at++) {
      if (odd[at] && times[at] >= time - KEPT * stepSeconds) {
        return true;
      }
    }
    return false;
  }

  /**
   * The row becomes the latest.
   *
   * @param isOdd whether it is odd by itself, whatever came before
   */
  void add(long time, double[] row, boolean isOdd) {
    int at = count++ % KEPT;
    rows[at] = row;
    times[at] = time;
    odd[at] = isOdd;
  }
}
