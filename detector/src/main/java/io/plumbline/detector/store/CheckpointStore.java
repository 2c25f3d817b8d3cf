package io.plumbline.detector.store;

import io.plumbline.detector.features.WindowGrid;
import io.plumbline.detector.incident.TrackerState;
import io.plumbline.elk.JsonAnswer;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Keeps the trail of the monitor of one window length, in one document. A write succeeds only when
 * nobody else has written since it was read: two monitors at work on the same windows are noticed
 * at once.
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

  /** The last trail; null when none was ever written. */
  public @Nullable Trail read() throws IOException {
    JsonNode document = documents.get(INDEX, id);
    if (document == null) {
      condition = "op_type=create";
      return null;
    }
    condition = conditionOf(document);
    JsonNode source = document.path("_source");
    try {
      JsonNode late = source.path("late").path("state");
      List<Checkpoint> points = new ArrayList<>();
      for (JsonNode point : late.path("points")) {
        points.add(point(point));
      }
      points.add(point(source));
      SortedMap<Instant, Long> counts = new TreeMap<>();
      for (Map.Entry<String, JsonNode> one : late.path("counts").properties()) {
        counts.put(Instant.parse(one.getKey()), one.getValue().asLong());
      }
      return new Trail(points, counts);
    } catch (JacksonException | DateTimeException | NullPointerException e) {
      throw new IOException(
          "Checkpoint " + id + " of " + INDEX + " cannot be read; delete it to start anew", e);
    }
  }

  private static Checkpoint point(JsonNode node) {
    TrackerState tracker = JSON.treeToValue(node.path("state"), TrackerState.class);
    Instant scoredUntil = Instant.parse(node.path("scored_until").asString(""));
    SortedMap<String, Instant> heard = new TreeMap<>();
    for (Map.Entry<String, JsonNode> one : node.path("heard").path("state").properties()) {
      heard.put(one.getKey(), Instant.parse(one.getValue().asString("")));
    }
    return new Checkpoint(scoredUntil, tracker, heard);
  }

  /** Stores a trail in place of the last one that this store read or wrote. */
  public void write(Trail trail, Instant now) throws IOException {
    ObjectNode document = documents.object();
    document.put("@timestamp", now.toString());
    document.put("owner", owner);
    write(document, trail.last());
    // What is called state is kept and not indexed.
    ObjectNode late = document.putObject("late").putObject("state");
    ArrayNode earlier = late.putArray("points");
    trail.points().stream()
        .limit(trail.points().size() - 1)
        .forEach(point -> write(earlier.addObject(), point));
    ObjectNode counts = late.putObject("counts");
    trail.counts().forEach((start, count) -> counts.put(start.toString(), count));
    JsonAnswer answer = put(document);
    if (answer.status() == 409) {
      requireOwn();
      answer = put(document);
    }
    condition = conditionOf(answer.orThrow("Writing checkpoint " + id));
  }

  private static void write(ObjectNode node, Checkpoint point) {
    node.put("scored_until", point.scoredUntil().toString());
    node.set("state", JSON.valueToTree(point.tracker()));
    ObjectNode heard = node.putObject("heard").putObject("state");
    point.heard().forEach((service, at) -> heard.put(service, at.toString()));
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
