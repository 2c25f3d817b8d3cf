package io.plumbline.detector.model;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import smile.anomaly.SVM;
import smile.math.MathEx;
import smile.math.kernel.GaussianKernel;
import smile.model.svm.KernelMachine;

/**
 * Smile's one-class support vector machine (Schölkopf et al., "Estimating the Support of a
 * High-Dimensional Distribution", 2001) with a Gaussian kernel whose width is the median distance
 * of points. Missing values count as the mean.
 */
final class OneClassSvm implements NoveltyLens {
  /** Share of training points that may lie outside. */
  private static final double NU = 0.05;

  private static final double TOLERANCE = 1e-3;

  /** Points are thinned evenly to so many: fitting takes the square of their count. */
  private static final int POINTS_MAX = 1500;

  private static final int PAIRS = 1000;

  /** Smile shuffles by a generator of the thread, which two fits would share. */
  private static final Object GENERATOR = new Object();

  private final KernelMachine<double[]> machine;
  private final double[] means;
  private final double[] widths;
  private final double sigma;

  /** How densely points lie on the border. */
  private final double border;

  private OneClassSvm(
      KernelMachine<double[]> machine, double[] means, double[] widths, double sigma) {
    this.machine = machine;
    this.means = means;
    this.widths = widths;
    this.sigma = sigma;
    this.border = Math.max(1e-9, -machine.intercept());
  }

  static OneClassSvm fit(double[][] points, long seed) {
    double[][] thinned = new double[Math.min(points.length, POINTS_MAX)][];
    for (int i = 0; i < thinned.length; i++) {
      thinned[i] = points[(int) ((long) i * points.length / thinned.length)];
    }
    int columns = points[0].length;
    double[] means = new double[columns];
    double[] widths = new double[columns];
    for (int j = 0; j < columns; j++) {
      int column = j;
      double[] values =
          Arrays.stream(thinned)
              .mapToDouble(point -> point[column])
              .filter(value -> !Double.isNaN(value))
              .toArray();
      means[j] = Arrays.stream(values).average().orElse(0);
      double sum = 0;
      for (double value : values) {
        sum += (value - means[j]) * (value - means[j]);
      }
      widths[j] = values.length == 0 ? 0 : Math.sqrt(sum / values.length);
    }
    double[][] scaled = new double[thinned.length][];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = scale(thinned[i], means, widths);
    }
    double sigma = medianDistance(scaled, new SplittableRandom(seed));
    synchronized (GENERATOR) {
      MathEx.setSeed(seed >>> 1);
      SVM<double[]> machine =
          SVM.fit(scaled, new GaussianKernel(sigma), new SVM.Options(NU, TOLERANCE));
      return new OneClassSvm(machine, means, widths, sigma);
    }
  }

  private static double[] scale(double[] point, double[] means, double[] widths) {
    double[] scaled = new double[point.length];
    for (int j = 0; j < scaled.length; j++) {
      boolean known = widths[j] > 0 && !Double.isNaN(point[j]);
      scaled[j] = known ? (point[j] - means[j]) / widths[j] : 0;
    }
    return scaled;
  }

  private static double medianDistance(double[][] points, SplittableRandom random) {
    double[] distances = new double[PAIRS];
    for (int i = 0; i < PAIRS; i++) {
      double[] a = points[random.nextInt(points.length)];
      double[] b = points[random.nextInt(points.length)];
      distances[i] = MathEx.distance(a, b);
    }
    return Math.max(1e-6, new Quantiles(distances).median());
  }

  /** ½ on the border, 1 where no point is near. */
  @Override
  public double score(double[] point) {
    double density = machine.score(scale(point, means, widths)) - machine.intercept();
    return border / (border + Math.max(0, density));
  }

  /** How much the score falls when a feature is typical. */
  @Override
  public double[] credit(double[] point) {
    double score = score(point);
    double[] credit = new double[point.length];
    for (int j = 0; j < credit.length; j++) {
      double[] without = point.clone();
      without[j] = means[j];
      credit[j] = score - score(without);
    }
    return credit;
  }

  @Override
  public void write(DataOutput out) throws IOException {
    ModelCodec.writeDoubles(out, means);
    ModelCodec.writeDoubles(out, widths);
    out.writeDouble(sigma);
    out.writeDouble(machine.intercept());
    ModelCodec.writeDoubles(out, machine.weights());
    for (double[] vector : machine.vectors()) {
      ModelCodec.writeDoubles(out, vector);
    }
  }

  static OneClassSvm read(DataInput in, int columns) throws IOException {
    double[] means = ModelCodec.readDoubles(in);
    double[] widths = ModelCodec.readDoubles(in);
    double sigma = in.readDouble();
    double intercept = in.readDouble();
    double[] weights = ModelCodec.readDoubles(in);
    if (means.length != columns || widths.length != columns || !(sigma > 0)) {
      throw new IOException("a machine of " + means.length + " features");
    }
    double[][] vectors = new double[weights.length][];
    for (int i = 0; i < vectors.length; i++) {
      vectors[i] = ModelCodec.readDoubles(in);
      if (vectors[i].length != columns) {
        throw new IOException("a vector of " + vectors[i].length + " features");
      }
    }
    KernelMachine<double[]> machine =
        new KernelMachine<>(new GaussianKernel(sigma), vectors, weights, intercept);
    return new OneClassSvm(machine, means, widths, sigma);
  }
}
