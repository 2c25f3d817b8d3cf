package io.plumbline.detector.store;

import io.plumbline.detector.incident.Impact;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An incident as its document has it.
 *
 * @param updated end of the last odd window
 * @param closed null while open
 * @param score the highest of any window, 0–100
 * @param windows count of windows in which at least one of its services was odd
 * @param services all that were odd at some time
 * @param cause the service that is likely behind it
 * @param suspects strengths by service, the strongest first
 * @param notes what else is known: deployments, traces, log lines
 * @param impact whom it touched
 * @param acknowledged null when nobody did
 */
public record StoredIncident(
    String id,
    boolean isOpen,
    Instant opened,
    Instant updated,
    @Nullable Instant closed,
    String severity,
    double score,
    long windows,
    long windowSeconds,
    List<String> services,
    String cause,
    String reason,
    String explanation,
    Map<String, Double> suspects,
    List<Note> notes,
    Impact impact,
    @Nullable Acknowledgement acknowledged) {

  /** Who looks after an incident, since when. */
  public record Acknowledgement(String by, Instant at) {}

  /** Something worth knowing beside what is odd; of a trace, the text is its id. */
  public record Note(String kind, String service, String at, String text) {}

  /**
   * The incident of a document.
   *
   * @throws IOException when a time in it is none
   */
  public static StoredIncident read(JsonNode source) throws IOException {
    JsonNode incident = source.path("incident");
    List<String> services = new ArrayList<>();
    incident.path("services").forEach(name -> services.add(name.asString("")));
    Map<String, Double> suspects = new LinkedHashMap<>();
    for (JsonNode suspect : incident.path("suspects")) {
      suspects.put(suspect.path("service").asString(""), suspect.path("strength").asDouble(0));
    }
    List<Note> notes = new ArrayList<>();
    for (JsonNode note : incident.path("evidence")) {
      notes.add(
          new Note(
              note.path("kind").asString(""),
              note.path("service").asString(""),
              note.path("at").asString(""),
              note.path("text").asString("")));
    }
    JsonNode impact = incident.path("impact");
    JsonNode acknowledged = incident.path("acknowledged");
    try {
      return new StoredIncident(
          incident.path("id").asString(""),
          incident.path("status").asString("").equals("open"),
          Instant.parse(incident.path("opened").asString("")),
          Instant.parse(incident.path("updated").asString("")),
          incident.path("closed").isString()
              ? Instant.parse(incident.path("closed").asString())
              : null,
          incident.path("severity").asString(""),
          incident.path("score").asDouble(0),
          incident.path("windows").asLong(0),
          incident.path("window").path("seconds").asLong(0),
          services,
          incident.path("cause").path("service").asString(""),
          incident.path("cause").path("reason").asString(""),
          incident.path("explanation").asString(""),
          suspects,
          notes,
          new Impact(
              impact.path("requests").asDouble(0),
              impact.path("failed").asDouble(0),
              impact.path("error_budget").asDouble(Double.NaN)),
          acknowledged.isObject()
              ? new Acknowledgement(
                  acknowledged.path("by").asString(""),
                  Instant.parse(acknowledged.path("at").asString("")))
              : null);
    } catch (DateTimeException e) {
      throw new IOException(
          "an incident in " + IncidentDocument.INDEX + " cannot be read: " + source, e);
    }
  }

  /** Writes it for programs. */
  public void write(ObjectNode node) {
    node.put("id", id).put("status", isOpen ? "open" : "closed").put("service", cause);
    node.put("opened", opened.toString()).put("updated", updated.toString());
    if (closed != null) {
      node.put("closed", closed.toString());
    }
    node.put("severity", severity).put("score", score).put("windows", windows);
    node.put("window_seconds", windowSeconds);
    ArrayNode touched = node.putArray("services");
    services.forEach(touched::add);
    node.put("reason", reason).put("explanation", explanation);
    if (acknowledged != null) {
      node.putObject("acknowledged")
          .put("by", acknowledged.by)
          .put("at", acknowledged.at.toString());
    }
  }
}
