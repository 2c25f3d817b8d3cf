package io.plumbline.samples.http;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** JSON texts of the shop's requests and responses. */
public final class Json {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  private Json() {}

  /** An object of the given names and values in turn. */
  public static String write(Object... namesAndValues) {
    ObjectNode object = MAPPER.createObjectNode();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      object.putPOJO(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
    }
    return MAPPER.writeValueAsString(object);
  }
}
