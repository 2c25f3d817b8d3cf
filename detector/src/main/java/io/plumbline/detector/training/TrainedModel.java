package io.plumbline.detector.training;

import io.plumbline.detector.features.Facet;
import io.plumbline.detector.features.Scope;
import io.plumbline.detector.features.WindowGrid;
import io.plumbline.detector.graph.Topology;
import io.plumbline.detector.model.ServiceModel;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is normal for all services of an environment, as learned from one stretch of time.
 *
 * @param id names this training
 * @param version counts the trainings of an environment
 * @param created when it was trained
 * @param grid the windows it was trained on and can judge
 * @param from start of the stretch
 * @param to end of the stretch
 * @param seed what the forests' randomness comes from
 * @param scope what of the services is looked at
 * @param services by name; those with too few windows are not there
 */
public record TrainedModel(
    String id,
    long version,
    Instant created,
    WindowGrid grid,
    Instant from,
    Instant to,
    long seed,
    Scope scope,
    SortedMap<String, TrainedService> services) {
  public TrainedModel {
    services = Collections.unmodifiableSortedMap(new TreeMap<>(services));
  }

  /** Stands for no model: nothing is usual for anybody. */
  public static TrainedModel untrained(WindowGrid grid, Instant now, Scope scope) {
    return new TrainedModel("none", 0, now, grid, now, now, 0, scope, new TreeMap<>());
  }

  public Topology topology() {
    return scope.topology();
  }

  /** How much the model can know. */
  public Maturity maturity() {
    return isTrained() ? Maturity.of(Duration.between(from, to)) : Maturity.RULES;
  }

  /** Whether there is a model of any service. */
  public boolean isTrained() {
    return version > 0;
  }

  /**
   * The models of one service.
   *
   * @param model of the whole service
   * @param windows count of windows it was trained on
   * @param facets the models of its facets
   */
  public record TrainedService(
      ServiceModel model, int windows, SortedMap<Facet, ServiceModel> facets) {
    public TrainedService {
      facets = Collections.unmodifiableSortedMap(new TreeMap<>(facets));
    }
  }

  public TrainedModel withServices(Map<String, TrainedService> others) {
    return new TrainedModel(
        id, version, created, grid, from, to, seed, scope, new TreeMap<>(others));
  }

  /** The seed of one service's model: different for each, the same whoever else is trained. */
  public static long seedOf(String service, long seed) {
    return seed * 31 + service.hashCode();
  }
}
