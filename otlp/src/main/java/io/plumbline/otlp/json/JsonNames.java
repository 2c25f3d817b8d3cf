package io.plumbline.otlp.json;

import io.plumbline.otlp.schema.Field;
import io.plumbline.otlp.schema.MessageType;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The names of fields in JSON: lowerCamelCase is written, the name of the .proto file is understood
 * too.
 */
final class JsonNames {
  private static final Map<MessageType, Map<String, Field>> FIELDS = new ConcurrentHashMap<>();
  private static final Map<String, String> CAMEL_CASE = new ConcurrentHashMap<>();

  private JsonNames() {}

  /** The field that a sender means, null when the type has none of that name. */
  static @Nullable Field field(MessageType type, String name) {
    return FIELDS.computeIfAbsent(type, JsonNames::index).get(name);
  }

  static String name(Field field) {
    return CAMEL_CASE.computeIfAbsent(field.name(), JsonNames::camelCase);
  }

  private static Map<String, Field> index(MessageType type) {
    Map<String, Field> index = new HashMap<>();
    for (Field field : type.fields()) {
      index.put(field.name(), field);
      index.put(camelCase(field.name()), field);
    }
    return index;
  }

  private static String camelCase(String name) {
    StringBuilder result = new StringBuilder();
    boolean upper = false;
    for (int index = 0; index < name.length(); index++) {
      char character = name.charAt(index);
      if (character == '_') {
        upper = true;
      } else {
        result.append(upper ? Character.toUpperCase(character) : character);
        upper = false;
      }
    }
    return result.toString();
  }
}
