package io.plumbline.detector.report;

import io.plumbline.detector.explain.Severity;
import io.plumbline.detector.incident.Impact;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An incident as it is stored, with the oddest window of the service that is blamed.
 *
 * @param service the one that is blamed
 * @param reported end of the window in which it opened, as far as that is known; else of its first
 * @param updated end of its last odd window
 * @param closed null while open
 * @param score the highest, 0–100
 * @param windows count of odd ones
 * @param services all that were odd
 * @param topFeatures ids of those that speak against the blamed service, the strongest first
 * @param suspects the strongest first
 * @param clues what else is known, such as deployments, traces and log templates
 * @param worst the oddest window of the blamed service; null when that is not known
 */
public record IncidentEntry(
    String id,
    String service,
    Instant opened,
    Instant reported,
    Instant updated,
    @Nullable Instant closed,
    double score,
    long windows,
    List<String> services,
    String reason,
    String explanation,
    List<String> topFeatures,
    List<Suspect> suspects,
    List<Clue> clues,
    Impact impact,
    @Nullable OddWindow worst) {
  static final Comparator<IncidentEntry> WORST_FIRST =
      Comparator.comparingDouble((IncidentEntry one) -> -one.score())
          .thenComparing(IncidentEntry::opened)
          .thenComparing(IncidentEntry::id);

  public IncidentEntry {
    services = List.copyOf(services);
    topFeatures = List.copyOf(topFeatures);
    suspects = List.copyOf(suspects);
    clues = List.copyOf(clues);
  }

  /** A service that may be the cause, how strongly, and why. */
  public record Suspect(String service, double strength, String reason) {}

  /**
   * Something worth knowing about an incident.
   *
   * @param kind as it is stored, such as {@code worst_trace}
   */
  public record Clue(String kind, String service, Instant at, String text) {}

  List<OddWindow.Evidence> evidence() {
    return worst == null ? List.of() : worst.evidence();
  }

  Severity severity() {
    return Severity.of(score);
  }

  boolean isOpen() {
    return closed == null;
  }

  /** How long services were odd, as in "for 5 min". */
  String howLong(Instant now) {
    return isOpen()
        ? "still open after " + Words.length(Duration.between(opened, now))
        : "for " + Words.length(Duration.between(opened, updated));
  }

  /** Those that were odd beside the one that is blamed. */
  List<String> affected() {
    return services.stream().filter(one -> !one.equals(service)).toList();
  }

  /** The same with what its windows tell. */
  IncidentEntry with(Instant knownReported, @Nullable OddWindow oddest) {
    return new IncidentEntry(
        id,
        service,
        opened,
        knownReported,
        updated,
        closed,
        score,
        windows,
        services,
        reason,
        explanation,
        topFeatures,
        suspects,
        clues,
        impact,
        oddest);
  }

  /** KQL for the server spans of what it touched, as Kibana's search bar takes it. */
  String traceQuery() {
    return logQuery() + " and kind : (\"Server\" or \"Consumer\")";
  }

  /** KQL for the logs of what it touched. */
  String logQuery() {
    List<String> names = services.isEmpty() ? List.of(service) : services;
    List<String> quoted =
        names.stream()
            .map(name -> '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
            .toList();
    String who = quoted.size() == 1 ? quoted.getFirst() : "(" + String.join(" or ", quoted) + ")";
    return "resource.attributes.service.name : %s and @timestamp >= \"%s\" and @timestamp < \"%s\""
        .formatted(who, opened, updated);
  }
}
