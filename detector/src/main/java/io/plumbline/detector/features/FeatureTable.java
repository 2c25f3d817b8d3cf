package io.plumbline.detector.features;

import io.plumbline.detector.graph.Peer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SortedMap;
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
  private final Set<String> kept;
  private final Map<String, NavigableMap<Instant, Cell>> services = new TreeMap<>();
  private final Map<Instant, Map<String, SortedMap<Facet, double[]>>> hosts = new TreeMap<>();
  private final Set<Peer> unknownPeers = new HashSet<>();

  /**
   * An empty table.
   *
   * @param kept services whose rows are wanted, what is put to others is dropped; all if empty
   */
  FeatureTable(WindowGrid grid, Set<String> kept) {
    this.grid = grid;
    this.kept = kept;
  }

  /** What is known of a service in a window. */
  static final class Cell {
    private final double[] values = new double[Feature.all().size()];
    private final SortedMap<Facet, double[]> facets = new TreeMap<>();
    private double servedMillis;
    private double served;
    private double waitedMillis;
    private double waited;
    private boolean calleesKnown = true;
    private final Set<String> hosts = new TreeSet<>();

    private Cell() {
      Arrays.fill(values, Double.NaN);
    }

    void put(Feature feature, double value) {
      values[feature.column()] = value;
    }

    /** Puts the values of a facet, in the order of its kind's features. */
    void put(Facet facet, double[] facetValues) {
      facets.put(facet, facetValues);
    }

    /** Requests of the service as it saw them. */
    void served(double count, double millis) {
      served = count;
      servedMillis = millis;
    }

    /** Requests of the service as a caller saw them. */
    void waited(double count, double millis) {
      waited += count;
      waitedMillis += millis;
    }

    /** Some calls are not known to go to any service: then none's calls are all known. */
    void callsUnknownPeer() {
      calleesKnown = false;
    }

    void runsOn(String host) {
      hosts.add(host);
    }

    private FeatureRow row(
        String service, Window window, Map<String, SortedMap<Facet, double[]>> ofHosts) {
      for (String host : hosts) {
        ofHosts
            .getOrDefault(host, new TreeMap<>())
            .forEach((facet, value) ->
                facets.merge(facet, value, (one, other) -> one[0] >= other[0] ? one : other));
      }
      double[] filled = values.clone();
      for (Feature rate : RATES) {
        if (Double.isNaN(filled[rate.column()])) {
          filled[rate.column()] = 0;
        }
      }
      if (served > 0 && waited > 0) {
        double onTheWay = waitedMillis / waited - servedMillis / served;
        filled[Feature.EDGE_TIME.column()] = Math.max(0, onTheWay);
      }
      if (!calleesKnown) {
        facets.keySet().removeIf(facet -> facet.kind() == Facet.Kind.CALLEE);
      }
      return new FeatureRow(service, window, filled, facets, calleesKnown);
    }
  }

  /** Puts a metric of a host; of its services, those are told that run on it. */
  void host(String host, Instant start, Facet facet, double value) {
    hosts
        .computeIfAbsent(start, _ -> new TreeMap<>())
        .computeIfAbsent(host, _ -> new TreeMap<>())
        .put(facet, new double[] {value});
  }

  /** Puts a peer of which it is not known who answers there. */
  void unknownPeer(Peer peer) {
    unknownPeers.add(peer);
  }

  /** Peers that were called and of which it is not known who answers there. */
  Set<Peer> unknownPeers() {
    return unknownPeers;
  }

  /** The place of a service's window. */
  Cell cell(String service, Instant start) {
    if (!kept.isEmpty() && !kept.contains(service)) {
      return new Cell();
    }
    return services
        .computeIfAbsent(service, _ -> new TreeMap<>())
        .computeIfAbsent(start, _ -> new Cell());
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
        NavigableMap<Instant, Cell> seen = services.getOrDefault(service, new TreeMap<>());
        if (alive.contains(service) || lives(seen, window.start())) {
          Cell cell = seen.get(window.start());
          var ofHosts = hosts.getOrDefault(window.start(), Map.of());
          rows.add((cell == null ? new Cell() : cell).row(service, window, ofHosts));
        }
      }
    }
    return rows;
  }

  private static boolean lives(NavigableMap<Instant, Cell> seen, Instant start) {
    return !seen.isEmpty() && !start.isBefore(seen.firstKey()) && !start.isAfter(seen.lastKey());
  }
}
