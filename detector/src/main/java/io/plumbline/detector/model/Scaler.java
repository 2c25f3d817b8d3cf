package io.plumbline.detector.model;

import java.util.List;

/**
 * Turns a row into robust z values: how many widths of normal each value lies from its median.
 *
 * <p>A width is max(1.4826·MAD, 0.5·sd, floor, chance), where MAD is the median absolute deviation
 * and the sd is taken over deviations clipped to 10 MAD, so that a few wild training windows do not
 * make everything look normal. A missing value is 0, its median: it says nothing.
 */
final class Scaler {
  /** Beyond this a deviation says nothing more; keeps one feature from hiding the others. */
  static final double CLIP = 20;

  /** How far a low value counts in a column where only high ones are odd. */
  static final double CLIP_GOOD = 2;

  /** A feature present in fewer training windows than this share has no normal to compare with. */
  private static final double SELDOM = 0.2;

  /** A standard normal's sd over its MAD. */
  private static final double SIGMAS_PER_MAD = 1.4826;

  private final List<Column> columns;
  private final double[] medians;
  private final double[] widths;

  private Scaler(List<Column> columns, double[] medians, double[] widths) {
    this.columns = columns;
    this.medians = medians;
    this.widths = widths;
  }

  static Scaler fit(List<Column> columns, double[][] rows) {
    double[] medians = new double[columns.size()];
    double[] widths = new double[columns.size()];
    for (int j = 0; j < columns.size(); j++) {
      Column column = columns.get(j);
      double[] bent = new double[rows.length];
      for (int i = 0; i < rows.length; i++) {
        bent[i] = column.bend(rows[i][j]);
      }
      Quantiles quantiles = new Quantiles(bent);
      boolean seldom = quantiles.count() < SELDOM * rows.length;
      medians[j] = seldom ? Double.NaN : quantiles.median();
      double floor = Math.max(column.scaleFloor(), column.relativeFloor() * Math.abs(medians[j]));
      widths[j] = Math.max(spread(bent, medians[j]), Math.max(floor, chance(column, rows)));
    }
    return new Scaler(columns, medians, widths);
  }

  /** The sd of a share by chance alone: arcsin √share of n trials has 1/(2√n). */
  private static double chance(Column column, double[][] rows) {
    if (column.trials() == Column.NO_TRIALS) {
      return 0;
    }
    double[] rates = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      rates[i] = rows[i][column.trials()];
    }
    double count = new Quantiles(rates).median() * column.softness();
    return count >= 1 ? 0.5 / Math.sqrt(count) : 0.5;
  }

  private static double spread(double[] values, double median) {
    double[] deviations = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      deviations[i] = Math.abs(values[i] - median);
    }
    double mad = SIGMAS_PER_MAD * new Quantiles(deviations).median();
    double squares = 0;
    int count = 0;
    for (double deviation : deviations) {
      if (!Double.isNaN(deviation)) {
        double clipped = mad > 0 ? Math.min(deviation, 10 * mad) : 0;
        squares += clipped * clipped;
        count++;
      }
    }
    return Math.max(mad, 0.5 * Math.sqrt(squares / Math.max(1, count)));
  }

  double[] scale(double[] row) {
    double[] z = new double[columns.size()];
    for (int j = 0; j < z.length; j++) {
      Column column = columns.get(j);
      double distance = (column.bend(row[j]) - medians[j]) / widths[j];
      double lowest = column.bothWays() ? -CLIP : -CLIP_GOOD;
      z[j] = Double.isNaN(distance) ? 0 : Math.clamp(distance, lowest, CLIP);
    }
    return z;
  }

  double[][] scale(double[][] rows) {
    double[][] scaled = new double[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      scaled[i] = scale(rows[i]);
    }
    return scaled;
  }
}
