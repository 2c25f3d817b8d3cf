package io.plumbline.detector.features;

import java.util.Arrays;

/**
 * What a service did in a window: one number per {@link Feature}, NaN where nothing is known.
 * Immutable.
 */
public final class FeatureRow {
  private final String service;
  private final Window window;
  private final double[] values;

  /** A row of these values, in the order of {@link Feature#all}. */
  public FeatureRow(String service, Window window, double[] values) {
    if (values.length != Feature.all().size()) {
      throw new IllegalArgumentException(
          "a row must have " + Feature.all().size() + " values: " + values.length);
    }
    this.service = service;
    this.window = window;
    this.values = values.clone();
  }

  public String service() {
    return service;
  }

  public Window window() {
    return window;
  }

  public double value(Feature feature) {
    return values[feature.column()];
  }

  public double[] values() {
    return values.clone();
  }

  /** Whether nothing at all was heard of the service. */
  public boolean isSilent() {
    for (Feature feature : Feature.all()) {
      double value = value(feature);
      if (!(Double.isNaN(value) || (feature.isRate() && value == 0))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return service + " " + window.start() + " " + Arrays.toString(values);
  }
}
