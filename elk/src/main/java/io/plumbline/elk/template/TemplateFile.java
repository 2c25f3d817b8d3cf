package io.plumbline.elk.template;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A JSON file of this package and what it is on the node.
 *
 * @param name its name on the node
 */
record TemplateFile(Kind kind, String name, String file) {
  enum Kind {
    LIFECYCLE("/_ilm/policy/"),
    COMPONENT("/_component_template/"),
    INDEX("/_index_template/");

    private final String path;

    Kind(String path) {
      this.path = path;
    }
  }

  /** Settings that the index templates are composed of. */
  static final String SETTINGS = "plumbline@settings";

  /** The lifecycle of telemetry. */
  static final String TELEMETRY_LIFECYCLE = "plumbline-telemetry";

  private static final String ANOMALIES_LIFECYCLE = "plumbline-anomalies";

  /** All of them, each after those that it refers to. */
  static List<TemplateFile> all() {
    return List.of(
        new TemplateFile(Kind.LIFECYCLE, TELEMETRY_LIFECYCLE, "telemetry.lifecycle.json"),
        new TemplateFile(Kind.LIFECYCLE, ANOMALIES_LIFECYCLE, "anomalies.lifecycle.json"),
        new TemplateFile(Kind.COMPONENT, SETTINGS, "settings.component.json"),
        new TemplateFile(Kind.COMPONENT, "plumbline-otel@mappings", "otel.component.json"),
        new TemplateFile(Kind.INDEX, "plumbline-traces", "traces.index.json"),
        new TemplateFile(Kind.INDEX, "plumbline-logs", "logs.index.json"),
        new TemplateFile(Kind.INDEX, "plumbline-metrics", "metrics.index.json"),
        new TemplateFile(Kind.INDEX, "plumbline-anomalies", "anomalies.index.json"),
        new TemplateFile(Kind.INDEX, "plumbline-incidents", "incidents.index.json"),
        new TemplateFile(Kind.INDEX, "plumbline-models", "models.index.json"),
        new TemplateFile(Kind.INDEX, "plumbline-checkpoints", "checkpoints.index.json"),
        new TemplateFile(Kind.INDEX, "plumbline-templates", "templates.index.json"),
        new TemplateFile(Kind.INDEX, "plumbline-alerts", "alerts.index.json"),
        new TemplateFile(Kind.INDEX, "plumbline-actions", "actions.index.json"));
  }

  /** Where it is on the node. */
  String path() {
    return kind.path + name;
  }

  /** The lifecycle of the data stream that this template is for; empty when it is for none. */
  String lifecycle() {
    return switch (name) {
      case "plumbline-traces", "plumbline-logs", "plumbline-metrics" -> TELEMETRY_LIFECYCLE;
      case "plumbline-anomalies" -> ANOMALIES_LIFECYCLE;
      default -> "";
    };
  }

  static ObjectNode read(String file, JsonMapper json) throws IOException {
    try (InputStream in = TemplateFile.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IOException(file + " is missing beside " + TemplateFile.class);
      }
      return (ObjectNode) json.readTree(in);
    }
  }
}
