package io.plumbline.detector.model;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * What is usual at a time: for each feature its median, or its median at that time of the day or of
 * the week where that fits clearly better.
 *
 * <p>A season is a median per {@value #BIN_SECONDS} s, smoothed by the median over the bins up to
 * {@value #REACH} away on either side, around the clock. It is used only where it brings the mean
 * deviation down by a twentieth or more, compared with what is used without it.
 */
final class Baseline {
  private static final int BIN_SECONDS = 600;
  private static final int REACH = 6;
  private static final double WORTHWHILE = 0.95;
  private static final long DAY = 86_400;
  private static final long WEEK = 7 * DAY;

  /** So much history teaches a daily season, from where each time of day was seen four times. */
  private static final long DAILY_FROM = 4 * DAY;

  private static final long WEEKLY_FROM = 3 * WEEK;

  private final double[] medians;

  /** Per feature the medians of its bins; empty where it has no season. */
  private final float[][] seasons;

  private Baseline(double[] medians, float[][] seasons) {
    this.medians = medians;
    this.seasons = seasons;
  }

  /**
   * Learns what is usual.
   *
   * @param times epoch seconds of the rows, rising
   * @param rows transformed values, NaN where missing
   */
  static Baseline fit(long[] times, double[][] rows) {
    int columns = rows[0].length;
    double[] medians = new double[columns];
    float[][] seasons = new float[columns][0];
    long length = times[times.length - 1] - times[0];
    for (int j = 0; j < columns; j++) {
      double[] values = column(rows, j);
      Quantiles quantiles = new Quantiles(values);
      medians[j] = quantiles.median();
      double best = deviation(times, values, medians[j], seasons[j]);
      for (long period : new long[] {DAY, WEEK}) {
        if (length < (period == DAY ? DAILY_FROM : WEEKLY_FROM) - BIN_SECONDS) {
          continue;
        }
        float[] season = season(times, values, (int) (period / BIN_SECONDS), medians[j]);
        double deviation = deviation(times, values, medians[j], season);
        if (deviation < WORTHWHILE * best) {
          best = deviation;
          seasons[j] = season;
        }
      }
    }
    return new Baseline(medians, seasons);
  }

  private static double[] column(double[][] rows, int column) {
    double[] values = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      values[i] = rows[i][column];
    }
    return values;
  }

  private static float[] season(long[] times, double[] values, int bins, double fallback) {
    double[][] binned = new double[bins][4];
    int[] counts = new int[bins];
    for (int i = 0; i < values.length; i++) {
      if (!Double.isNaN(values[i])) {
        int bin = bin(times[i], bins);
        if (counts[bin] == binned[bin].length) {
          binned[bin] = Arrays.copyOf(binned[bin], 2 * counts[bin]);
        }
        binned[bin][counts[bin]++] = values[i];
      }
    }
    double[] medians = new double[bins];
    for (int bin = 0; bin < bins; bin++) {
      medians[bin] = new Quantiles(Arrays.copyOf(binned[bin], counts[bin])).median();
    }
    float[] season = new float[bins];
    double[] near = new double[2 * REACH + 1];
    for (int bin = 0; bin < bins; bin++) {
      for (int k = 0; k < near.length; k++) {
        near[k] = medians[Math.floorMod(bin + k - REACH, bins)];
      }
      double median = new Quantiles(near).median();
      season[bin] = (float) (Double.isNaN(median) ? fallback : median);
    }
    return season;
  }

  private static double deviation(long[] times, double[] values, double median, float[] season) {
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      if (!Double.isNaN(values[i])) {
        sum += Math.abs(values[i] - at(times[i], median, season));
      }
    }
    return sum;
  }

  private static double at(long time, double median, float[] season) {
    return season.length == 0 ? median : season[bin(time, season.length)];
  }

  private static int bin(long time, int bins) {
    return (int) Math.floorMod(Math.floorDiv(time, (long) BIN_SECONDS), (long) bins);
  }

  /** What is usual for a feature then, transformed; NaN when it was never seen. */
  double at(int column, long time) {
    return at(time, medians[column], seasons[column]);
  }

  /** The median over all times. */
  double median(int column) {
    return medians[column];
  }

  boolean isSeasonal(int column) {
    return seasons[column].length > 0;
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(medians.length);
    for (int j = 0; j < medians.length; j++) {
      out.writeDouble(medians[j]);
      ModelCodec.writeFloats(out, seasons[j]);
    }
  }

  static Baseline read(DataInput in) throws IOException {
    int columns = ModelCodec.readCount(in);
    double[] medians = new double[columns];
    float[][] seasons = new float[columns][];
    for (int j = 0; j < columns; j++) {
      medians[j] = in.readDouble();
      seasons[j] = ModelCodec.readFloats(in);
    }
    return new Baseline(medians, seasons);
  }
}
