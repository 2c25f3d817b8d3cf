package io.plumbline.detector.model;

/** The Cholesky factor L of a symmetric positive definite matrix A = LLᵀ, and A's inverse by it. */
final class Cholesky {
  private final double[][] factor;

  Cholesky(double[][] matrix) {
    int size = matrix.length;
    factor = new double[size][size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j <= i; j++) {
        double rest = matrix[i][j];
        for (int k = 0; k < j; k++) {
          rest -= factor[i][k] * factor[j][k];
        }
        if (i == j && !(rest > 0)) {
          throw new IllegalArgumentException("matrix must be positive definite: pivot=" + rest);
        }
        factor[i][j] = i == j ? Math.sqrt(rest) : rest / factor[j][j];
      }
    }
  }

  /** The inverse, whose halves are the same to the bit. */
  double[][] inverse() {
    int size = factor.length;
    double[][] inverse = new double[size][];
    for (int column = 0; column < size; column++) {
      double[] unit = new double[size];
      unit[column] = 1;
      inverse[column] = solve(unit);
      for (int row = 0; row < column; row++) {
        inverse[row][column] = inverse[column][row];
      }
    }
    return inverse;
  }

  /** x of Ax = right, by Ly = right and Lᵀx = y. */
  double[] solve(double[] right) {
    int size = factor.length;
    double[] x = right.clone();
    for (int i = 0; i < size; i++) {
      for (int k = 0; k < i; k++) {
        x[i] -= factor[i][k] * x[k];
      }
      x[i] /= factor[i][i];
    }
    for (int i = size - 1; i >= 0; i--) {
      for (int k = i + 1; k < size; k++) {
        x[i] -= factor[k][i] * x[k];
      }
      x[i] /= factor[i][i];
    }
    return x;
  }
}
