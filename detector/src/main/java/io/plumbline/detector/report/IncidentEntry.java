package io.plumbline.detector.report;

import io.plumbline.detector.explain.Severity;
import io.plumbline.detector.store.StoredIncident;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An incident with what its windows tell.
 *
 * @param stored as its document has it
 * @param reasons why each suspect is suspected
 * @param topFeatures ids of those that speak against the blamed service, the strongest first
 * @param reported end of the window in which it opened, as far as that is known; else of its first
 * @param worst the oddest window of the blamed service; null when that is not known
 */
public record IncidentEntry(
    StoredIncident stored,
    Map<String, String> reasons,
    List<String> topFeatures,
    Instant reported,
    @Nullable OddWindow worst) {
  static final Comparator<IncidentEntry> WORST_FIRST =
      Comparator.comparingDouble((IncidentEntry one) -> -one.score())
          .thenComparing(IncidentEntry::opened)
          .thenComparing(IncidentEntry::id);

  public IncidentEntry {
    reasons = Map.copyOf(reasons);
    topFeatures = List.copyOf(topFeatures);
  }

  /** The incident of a document, whose windows are not known yet. */
  static IncidentEntry read(JsonNode source) throws IOException {
    StoredIncident stored = StoredIncident.read(source);
    JsonNode incident = source.path("incident");
    Map<String, String> reasons = new HashMap<>();
    for (JsonNode one : incident.path("suspects")) {
      reasons.put(one.path("service").asString(""), one.path("reason").asString(""));
    }
    List<String> topFeatures = new ArrayList<>();
    incident.path("top_features").forEach(one -> topFeatures.add(one.asString("")));
    Instant first = stored.opened().plusSeconds(stored.windowSeconds());
    return new IncidentEntry(stored, reasons, topFeatures, first, null);
  }

  String id() {
    return stored.id();
  }

  /** The service that is blamed. */
  String service() {
    return stored.cause();
  }

  String reason() {
    return stored.reason();
  }

  Instant opened() {
    return stored.opened();
  }

  /** End of its last odd window. */
  Instant updated() {
    return stored.updated();
  }

  double score() {
    return stored.score();
  }

  List<OddWindow.Evidence> evidence() {
    return worst == null ? List.of() : worst.evidence();
  }

  Severity severity() {
    return Severity.of(stored.score());
  }

  boolean isOpen() {
    return stored.isOpen();
  }

  /** How long services were odd, as in "for 5 min". */
  String howLong(Instant now) {
    return isOpen()
        ? "still open after " + Words.length(Duration.between(opened(), now))
        : "for " + Words.length(Duration.between(opened(), updated()));
  }

  /** Those that were odd beside the one that is blamed. */
  List<String> affected() {
    return stored.services().stream().filter(one -> !one.equals(service())).toList();
  }

  /** The same with what its windows tell. */
  IncidentEntry with(Instant knownReported, @Nullable OddWindow oddest) {
    return new IncidentEntry(stored, reasons, topFeatures, knownReported, oddest);
  }

  /** KQL for the server spans of what it touched, as Kibana's search bar takes it. */
  String traceQuery() {
    return logQuery() + " and kind : (\"Server\" or \"Consumer\")";
  }

  /** KQL for the logs of what it touched. */
  String logQuery() {
    List<String> names = stored.services().isEmpty() ? List.of(service()) : stored.services();
    List<String> quoted =
        names.stream()
            .map(name -> '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
            .toList();
    String who = quoted.size() == 1 ? quoted.getFirst() : "(" + String.join(" or ", quoted) + ")";
    return "resource.attributes.service.name : %s and @timestamp >= \"%s\" and @timestamp < \"%s\""
        .formatted(who, opened(), updated());
  }
}
