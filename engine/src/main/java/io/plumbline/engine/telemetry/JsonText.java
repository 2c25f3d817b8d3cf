package io.plumbline.engine.telemetry;

import java.util.LinkedHashMap;
import java.util.Map;

/** Writes fields of log entries as JSON. */
final class JsonText {
  private final StringBuilder out;
  private final String separator;

  /**
   * Appends to a text.
   *
   * @param spaced with a blank after colons and commas, as the console shows fields
   */
  JsonText(StringBuilder out, boolean spaced) {
    this.out = out;
    this.separator = spaced ? " " : "";
  }

  void object(Map<String, ?> fields) {
    out.append('{');
    boolean first = true;
    for (Map.Entry<String, ?> field : fields.entrySet()) {
      if (!first) {
        out.append(',').append(separator);
      }
      first = false;
      string(field.getKey());
      out.append(':').append(separator);
      value(field.getValue());
    }
    out.append('}');
  }

  private void value(Object value) {
    switch (value) {
      case Boolean flag -> out.append(flag.booleanValue());
      case Integer number -> out.append(number.intValue());
      case Long number -> out.append(number.longValue());
      case Map<?, ?> map -> {
        Map<String, Object> fields = new LinkedHashMap<>();
        map.forEach((key, element) -> fields.put(String.valueOf(key), element));
        object(fields);
      }
      case Object other -> string(other.toString());
    }
  }

  private void string(String text) {
    out.append('"');
    for (int index = 0; index < text.length(); index++) {
      char c = text.charAt(index);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < ' ') {
            out.append("\\u%04x".formatted((int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
