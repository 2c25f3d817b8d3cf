package io.plumbline.detector.store;

import io.plumbline.detector.store.RefusedActionException.Reason;
import io.plumbline.elk.JsonAnswer;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Incidents as people see them, and what people do about them. An action goes into the audit trail
 * first, then into the incident's document; a monitor learns of it from the trail.
 */
public final class IncidentStore {
  /** How many incidents are listed at most, the latest. */
  public static final int LISTED_MAX = 1_000;

  private static final int CANDIDATES_MAX = 10;
  private static final int EVIDENCE_MAX = 5;
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  private final Documents documents;
  private final ActionStore actions;

  public IncidentStore(Documents documents) {
    this.documents = documents;
    this.actions = new ActionStore(documents);
  }

  /**
   * Incidents that were open at some time since an instant, the latest first.
   *
   * @param status {@code open} or {@code closed}; null for both
   */
  public List<StoredIncident> list(@Nullable String status, Instant since) throws IOException {
    ObjectNode query = documents.object();
    query.put("size", LISTED_MAX);
    query.putArray("sort").addObject().put("incident.opened", "desc");
    ObjectNode bool = query.putObject("query").putObject("bool");
    ArrayNode either = bool.putArray("should");
    either.addObject().putObject("term").put("incident.status", "open");
    either.addObject().putObject("range").putObject("@timestamp").put("gte", since.toString());
    bool.put("minimum_should_match", 1);
    if (status != null) {
      bool.putArray("filter").addObject().putObject("term").put("incident.status", status);
    }
    return search(query);
  }

  /**
   * The incident with an id, or with the only id that begins so.
   *
   * @throws RefusedActionException when there is none or several
   */
  public StoredIncident find(String idOrPrefix) throws IOException, RefusedActionException {
    List<StoredIncident> found = List.of();
    if (ID.matcher(idOrPrefix).matches()) {
      ObjectNode query = documents.object();
      query.put("size", CANDIDATES_MAX);
      ObjectNode bool = query.putObject("query").putObject("bool");
      bool.putObject("must").putObject("prefix").put("incident.id", idOrPrefix);
      bool.putObject("should").putObject("term").put("incident.id", idOrPrefix);
      found = search(query);
    }
    if (found.isEmpty()) {
      throw new RefusedActionException(
          Reason.UNKNOWN,
          "There is no incident " + idOrPrefix + ": 'detector incidents --status all' lists them");
    }
    if (found.size() > 1 && !found.getFirst().id().equals(idOrPrefix)) {
      throw new RefusedActionException(
          Reason.AMBIGUOUS,
          "Several incidents begin with "
              + idOrPrefix
              + ": "
              + found.stream().map(StoredIncident::id).collect(Collectors.joining(", ")));
    }
    return found.getFirst();
  }

  private List<StoredIncident> search(ObjectNode query) throws IOException {
    JsonAnswer refreshed = documents.send("POST", "/" + IncidentDocument.INDEX + "/_refresh", null);
    if (refreshed.status() == 404) {
      throw new IOException(
          "There are no incidents in this Elasticsearch, the index "
              + IncidentDocument.INDEX
              + " is missing: run 'detector train', then 'detector monitor'");
    }
    refreshed.orThrow("Refreshing incidents");
    JsonNode answer =
        documents
            .send("POST", "/" + IncidentDocument.INDEX + "/_search", query.toString())
            .orThrow("Searching incidents");
    List<StoredIncident> incidents = new ArrayList<>();
    for (JsonNode hit : answer.path("hits").path("hits")) {
      incidents.add(StoredIncident.read(hit.path("_source")));
    }
    return incidents;
  }

  /** What was done about an incident, the first first. */
  public List<Action> trail(StoredIncident incident) throws IOException {
    return actions.of(incident.id());
  }

  /** The oddest windows of an incident, the oddest first. */
  public List<Evidence> evidence(StoredIncident incident) throws IOException {
    String stream = "/" + AnomalyDocument.STREAM;
    documents
        .send("POST", stream + "/_refresh?ignore_unavailable=true", null)
        .orThrow("Refreshing anomalies");
    ObjectNode query = documents.object();
    query.put("size", EVIDENCE_MAX);
    query.putArray("sort").addObject().put("anomaly.score", "desc").put("@timestamp", "asc");
    query.putObject("query").putObject("term").put("incident.id", incident.id());
    String path = stream + "/_search?ignore_unavailable=true";
    JsonNode answer = documents.send("POST", path, query.toString()).orThrow("Reading anomalies");
    List<Evidence> evidence = new ArrayList<>();
    for (JsonNode hit : answer.path("hits").path("hits")) {
      JsonNode source = hit.path("_source");
      JsonNode anomaly = source.path("anomaly");
      try {
        evidence.add(
            new Evidence(
                Instant.parse(source.path("@timestamp").asString("")),
                source.path("service").path("name").asString(""),
                anomaly.path("score").asDouble(0),
                source.path("message").asString(""),
                anomaly.path("query").path("traces").asString(""),
                anomaly.path("query").path("logs").asString(""),
                anomaly.path("query").path("metrics").asString("")));
      } catch (DateTimeException e) {
        throw new IOException("an anomaly cannot be read: " + source, e);
      }
    }
    return evidence;
  }

  /**
   * Notes that somebody looks after an open incident.
   *
   * @return the incident as it is then
   * @throws IllegalArgumentException when the name or the note cannot be taken
   */
  public StoredIncident acknowledge(String idOrPrefix, String by, String note, Instant at)
      throws IOException, RefusedActionException {
    Action action = new Action(idOrPrefix, Action.ACK, by, note, at);
    StoredIncident incident = findOpen(idOrPrefix);
    actions.add(action.onIncident(incident.id()));
    ObjectNode fields = documents.object();
    fields
        .putObject("incident")
        .putObject("acknowledged")
        .put("by", action.by())
        .put("at", at.toString());
    update(incident.id(), fields);
    return find(incident.id());
  }

  /**
   * Closes an open incident.
   *
   * @return the incident as it is then
   * @throws IllegalArgumentException when the name or the note cannot be taken
   */
  public StoredIncident close(String idOrPrefix, String by, String note, Instant at)
      throws IOException, RefusedActionException {
    Action action = new Action(idOrPrefix, Action.CLOSE, by, note, at);
    StoredIncident incident = findOpen(idOrPrefix);
    boolean first = actions.add(action.onIncident(incident.id()));
    Action closing = closing(incident);
    // Also when somebody else was first: their change of the document may not have come about.
    String closed = (closing == null ? at : closing.at()).toString();
    ObjectNode fields = documents.object();
    fields.put("@timestamp", closed);
    fields.putObject("incident").put("status", "closed").put("closed", closed);
    update(incident.id(), fields);
    StoredIncident now = find(incident.id());
    if (!first) {
      throw alreadyClosed(now);
    }
    return now;
  }

  private StoredIncident findOpen(String idOrPrefix) throws IOException, RefusedActionException {
    StoredIncident incident = find(idOrPrefix);
    if (!incident.isOpen()) {
      throw alreadyClosed(incident);
    }
    return incident;
  }

  private RefusedActionException alreadyClosed(StoredIncident incident) throws IOException {
    Action closing = closing(incident);
    Instant closed = incident.closed();
    String since = closed == null ? "" : " since " + closed.truncatedTo(ChronoUnit.SECONDS);
    String who = closing == null ? "" : ", by " + closing.by();
    return new RefusedActionException(
        Reason.CLOSED, "Incident " + incident.id() + " is closed already" + since + who);
  }

  private @Nullable Action closing(StoredIncident incident) throws IOException {
    return actions.of(incident.id()).stream()
        .filter(action -> action.kind().equals(Action.CLOSE))
        .findFirst()
        .orElse(null);
  }

  private void update(String id, ObjectNode fields) throws IOException {
    Documents.Bulk bulk = documents.bulk();
    bulk.update(IncidentDocument.INDEX, id, fields);
    bulk.send(true);
  }
}
