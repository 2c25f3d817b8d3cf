package io.plumbline.detector.incident;

import io.plumbline.detector.explain.FeaturePart;
import io.plumbline.detector.explain.ScoredFacet;
import io.plumbline.detector.explain.ScoredWindow;
import io.plumbline.detector.features.Feature;
import io.plumbline.detector.graph.ServiceGraph;
import io.plumbline.detector.rules.RuleFinding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which of the services that are odd at the same time is the likely cause.
 *
 * <p>A service is judged by what only it can answer for: its self time and own errors (callees
 * taken off), its CPU and memory, a change of load that no caller of it shares, and rules that it
 * breaks. Its latency and error rate say nothing when a callee can explain them. Weights, and why:
 *
 * <ul>
 *   <li>CPU counts double: who uses up a shared machine slows everyone's self time on it, while a
 *       slow service raises nobody's CPU.
 *   <li>More load, wherever it starts, explains slowness, errors, CPU and logs downstream, so these
 *       count {@value #UNDER_LOAD} where the load has risen.
 *   <li>Logs count half: a caller also logs what its callee does to it.
 *   <li>Time on the way to a service counts {@value #ON_THE_WAY}: it may also be its caller that
 *       was slow to send.
 *   <li>A facet that is slow or fails counts {@value #OF_FACET}, since it has few requests; {@value
 *       #EXPLAINED} where a callee is odd, too, which then explains it; and nothing where it is
 *       about a callee or a host.
 *   <li>A broken rule counts with its surprise; but {@value #BESIDE_MODEL} of it for a service that
 *       has a model, whose features say the same more exactly.
 * </ul>
 */
final class CauseRanking {
  /** A change of load of fewer widths is the load's own wobble. */
  private static final double LOAD_MIN = 2.5;

  /** From this rise on, load explains what else is odd. */
  private static final double LOAD_EXPLAINS = 4;

  /** More than any other weight, since a spike can drive everything behind it to the limit. */
  private static final double LOAD_WEIGHT = 2.5;

  /** A resource that is fewer widths up is no cause by itself. */
  private static final double RESOURCE_MIN = 3;

  private static final double UNDER_LOAD = 0.4;

  private static final double BESIDE_MODEL = 0.3;

  private static final double ON_THE_WAY = 0.5;

  private static final double OF_FACET = 0.5;

  private static final double EXPLAINED = 0.1;

  /** A callee of this surprise may explain its callers. */
  private static final double ODD = 2;

  /** A caller shares a change of load when its own is at least this part of it. */
  private static final double SHARED_LOAD = 0.5;

  private final Map<String, ScoredWindow> windows;
  private final ServiceGraph graph;

  private CauseRanking(Map<String, ScoredWindow> windows, ServiceGraph graph) {
    this.windows = windows;
    this.graph = graph;
  }

  /** A fact, what it is about (a feature or a rule), and how much it says. */
  private record Evidence(String subject, String fact, double strength) {
    static Evidence of(FeaturePart part, double strength) {
      return new Evidence(part.feature().id(), part.fact(), strength);
    }
  }

  /**
   * The suspects behind a group of odd services: its members, all that they call, and who calls
   * them.
   *
   * @param windows the window of every service, odd or not
   */
  static Map<String, Suspect> rank(
      Set<String> group, Map<String, ScoredWindow> windows, ServiceGraph graph) {
    CauseRanking ranking = new CauseRanking(windows, graph);
    Set<String> suspected = graph.downstream(group);
    for (String member : group) {
      suspected.addAll(graph.callers(member));
    }
    Map<String, Suspect> suspects = new TreeMap<>();
    for (String service : suspected) {
      ScoredWindow window = windows.get(service);
      if (window != null) {
        suspects.put(service, ranking.suspect(window));
      }
    }
    return suspects;
  }

  private Suspect suspect(ScoredWindow window) {
    List<Evidence> evidence = evidence(window);
    evidence.sort(Comparator.comparingDouble(Evidence::strength).reversed());
    List<Evidence> strong = evidence.stream().filter(e -> e.strength > 0).limit(3).toList();
    if (strong.isEmpty()) {
      return Suspect.of(0, "nothing of its own is odd", List.of());
    }
    List<String> features = strong.stream().map(Evidence::subject).toList();
    Evidence best = strong.getFirst();
    return Suspect.of(best.strength, best.fact, features);
  }

  private List<Evidence> evidence(ScoredWindow window) {
    double load = window.part(Feature.REQUEST_RATE).deviation();
    double weight = load >= LOAD_EXPLAINS ? UNDER_LOAD : 1;
    List<Evidence> evidence = new ArrayList<>();
    if (Math.abs(load) >= LOAD_MIN && !isShared(window.service(), load)) {
      double loadWeight = load >= LOAD_EXPLAINS ? LOAD_WEIGHT : 1;
      evidence.add(Evidence.of(window.part(Feature.REQUEST_RATE), loadWeight * Math.abs(load)));
    }
    add(evidence, window, Feature.SELF_ERROR_RATE, 1.3 * weight, 0);
    add(evidence, window, Feature.SELF_TIME, weight, 0);
    add(evidence, window, Feature.EDGE_TIME, ON_THE_WAY * weight, 0);
    add(evidence, window, Feature.CPU, weight < 1 ? weight : 2, RESOURCE_MIN);
    add(evidence, window, Feature.MEMORY, 1.2 * weight, RESOURCE_MIN);
    add(evidence, window, Feature.MEMORY_RETAINED, 1.2 * weight, RESOURCE_MIN);
    add(evidence, window, Feature.LOG_ERROR_RATE, 0.5 * weight, 0);
    add(evidence, window, Feature.LOG_WARN_RATE, 0.5 * weight, 0);
    if (Double.isNaN(window.part(Feature.SELF_TIME).actual())) {
      add(evidence, window, Feature.LATENCY_P95, 0.5 * weight, 0);
    }
    for (ScoredFacet facet : window.facets()) {
      double facetWeight = weight * weight(window.service(), facet);
      worst(facet)
          .ifPresent(part ->
              evidence.add(
                  new Evidence(
                      facet.facet().id(),
                      facet.facet().label() + ": " + part.fact(),
                      facetWeight * part.deviation())));
    }
    double trust = window.hasModel() ? BESIDE_MODEL : 1;
    for (RuleFinding rule : window.broken()) {
      evidence.add(new Evidence(rule.ruleId(), rule.message(), trust * rule.surprise()));
    }
    return evidence;
  }

  /** What is worst about a facet; more requests are no fault of who serves them. */
  private static Optional<FeaturePart> worst(ScoredFacet facet) {
    return facet.parts().stream()
        .filter(part -> part.feature() != Feature.REQUEST_RATE && part.deviation() > 0)
        .max(Comparator.comparingDouble(FeaturePart::deviation));
  }

  private double weight(String service, ScoredFacet facet) {
    return switch (facet.facet().kind()) {
      case OPERATION, SERVED, CALLED, LOG -> hasOddCallee(service) ? EXPLAINED : OF_FACET;
      case METRIC -> OF_FACET;
      case CALLEE, HOST -> 0;
    };
  }

  private boolean hasOddCallee(String service) {
    return graph.callees(service).stream()
        .map(windows::get)
        .anyMatch(callee -> callee != null && callee.surprise() >= ODD);
  }

  private static void add(
      List<Evidence> evidence, ScoredWindow window, Feature feature, double weight, double least) {
    FeaturePart part = window.part(feature);
    if (part.deviation() > least) {
      evidence.add(Evidence.of(part, weight * part.deviation()));
    }
  }

  private boolean isShared(String service, double load) {
    for (String caller : graph.callers(service)) {
      ScoredWindow window = windows.get(caller);
      if (window != null) {
        double callers = window.part(Feature.REQUEST_RATE).deviation();
        if (callers * load > 0 && Math.abs(callers) >= SHARED_LOAD * Math.abs(load)) {
          return true;
        }
      }
    }
    return false;
  }
}
