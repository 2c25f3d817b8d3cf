package io.plumbline.detector.model;

/**
 * The usual values of a feature in its own unit; all NaN when it was never there.
 *
 * @param low the 5 % quantile of the training windows
 * @param median the middle one
 * @param high the 95 % quantile
 */
public record Typical(double low, double median, double high) {
  static Typical[] of(double[][] rows, int columns) {
    Typical[] typical = new Typical[columns];
    for (int j = 0; j < columns; j++) {
      double[] values = new double[rows.length];
      for (int i = 0; i < rows.length; i++) {
        values[i] = rows[i][j];
      }
      Quantiles quantiles = new Quantiles(values);
      typical[j] = new Typical(quantiles.at(0.05), quantiles.median(), quantiles.at(0.95));
    }
    return typical;
  }
}
