package io.plumbline.detector.web;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import io.plumbline.detector.store.IncidentStore;
import io.plumbline.detector.store.RefusedActionException;
import io.plumbline.detector.store.StoredIncident;
import java.io.IOException;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code POST /api/incidents/ID/ack} and {@code /close} with {@code {"by": "eve", "note": "…"}}.
 * Pages of other sites cannot make a browser do this: it takes JSON, which a browser asks for
 * first, and comes from the {@link SameOrigin}.
 */
final class IncidentActions {
  private static final Pattern PATH = Pattern.compile("/api/incidents/([^/]+)/(ack|close)");
  private static final int BODY_BYTES_MAX = 16 * 1024;

  private final IncidentStore incidents;

  IncidentActions(IncidentStore incidents) {
    this.incidents = incidents;
  }

  /**
   * What is answered.
   *
   * @param body JSON
   */
  record Answer(int status, ObjectNode body) {
    static Answer error(int status, String message) {
      return new Answer(status, JsonMapper.shared().createObjectNode().put("error", message));
    }
  }

  static boolean takes(String path) {
    return PATH.matcher(path).matches();
  }

  /**
   * Does what a POST asks for.
   *
   * @throws IOException when Elasticsearch is away or refuses, or the body does not arrive
   */
  Answer act(HttpExchange exchange, Instant now) throws IOException {
    Headers headers = exchange.getRequestHeaders();
    if (!SameOrigin.asks(headers, exchange.getLocalAddress().getAddress())) {
      return Answer.error(403, "only this site's own page may do that");
    }
    String contentType = headers.getFirst("Content-Type");
    if (contentType == null
        || !contentType.split(";", 2)[0].strip().equalsIgnoreCase("application/json")) {
      return Answer.error(415, "expected Content-Type: application/json");
    }
    byte[] bytes = exchange.getRequestBody().readNBytes(BODY_BYTES_MAX + 1);
    if (bytes.length > BODY_BYTES_MAX) {
      return Answer.error(413, "expected at most " + BODY_BYTES_MAX + " bytes");
    }
    JsonNode body;
    try {
      body = JsonMapper.shared().readTree(bytes);
    } catch (JacksonException e) {
      return Answer.error(400, "not JSON: " + e.getOriginalMessage());
    }
    JsonNode by = body.path("by");
    JsonNode note = body.path("note");
    if (!by.isString() || !(note.isString() || note.isNull() || note.isMissingNode())) {
      return Answer.error(
          400, "expected {\"by\": \"name\", \"note\": \"text\"}, note may be left out");
    }
    return act(exchange.getRequestURI().getPath(), by.asString(), note.asString(""), now);
  }

  private Answer act(String path, String by, String note, Instant now) throws IOException {
    Matcher matcher = PATH.matcher(path);
    if (!matcher.matches()) {
      return Answer.error(404, "no such page");
    }
    String id = matcher.group(1);
    try {
      StoredIncident incident =
          matcher.group(2).equals("ack")
              ? incidents.acknowledge(id, by, note, now)
              : incidents.close(id, by, note, now);
      ObjectNode node = JsonMapper.shared().createObjectNode();
      incident.write(node);
      return new Answer(200, node);
    } catch (RefusedActionException e) {
      return switch (e.reason()) {
        case UNKNOWN -> Answer.error(404, String.valueOf(e.getMessage()));
        case AMBIGUOUS, CLOSED -> Answer.error(409, String.valueOf(e.getMessage()));
      };
    } catch (IllegalArgumentException e) {
      return Answer.error(400, String.valueOf(e.getMessage()));
    }
  }
}
