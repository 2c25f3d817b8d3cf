package io.plumbline.detector.features;

import io.plumbline.detector.graph.Topology;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What of the services is looked at.
 *
 * @param operations by service, those that are watched one by one
 * @param templates by service, the log templates that are watched one by one
 * @param metrics that are watched of every service that has them
 */
public record Scope(
    Topology topology,
    SortedMap<String, Set<String>> operations,
    SortedMap<String, Set<String>> templates,
    List<MetricSource> metrics) {
  /** Whole services only. */
  public static final Scope SERVICES = of(Topology.UNKNOWN);

  public Scope {
    operations = Collections.unmodifiableSortedMap(new TreeMap<>(operations));
    templates = Collections.unmodifiableSortedMap(new TreeMap<>(templates));
    metrics = List.copyOf(metrics);
  }

  /** Whole services only, with what is known of who answers whom. */
  public static Scope of(Topology topology) {
    return new Scope(topology, new TreeMap<>(), new TreeMap<>(), List.of());
  }

  /** The same with another topology. */
  Scope with(Topology other) {
    return new Scope(other, operations, templates, metrics);
  }

  boolean isWatched(String service, String operation) {
    return operations.getOrDefault(service, Set.of()).contains(operation);
  }

  /** The names of all operations that are watched of any service. */
  Set<String> operationNames() {
    Set<String> names = new TreeSet<>();
    operations.values().forEach(names::addAll);
    return names;
  }
}
