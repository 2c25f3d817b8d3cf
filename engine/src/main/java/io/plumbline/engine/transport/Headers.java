package io.plumbline.engine.transport;

import io.plumbline.engine.config.ConfigSection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Headers of requests or responses as users write them. */
public final class Headers {

  private Headers() {}

  /** A mapping, or the Collector's other form, a list of {@code name} and {@code value}. */
  public static Map<String, String> read(ConfigSection section, String key) {
    if (!(section.value(key) instanceof List)) {
      return section.stringMap(key);
    }
    Map<String, String> headers = new LinkedHashMap<>();
    for (ConfigSection header : section.sections(key)) {
      headers.put(header.string("name", ""), header.string("value", ""));
      header.rejectUnknownKeys();
    }
    return headers;
  }
}
