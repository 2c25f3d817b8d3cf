package io.plumbline.detector.model;

/** The fixed map from surprise to the score 0–100 that people see; never renormalised. */
public final class Score {
  private static final double[] SURPRISES = {0, 2, 3, 4, 6, 10};
  private static final double[] SCORES = {0, 20, 30, 50, 75, 100};

  private Score() {}

  /**
   * The score of a surprise S = −log₁₀ P(a normal window is as odd): once in 10^S windows. Linear
   * between 0→0, 2→20, 3→30, 4→50, 6→75 and 10→100.
   */
  public static double of(double surprise) {
    if (Double.isNaN(surprise) || surprise < 0) {
      throw new IllegalArgumentException("surprise must not be negative: " + surprise);
    }
    for (int i = 1; i < SURPRISES.length; i++) {
      if (surprise <= SURPRISES[i]) {
        double part = (surprise - SURPRISES[i - 1]) / (SURPRISES[i] - SURPRISES[i - 1]);
        return SCORES[i - 1] + part * (SCORES[i] - SCORES[i - 1]);
      }
    }
    return 100;
  }
}
