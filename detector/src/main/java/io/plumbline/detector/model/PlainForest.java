package io.plumbline.detector.model;

/** An isolation forest alone, over rows that have no time and no kind. */
public final class PlainForest {
  private final Forest forest;

  private PlainForest(Forest forest) {
    this.forest = forest;
  }

  /** Fits a forest; NaN is a missing value. */
  public static PlainForest fit(ForestKind kind, double[][] rows, long seed) {
    return new PlainForest(kind.fit(rows, seed));
  }

  /** The anomaly score of each row, in (0, 1]. */
  public double[] score(double[][] rows) {
    if (forest instanceof IsolationForest ours) {
      return ours.score(rows);
    }
    double[] scores = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      scores[i] = forest.score(rows[i]);
    }
    return scores;
  }
}
