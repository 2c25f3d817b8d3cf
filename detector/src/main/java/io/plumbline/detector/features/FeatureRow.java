package io.plumbline.detector.features;

import java.util.Arrays;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a service did in a window: one number per {@link Feature}, NaN where nothing is known, and
 * those of its facets. Immutable.
 */
public final class FeatureRow {
  private final String service;
  private final Window window;
  private final double[] values;
  private final SortedMap<Facet, double[]> facets;
  private final boolean calleesKnown;

  /** A row of these values, in the order of {@link Feature#all}, without facets. */
  public FeatureRow(String service, Window window, double[] values) {
    this(service, window, values, new TreeMap<>(), true);
  }

  /**
   * A row with facets.
   *
   * @param facets by facet its values in the order of its kind's features; they are not copied
   * @param calleesKnown whether a callee that is not among the facets was not called
   */
  FeatureRow(
      String service,
      Window window,
      double[] values,
      SortedMap<Facet, double[]> facets,
      boolean calleesKnown) {
    if (values.length != Feature.all().size()) {
      throw new IllegalArgumentException(
          "a row must have " + Feature.all().size() + " values: " + values.length);
    }
    this.service = service;
    this.window = window;
    this.values = values.clone();
    this.calleesKnown = calleesKnown;
    this.facets = Collections.unmodifiableSortedMap(facets);
  }

  /** A row of a service of which nothing is known. */
  public static FeatureRow unknown(String service, Window window) {
    double[] values = new double[Feature.all().size()];
    Arrays.fill(values, Double.NaN);
    return new FeatureRow(service, window, values);
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

  /** The facets that were seen in the window. */
  public Iterable<Facet> facets() {
    return facets.keySet();
  }

  /**
   * The values of a facet: those of nothing where it was not seen, none where that may be since it
   * is not known who was called.
   */
  public double[] values(Facet facet) {
    double[] seen = facets.get(facet);
    if (seen != null) {
      return seen.clone();
    }
    return facet.kind() == Facet.Kind.CALLEE && !calleesKnown ? facet.unknown() : facet.nothing();
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
