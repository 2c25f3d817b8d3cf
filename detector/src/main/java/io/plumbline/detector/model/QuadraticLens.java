package io.plumbline.detector.model;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * T² = (z−μ)ᵀP(z−μ) with P = (Cov(z) + ridge·I)⁻¹: is one feature extreme, or the combination
 * wrong? What the forest cannot see, since it looks at few features at a time.
 *
 * <p>A missing feature takes the value that the others let expect, so it adds nothing.
 */
final class QuadraticLens {
  /** Sweeps of Gauss–Seidel for what is missing; P is near to diagonal, so few do. */
  private static final int SWEEPS = 4;

  private final double[] means;
  private final double[][] precision;

  private QuadraticLens(double[] means, double[][] precision) {
    this.means = means;
    this.precision = precision;
  }

  /**
   * Fits the lens.
   *
   * @param ridge added to each variance
   * @param floored columns whose width is a floor: their variance counts as 1 at least, since
   *     dividing by what little really varied would undo the floor
   * @param correlated whether covariances are trusted; otherwise they count as 0
   */
  static QuadraticLens fit(Moments moments, double ridge, boolean[] floored, boolean correlated) {
    int size = moments.size();
    double[] means = new double[size];
    double[][] covariance = new double[size][size];
    for (int i = 0; i < size; i++) {
      means[i] = moments.mean(i);
      for (int j = 0; j < i && correlated; j++) {
        covariance[i][j] = moments.covariance(i, j);
        covariance[j][i] = covariance[i][j];
      }
      double variance = Math.max(0, moments.covariance(i, i));
      covariance[i][i] = (floored[i] ? Math.max(1, variance) : variance) + ridge;
    }
    return new QuadraticLens(means, new Cholesky(covariance).inverse());
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
    double[] distance = distance(point);
    double[] terms = new double[distance.length];
    for (int i = 0; i < distance.length; i++) {
      terms[i] = Double.isNaN(point[i]) ? 0 : distance[i] * product(i, distance);
    }
    return terms;
  }

  /** What the other features let expect of one, as z. */
  double expected(int column, double[] point) {
    double[] distance = distance(point);
    double own = distance[column];
    return means[column] + own - product(column, distance) / precision[column][column];
  }

  private double[] distance(double[] point) {
    double[] distance = new double[means.length];
    boolean complete = true;
    for (int i = 0; i < distance.length; i++) {
      boolean missing = Double.isNaN(point[i]);
      complete &= !missing;
      distance[i] = missing ? 0 : point[i] - means[i];
    }
    for (int sweep = 0; sweep < SWEEPS && !complete; sweep++) {
      for (int i = 0; i < distance.length; i++) {
        if (Double.isNaN(point[i])) {
          distance[i] -= product(i, distance) / precision[i][i];
        }
      }
    }
    return distance;
  }

  private double product(int row, double[] distance) {
    double[] factors = precision[row];
    double sum = 0;
    for (int j = 0; j < factors.length; j++) {
      sum += factors[j] * distance[j];
    }
    return sum;
  }

  void write(DataOutput out) throws IOException {
    ModelCodec.writeDoubles(out, means);
    for (int i = 0; i < means.length; i++) {
      for (int j = 0; j <= i; j++) {
        out.writeDouble(precision[i][j]);
      }
    }
  }

  static QuadraticLens read(DataInput in) throws IOException {
    double[] means = ModelCodec.readDoubles(in);
    double[][] precision = new double[means.length][means.length];
    for (int i = 0; i < means.length; i++) {
      for (int j = 0; j <= i; j++) {
        precision[i][j] = in.readDouble();
        precision[j][i] = precision[i][j];
      }
    }
    return new QuadraticLens(means, precision);
  }
}
