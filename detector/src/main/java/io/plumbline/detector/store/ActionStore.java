package io.plumbline.detector.store;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The audit trail of incidents: actions are added, never changed, never removed. */
public final class ActionStore {
  static final String INDEX = "actions-plumbline";

  /** More than people do about one incident, or close while a monitor is away. */
  private static final int READ_MAX = 10_000;

  private final Documents documents;

  public ActionStore(Documents documents) {
    this.documents = documents;
  }

  /**
   * Adds an action; it is found at once.
   *
   * @return whether it is new: an incident is closed once
   */
  boolean add(Action action) throws IOException {
    documents.prepare(INDEX);
    ObjectNode document = documents.object();
    document.put("@timestamp", action.at().toString());
    document.putObject("incident").put("id", action.incidentId());
    document
        .putObject("action")
        .put("kind", action.kind())
        .put("by", action.by())
        .put("note", action.note());
    Documents.Bulk bulk = documents.bulk();
    bulk.create(INDEX, id(action), document);
    return bulk.send(true) == 1;
  }

  private static String id(Action action) {
    return action.kind().equals(Action.CLOSE)
        ? action.incidentId() + "/" + action.kind()
        : String.join("/", action.incidentId(), action.kind(), action.at().toString(), action.by());
  }

  /** What was done about an incident, the first first. */
  public List<Action> of(String incidentId) throws IOException {
    ObjectNode query = documents.object();
    query.putArray("sort").addObject().put("@timestamp", "asc");
    query.putObject("query").putObject("term").put("incident.id", incidentId);
    return search(query);
  }

  /** See {@link FindingStore#closings}. */
  Map<String, Instant> closings(Collection<String> open, Instant since) throws IOException {
    ObjectNode query = documents.object();
    query.putArray("sort").addObject().put("@timestamp", "desc");
    ObjectNode bool = query.putObject("query").putObject("bool");
    bool.putArray("filter").addObject().putObject("term").put("action.kind", Action.CLOSE);
    ArrayNode either = bool.putArray("should");
    ArrayNode ids = either.addObject().putObject("terms").putArray("incident.id");
    open.forEach(ids::add);
    either.addObject().putObject("range").putObject("@timestamp").put("gte", since.toString());
    bool.put("minimum_should_match", 1);
    Map<String, Instant> closings = new HashMap<>();
    search(query).forEach(action -> closings.put(action.incidentId(), action.at()));
    return closings;
  }

  private List<Action> search(ObjectNode query) throws IOException {
    query.put("size", READ_MAX);
    String path = "/" + INDEX + "/_search?ignore_unavailable=true";
    JsonNode answer =
        documents.send("POST", path, query.toString()).orThrow("Reading what people did");
    List<Action> actions = new ArrayList<>();
    for (JsonNode hit : answer.path("hits").path("hits")) {
      actions.add(read(hit.path("_source")));
    }
    return actions;
  }

  private static Action read(JsonNode source) throws IOException {
    JsonNode action = source.path("action");
    try {
      return new Action(
          source.path("incident").path("id").asString(""),
          action.path("kind").asString(""),
          action.path("by").asString(""),
          action.path("note").asString(""),
          Instant.parse(source.path("@timestamp").asString("")));
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new IOException("an action in " + INDEX + " cannot be read: " + source, e);
    }
  }
}
