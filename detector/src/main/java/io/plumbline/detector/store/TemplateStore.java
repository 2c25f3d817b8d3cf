package io.plumbline.detector.store;

import io.plumbline.detector.features.WindowGrid;
import io.plumbline.detector.logs.LogKnowledge;
import io.plumbline.detector.logs.LogTemplate;
import java.io.IOException;
import java.time.Instant;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Keeps what is known of logs, with windows of one length: each template as a document for people,
 * and for each model all of it in one to go on from.
 */
public final class TemplateStore {
  static final String INDEX = "templates-plumbline";
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Documents documents;
  private final long seconds;

  public TemplateStore(Documents documents, WindowGrid grid) {
    this.documents = documents;
    this.seconds = grid.seconds();
  }

  private String id(String model) {
    return id(seconds, model);
  }

  static String id(long seconds, String model) {
    return "known-" + seconds + "s-" + model;
  }

  /** What was stored beside a model; nothing if there is nothing. */
  public LogKnowledge load(String model) throws IOException {
    String id = id(model);
    JsonNode document = documents.get(INDEX, id);
    if (document == null) {
      return LogKnowledge.NONE;
    }
    JsonNode state = document.path("_source").path("state");
    try {
      return JSON.treeToValue(state, LogKnowledge.class);
    } catch (JacksonException | IllegalArgumentException e) {
      throw new IOException(
          "Log templates "
              + id
              + " of "
              + INDEX
              + " cannot be read: run 'detector train' to learn"
              + " them anew",
          e);
    }
  }

  /** Stores it in the place of what was there beside a model. */
  public void save(String model, LogKnowledge known, Instant now) throws IOException {
    Documents.Bulk bulk = documents.bulk();
    for (LogTemplate template : known.templates().templates()) {
      ObjectNode document = documents.object();
      document.put("@timestamp", template.lastSeen().toString()).put("kind", "template");
      ObjectNode node = document.putObject("template");
      node.put("id", template.id()).put("text", template.text()).put("count", template.count());
      node.put("first_seen", template.firstSeen().toString());
      node.put("last_seen", template.lastSeen().toString());
      ArrayNode examples = node.putArray("examples");
      template.examples().forEach(examples::add);
      bulk.index(INDEX, "template-" + seconds + "s-" + template.id(), document);
    }
    ObjectNode whole = documents.object();
    whole.put("@timestamp", now.toString()).put("kind", "known");
    whole.set("state", JSON.valueToTree(known));
    bulk.index(INDEX, id(model), whole);
    bulk.send(false);
  }
}
