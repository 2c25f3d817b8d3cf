package io.plumbline.detector.search;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** Attributes of a document, whose names stand there whole or cut at their dots. */
public final class Attributes {
  private Attributes() {}

  /** The first of these attributes that there is; a missing node if there is none. */
  public static JsonNode first(JsonNode attributes, List<String> names) {
    for (String name : names) {
      JsonNode whole = attributes.path(name);
      JsonNode found = whole.isMissingNode() ? cut(attributes, name) : whole;
      if (!found.isMissingNode() && !found.isNull()) {
        return found;
      }
    }
    return MissingNode.getInstance();
  }

  /** The same as text; null if there is none. */
  public static @Nullable String text(JsonNode attributes, List<String> names) {
    JsonNode found = first(attributes, names);
    return found.isValueNode() ? found.asString() : null;
  }

  /** The same as a number, also if it stands there as text; NaN if there is none. */
  public static double number(JsonNode attributes, List<String> names) {
    JsonNode found = first(attributes, names);
    return found.isValueNode() ? found.asDouble(Double.NaN) : Double.NaN;
  }

  private static JsonNode cut(JsonNode attributes, String name) {
    JsonNode node = attributes;
    for (String part : name.split("\\.", -1)) {
      node = node.path(part);
    }
    return node;
  }
}
