package io.plumbline.detector.features;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Collects values of services and windows, signal by signal, into rows. What nobody put stays NaN,
 * except rates: in a window of a service's life without a span or log, those are 0.
 */
public final class FeatureTable {
  private static final List<Feature> RATES =
      Feature.all().stream().filter(Feature::isRate).toList();

  private final WindowGrid grid;
  private final Map<String, NavigableMap<Instant, double[]>> services = new TreeMap<>();

  public FeatureTable(WindowGrid grid) {
    this.grid = grid;
  }

  void put(String service, Instant start, Feature feature, double value) {
    double[] values =
        services
            .computeIfAbsent(service, _ -> new TreeMap<>())
            .computeIfAbsent(start, _ -> empty());
    values[feature.column()] = value;
  }

  /**
   * The rows in [from, to) ordered by window, then service.
   *
   * @param alive services that live through the whole range, whether seen in it or not; the others
   *     live from their first to their last window seen
   */
  public List<FeatureRow> rows(Instant from, Instant to, Set<String> alive) {
    Set<String> names = new TreeSet<>(services.keySet());
    names.addAll(alive);
    List<FeatureRow> rows = new ArrayList<>();
    for (Window window : grid.between(from, to)) {
      for (String service : names) {
        NavigableMap<Instant, double[]> seen = services.getOrDefault(service, new TreeMap<>());
        if (alive.contains(service) || lives(seen, window.start())) {
          double[] values = seen.getOrDefault(window.start(), empty());
          rows.add(new FeatureRow(service, window, withRates(values)));
        }
      }
    }
    return rows;
  }

  private static boolean lives(NavigableMap<Instant, double[]> seen, Instant start) {
    return !seen.isEmpty() && !start.isBefore(seen.firstKey()) && !start.isAfter(seen.lastKey());
  }

  private static double[] withRates(double[] values) {
    double[] filled = values.clone();
    for (Feature rate : RATES) {
      if (Double.isNaN(filled[rate.column()])) {
        filled[rate.column()] = 0;
      }
    }
    return filled;
  }

  private static double[] empty() {
    double[] values = new double[Feature.all().size()];
    Arrays.fill(values, Double.NaN);
    return values;
  }
}
