package io.plumbline.detector.model;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Turns residuals into robust z values: how many widths of normal each lies from its median.
 *
 * <p>A width is max(1.4826·MAD, 0.8·sd, floor), where MAD is the median absolute deviation and the
 * sd is taken over deviations clipped to 10 MAD, so that a few wild training windows do not make
 * everything look normal. A missing value stays NaN.
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

  private static final double SD_PART = 0.8;

  private final double[] medians;
  private final double[] widths;
  private final double[] lowest;

  private Scaler(double[] medians, double[] widths, double[] lowest) {
    this.medians = medians;
    this.widths = widths;
    this.lowest = lowest;
  }

  /**
   * Learns the widths.
   *
   * @param floors the least width of each column
   * @param bothWays whether low values of a column are as odd as high ones
   */
  static Scaler fit(double[][] rows, double[] floors, boolean[] bothWays) {
    int columns = floors.length;
    double[] medians = new double[columns];
    double[] widths = new double[columns];
    double[] lowest = new double[columns];
    double[] values = new double[rows.length];
    for (int j = 0; j < columns; j++) {
      for (int i = 0; i < rows.length; i++) {
        values[i] = rows[i][j];
      }
      Quantiles quantiles = new Quantiles(values);
      boolean seldom = quantiles.count() < SELDOM * rows.length;
      medians[j] = seldom ? Double.NaN : quantiles.median();
      widths[j] = Math.max(spread(values, medians[j]), floors[j]);
      lowest[j] = bothWays[j] ? -CLIP : -CLIP_GOOD;
    }
    return new Scaler(medians, widths, lowest);
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
        double clipped = mad > 0 ? Math.min(deviation, 10 * mad) : deviation;
        squares += clipped * clipped;
        count++;
      }
    }
    return Math.max(mad, SD_PART * Math.sqrt(squares / Math.max(1, count)));
  }

  double[] scale(double[] row) {
    double[] z = new double[medians.length];
    for (int j = 0; j < z.length; j++) {
      double distance = (row[j] - medians[j]) / widths[j];
      z[j] = Double.isNaN(distance) ? Double.NaN : Math.clamp(distance, lowest[j], CLIP);
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

  double median(int column) {
    return medians[column];
  }

  double width(int column) {
    return widths[column];
  }

  void write(DataOutput out) throws IOException {
    ModelCodec.writeDoubles(out, medians);
    ModelCodec.writeDoubles(out, widths);
    ModelCodec.writeDoubles(out, lowest);
  }

  static Scaler read(DataInput in) throws IOException {
    return new Scaler(
        ModelCodec.readDoubles(in), ModelCodec.readDoubles(in), ModelCodec.readDoubles(in));
  }
}
