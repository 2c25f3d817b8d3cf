package io.plumbline.samples.fault;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * One occurrence of a fault: the ground truth that detection is measured with.
 *
 * @param id the same while it is on and after it ended
 * @param service the service that the fault is in
 * @param end null while it is on
 */
public record Fault(
    String id, FaultKind kind, String service, Instant start, @Nullable Instant end) {
  private static final JsonMapper JSON = JsonMapper.shared();

  public Fault endedAt(Instant instant) {
    return new Fault(id, kind, service, start, instant);
  }

  /** One line: {@code {"id","kind","service","start","end"}}, instants in ISO-8601. */
  public String toJson() {
    return JSON.writeValueAsString(toNode());
  }

  ObjectNode toNode() {
    return JSON.createObjectNode()
        .put("id", id)
        .put("kind", kind.id())
        .put("service", service)
        .put("start", start.toString())
        .put("end", end == null ? null : end.toString());
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @throws IllegalArgumentException when it is something else
   */
  public static Fault parse(String json) {
    try {
      return of(JSON.readTree(json));
    } catch (JacksonException e) {
      throw new IllegalArgumentException("expected a fault as JSON, got: " + json, e);
    }
  }

  static Fault of(JsonNode node) {
    FaultKind kind = FaultKind.find(node.path("kind").asString(""));
    JsonNode end = node.path("end");
    if (kind == null || !node.path("start").isString()) {
      throw new IllegalArgumentException("expected a fault as JSON, got: " + node);
    }
    return new Fault(
        node.path("id").asString(""),
        kind,
        node.path("service").asString(""),
        Instant.parse(node.path("start").asString()),
        end.isString() ? Instant.parse(end.asString()) : null);
  }
}
