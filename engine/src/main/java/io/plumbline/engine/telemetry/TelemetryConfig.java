package io.plumbline.engine.telemetry;

import io.plumbline.engine.config.ConfigSection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What users write below {@code service::telemetry}.
 *
 * @param resource attributes of the process itself; null takes away one that is there by itself
 */
public record TelemetryConfig(
    LogConfig logs, MetricsConfig metrics, Map<String, @Nullable String> resource) {

  public TelemetryConfig {
    resource = Collections.unmodifiableMap(new LinkedHashMap<>(resource));
  }

  /** Reads the section; what is not supported is a problem, not silence. */
  public static TelemetryConfig read(ConfigSection section) {
    TelemetryConfig config =
        new TelemetryConfig(
            LogConfig.read(section.section("logs")),
            MetricsConfig.read(section.section("metrics")),
            resource(section.section("resource")));
    traces(section.section("traces"));
    section.rejectUnknownKeys();
    return config;
  }

  /** The process records no spans of its own, so there is nothing to switch but off. */
  private static void traces(ConfigSection section) {
    section.string("level", "");
    section.strings("propagators", List.of());
    rejectIfPresent(section, "processors", "traces of the process itself are not supported");
    section.rejectUnknownKeys();
  }

  /** A problem when a list is there and not empty. */
  static void rejectIfPresent(ConfigSection section, String key, String message) {
    if (!section.sections(key).isEmpty()) {
      section.problem(key, message);
    }
  }

  private static Map<String, @Nullable String> resource(ConfigSection section) {
    Map<String, @Nullable String> resource = new LinkedHashMap<>();
    if (section.keys().contains("attributes") && section.value("attributes") instanceof List) {
      for (ConfigSection attribute : section.sections("attributes")) {
        Object value = attribute.value("value");
        attribute.string("type", "");
        resource.put(attribute.string("name", ""), value == null ? null : value.toString());
        attribute.rejectUnknownKeys();
      }
      section.string("schema_url", "");
      section.rejectUnknownKeys();
      return resource;
    }
    for (String name : section.keys()) {
      boolean removed = section.value(name) == null;
      resource.put(name, removed ? null : section.string(name, ""));
    }
    return resource;
  }
}
