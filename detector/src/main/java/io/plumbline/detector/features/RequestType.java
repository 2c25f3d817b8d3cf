package io.plumbline.detector.features;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a request speaks, told by the attributes that the semantic conventions give its spans, those
 * of today and those before they were stable. A request has the first type that fits: a database
 * behind HTTP is a database.
 */
enum RequestType {
  DATABASE("database"),
  MESSAGING("messaging"),
  RPC("RPC"),
  HTTP("HTTP");

  private final String label;

  RequestType(String label) {
    this.label = label;
  }

  private List<String> attributes() {
    return switch (this) {
      case DATABASE -> List.of("db.system.name", "db.system");
      case MESSAGING -> List.of("messaging.system");
      case RPC -> List.of("rpc.system.name", "rpc.system");
      case HTTP -> List.of("http.request.method", "http.method");
    };
  }

  private String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** How the type of an id is called in sentences. */
  static String label(String id) {
    return Arrays.stream(values())
        .filter(type -> type.id().equals(id))
        .map(type -> type.label)
        .findFirst()
        .orElse(id);
  }

  /** One filter a type, by its id, as a filters aggregation has them; as JSON. */
  static String filters() {
    ObjectNode filters = JsonMapper.shared().createObjectNode();
    List<String> before = new ArrayList<>();
    for (RequestType type : values()) {
      ObjectNode bool = filters.putObject(type.id()).putObject("bool");
      addExists(bool.putArray("should"), type.attributes());
      bool.put("minimum_should_match", 1);
      addExists(bool.putArray("must_not"), before);
      before.addAll(type.attributes());
    }
    return filters.toString();
  }

  private static void addExists(ArrayNode clauses, List<String> attributes) {
    for (String attribute : attributes) {
      clauses.addObject().putObject("exists").put("field", "attributes." + attribute);
    }
  }
}
