package io.plumbline.detector.store;

import io.plumbline.detector.features.WindowGrid;
import io.plumbline.detector.incident.TrackerState;
import io.plumbline.elk.JsonAnswer;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Keeps the checkpoint of the monitor of one window length. A write succeeds only when nobody else
 * has written since it was read: two monitors at work on the same windows are noticed at once.
 */
public final class CheckpointStore {
  private static final String INDEX = "checkpoints-plumbline";
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Documents documents;
  private final String id;
  private final String owner;
  private String condition = "op_type=create";

  /**
   * A store for one monitor.
   *
   * @param owner different for every monitor that ever ran
   */
  public CheckpointStore(Documents documents, WindowGrid grid, String owner) {
    this.documents = documents;
    this.id = "monitor-" + grid.seconds() + "s";
    this.owner = owner;
  }

  /** The last checkpoint; null when none was ever written. */
  public @Nullable Checkpoint read() throws IOException {
    JsonNode document = documents.get(INDEX, id);
    if (document == null) {
      condition = "op_type=create";
      return null;
    }
    condition = conditionOf(document);
    JsonNode source = document.path("_source");
    try {
      TrackerState tracker = JSON.treeToValue(source.path("state"), TrackerState.class);
      Instant scoredUntil = Instant.parse(source.path("scored_until").asString(""));
      SortedMap<String, Instant> heard = new TreeMap<>();
      for (Map.Entry<String, JsonNode> one : source.path("heard").path("state").properties()) {
        heard.put(one.getKey(), Instant.parse(one.getValue().asString("")));
      }
      return new Checkpoint(scoredUntil, tracker, heard);
    } catch (JacksonException | DateTimeException | NullPointerException e) {
      throw new IOException(
          "Checkpoint " + id + " of " + INDEX + " cannot be read; delete it to start anew", e);
    }
  }

  /** Stores a checkpoint in place of the last one that this store read or wrote. */
  public void write(Checkpoint checkpoint, Instant now) throws IOException {
    ObjectNode document = documents.object();
    document.put("@timestamp", now.toString());
    document.put("scored_until", checkpoint.scoredUntil().toString());
    document.put("owner", owner);
    document.set("state", JSON.valueToTree(checkpoint.tracker()));
    ObjectNode heard = document.putObject("heard").putObject("state");
    checkpoint.heard().forEach((service, at) -> heard.put(service, at.toString()));
    JsonAnswer answer = put(document);
    if (answer.status() == 409) {
      requireOwn();
      answer = put(document);
    }
    condition = conditionOf(answer.orThrow("Writing checkpoint " + id));
  }

  private JsonAnswer put(ObjectNode document) throws IOException {
    String path = "/" + INDEX + "/_doc/" + id + "?" + condition;
    return documents.send("PUT", path, document.toString());
  }

  /** A conflict with a write of our own, whose answer got lost, is none. */
  private void requireOwn() throws IOException {
    JsonNode document = documents.get(INDEX, id);
    if (document == null || !owner.equals(document.path("_source").path("owner").asString(""))) {
      throw new ConcurrentMonitorException(
          "Another monitor has moved checkpoint " + id + ": only one may run on the same windows");
    }
    condition = conditionOf(document);
  }

  private static String conditionOf(JsonNode document) {
    return "if_seq_no="
        + document.path("_seq_no").asLong()
        + "&if_primary_term="
        + document.path("_primary_term").asLong();
  }
}
