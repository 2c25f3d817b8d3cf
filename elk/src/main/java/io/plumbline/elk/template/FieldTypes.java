package io.plumbline.elk.template;

import io.plumbline.elk.ElasticsearchConnection;
import io.plumbline.elk.JsonAnswer;
import java.io.IOException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The field types that a node lacks, found by asking it: a template with a field of the type is
 * simulated, which stores nothing.
 */
final class FieldTypes {
  /** How 8.x says that it has no such type, and how older and newer ones do. */
  private static final List<String> UNKNOWN_TYPE =
      List.of("The mapper type [%s]", "No handler for type [%s]", "No mapper found for type [%s]");

  private final ElasticsearchConnection connection;
  private final ObjectNode fallbacks;
  private final SortedMap<String, Boolean> known = new TreeMap<>();

  /**
   * @param fallbacks the mapping to use instead, by field type; types that are not in it are in
   *     every distribution
   */
  FieldTypes(ElasticsearchConnection connection, ObjectNode fallbacks) {
    this.connection = connection;
    this.fallbacks = fallbacks;
  }

  /** Replaces every field mapping below {@code node} whose type the node lacks. */
  void fit(JsonNode node) throws IOException {
    if (node instanceof ObjectNode mapping) {
      replace(mapping);
    }
    for (JsonNode child : node) {
      fit(child);
    }
  }

  /** The types that were replaced so far, and what by. */
  SortedMap<String, String> replaced() {
    SortedMap<String, String> replaced = new TreeMap<>();
    known.forEach((type, isKnown) -> {
      if (!isKnown) {
        replaced.put(type, fallbacks.path(type).path("type").asString());
      }
    });
    return replaced;
  }

  private void replace(ObjectNode mapping) throws IOException {
    for (String type = fallbackKey(mapping);
        !type.isEmpty() && !has(type, mapping);
        type = fallbackKey(mapping)) {
      mapping.removeAll();
      mapping.setAll((ObjectNode) fallbacks.path(type).deepCopy());
    }
  }

  /** The type of a mapping when there is a fallback for it; a field may itself be named "type". */
  private String fallbackKey(ObjectNode mapping) {
    JsonNode type = mapping.path("type");
    return type.isString() && fallbacks.has(type.stringValue()) ? type.stringValue() : "";
  }

  private boolean has(String type, ObjectNode mapping) throws IOException {
    Boolean answered = known.get(type);
    if (answered == null) {
      answered = ask(type, mapping);
      known.put(type, answered);
    }
    return answered;
  }

  private boolean ask(String type, ObjectNode mapping) throws IOException {
    ObjectNode simulated = connection.json().createObjectNode();
    simulated.putArray("index_patterns").add("plumbline-field-type-probe-*");
    simulated
        .putObject("template")
        .putObject("mappings")
        .putObject("properties")
        .set("probe", mapping.deepCopy());
    JsonAnswer answer = connection.send("POST", "/_index_template/_simulate", simulated.toString());
    for (String message : UNKNOWN_TYPE) {
      if (!answer.isSuccess() && answer.reason().contains(message.formatted(type))) {
        return false;
      }
    }
    answer.orThrow("Asking for the field type " + type);
    return true;
  }
}
