package io.plumbline.detector.model;

/** An isolation forest alone, over rows that have no time and no kind. */
public final class PlainForest {
  private final NoveltyLens forest;

  private PlainForest(NoveltyLens forest) {
    this.forest = forest;
  }

  /** Fits a forest; NaN is a missing value. */
  public static PlainForest fit(NoveltyKind kind, double[][] rows, long seed) {
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
