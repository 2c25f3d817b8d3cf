package io.plumbline.detector.model;

/**
 * Means and covariances of points, which can be added and taken away, so that what a fold leaves
 * out costs no second pass. A missing value counts as 0, its median; values are clipped to ±{@value
 * #CLIP}, so that wild training windows do not widen normal without bound.
 */
final class Moments {
  private final int size;
  private final double[] sums;

  /** The lower triangle, row by row. */
  private final double[] products;

  private int count;

  Moments(int size) {
    this.size = size;
    sums = new double[size];
    products = new double[size * (size + 1) / 2];
  }

  void add(double[] point) {
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      values[i] = Double.isNaN(point[i]) ? 0 : point[i];
    }
    int at = 0;
    for (int i = 0; i < size; i++) {
      double value = values[i];
      sums[i] += value;
      for (int j = 0; j <= i; j++) {
        products[at + j] += value * values[j];
      }
      at += i + 1;
    }
    count++;
  }

  void add(Moments other) {
    combine(other, 1);
  }

  /** These points without others, which must be among them. */
  Moments without(Moments others) {
    Moments rest = new Moments(size);
    rest.add(this);
    rest.combine(others, -1);
    return rest;
  }

  private void combine(Moments other, int sign) {
    for (int i = 0; i < size; i++) {
      sums[i] += sign * other.sums[i];
    }
    for (int i = 0; i < products.length; i++) {
      products[i] += sign * other.products[i];
    }
    count += sign * other.count;
  }

  int count() {
    return count;
  }

  int size() {
    return size;
  }

  double mean(int column) {
    return sums[column] / count;
  }

  double covariance(int first, int second) {
    int high = Math.max(first, second);
    int low = Math.min(first, second);
    return products[high * (high + 1) / 2 + low] / count - mean(first) * mean(second);
  }
}
