package io.plumbline.detector.store;

import io.plumbline.detector.features.WindowGrid;
import io.plumbline.detector.incident.Incident;
import io.plumbline.detector.incident.Note;
import io.plumbline.detector.incident.Suspect;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** An incident as a document, in ECS fields where there are some. */
final class IncidentDocument {
  static final String INDEX = "incidents-plumbline";

  /** The status of an incident that is none, beside open and closed. */
  static final String WITHDRAWN = "withdrawn";

  private static final String WHY_WITHDRAWN =
      "Withdrawn: with telemetry that arrived late, nothing is odd there any more. It was: ";

  private IncidentDocument() {}

  static void write(ObjectNode root, Incident incident, WindowGrid grid) {
    root.put("@timestamp", latest(incident).toString());
    root.putObject("event").put("kind", "alert").put("created", incident.opened().toString());
    root.putObject("service").put("name", incident.cause());
    root.put("message", incident.explanation());
    ObjectNode node = root.putObject("incident");
    node.put("id", incident.id());
    node.put("status", incident.isOpen() ? "open" : "closed");
    node.put("opened", incident.opened().toString());
    node.put("updated", incident.updated().toString());
    Instant closed = incident.closed();
    if (closed == null) {
      node.putNull("closed");
    } else {
      node.put("closed", closed.toString());
    }
    node.put("severity", incident.severity().id());
    node.put("score", AnomalyDocument.round(incident.score()));
    node.put("windows", incident.windows());
    node.putObject("window").put("seconds", grid.seconds());
    ArrayNode services = node.putArray("services");
    incident.services().forEach(services::add);
    node.putObject("cause")
        .put("service", incident.cause())
        .put("reason", incident.suspect().reason());
    ArrayNode ranking = node.putArray("suspects");
    for (String service : incident.ranking()) {
      Suspect suspect = incident.suspects().get(service);
      ObjectNode one = ranking.addObject().put("service", service);
      one.put("strength", suspect == null ? 0 : AnomalyDocument.round(suspect.strength()));
      one.put("reason", suspect == null ? "" : suspect.reason());
    }
    ArrayNode top = node.putArray("top_features");
    incident.suspect().features().forEach(top::add);
    ArrayNode evidence = node.putArray("evidence");
    for (Note note : incident.notes()) {
      evidence
          .addObject()
          .put("kind", note.kind().id())
          .put("service", note.service())
          .put("at", note.at().toString())
          .put("text", note.text());
    }
    ObjectNode impact = node.putObject("impact");
    impact.put("requests", incident.impact().requests());
    impact.put("failed", incident.impact().failed());
    AnomalyDocument.put(impact, "error_budget", incident.impact().budget());
    node.put("explanation", incident.explanation());
  }

  /** The fields of an incident that is none that differ from those of a closed one. */
  static void withdraw(ObjectNode root, StoredIncident incident, Instant to) {
    String closed = (incident.closed() == null ? to : incident.closed()).toString();
    String explanation = WHY_WITHDRAWN + incident.explanation();
    root.put("@timestamp", closed).put("message", explanation);
    root.putObject("incident")
        .put("status", WITHDRAWN)
        .put("closed", closed)
        .put("explanation", explanation);
  }

  private static Instant latest(Incident incident) {
    @Nullable Instant closed = incident.closed();
    return closed == null ? incident.updated() : closed;
  }
}
