package io.plumbline.detector.model;

/**
 * T² = (z−μ)ᵀP(z−μ) with P = (Cov(z) + ridge·I)⁻¹: is one feature extreme, or the combination
 * wrong? What the forest cannot see, since it looks at few features at a time.
 *
 * <p>μ and Cov are taken over z clipped to ±{@value #FIT_CLIP}, so that wild training windows do
 * not widen normal. A variance below 1 counts as 1: there the width is a floor, and dividing by
 * what little really varied would undo it.
 */
final class LevelLens {
  private static final double FIT_CLIP = 4;

  private final double[] means;
  private final double[][] precision;

  private LevelLens(double[] means, double[][] precision) {
    this.means = means;
    this.precision = precision;
  }

  /**
   * Fits the lens.
   *
   * @param mature whether there is enough history to trust correlations with a ridge of 0.1;
   *     otherwise it is 1, and with fewer than 10 rows a feature correlations are left out
   */
  static LevelLens fit(double[][] points, boolean mature) {
    boolean correlated = mature || points.length >= 10 * points[0].length;
    int size = points[0].length;
    double[] means = new double[size];
    for (double[] point : points) {
      for (int j = 0; j < size; j++) {
        means[j] += clip(point[j]) / points.length;
      }
    }
    double[][] covariance = new double[size][size];
    for (double[] point : points) {
      for (int i = 0; i < size; i++) {
        for (int j = correlated ? 0 : i; j <= i; j++) {
          covariance[i][j] +=
              (clip(point[i]) - means[i]) * (clip(point[j]) - means[j]) / points.length;
        }
      }
    }
    for (int i = 0; i < size; i++) {
      covariance[i][i] = Math.max(1, covariance[i][i]) + (mature ? 0.1 : 1);
      for (int j = 0; j < i; j++) {
        covariance[j][i] = covariance[i][j];
      }
    }
    return new LevelLens(means, new Cholesky(covariance).inverse());
  }

  private static double clip(double z) {
    return Math.clamp(z, -FIT_CLIP, FIT_CLIP);
  }

  double score(double[] point) {
    double sum = 0;
    for (double term : terms(point)) {
      sum += term;
    }
    return sum;
  }

  /** vⱼ(Pv)ⱼ for each feature j, with v = z−μ; they add up to T². */
  double[] terms(double[] point) {
    int size = means.length;
    double[] terms = new double[size];
    for (int i = 0; i < size; i++) {
      double product = 0;
      for (int j = 0; j < size; j++) {
        product += precision[i][j] * (point[j] - means[j]);
      }
      terms[i] = (point[i] - means[i]) * product;
    }
    return terms;
  }
}
