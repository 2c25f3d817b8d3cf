package io.plumbline.elk.template;

import io.plumbline.elk.ElasticsearchConnection;
import io.plumbline.elk.JsonAnswer;
import io.plumbline.elk.template.TemplateFile.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Installs the templates of telemetry, anomalies and the detector's state. Installing again, also
 * by several processes at once, changes nothing; a newer version on the node stays.
 */
public final class TemplateInstaller {
  /** Indices with a fixed name, made at once so that searching them never fails. */
  private static final List<String> INDICES =
      List.of(
          "incidents-plumbline",
          "models-plumbline",
          "checkpoints-plumbline",
          "alerts-plumbline",
          "templates-plumbline",
          "actions-plumbline");

  private final ElasticsearchConnection connection;
  private final InstallOptions options;

  public TemplateInstaller(ElasticsearchConnection connection, InstallOptions options) {
    this.connection = connection;
    this.options = options;
  }

  /**
   * Asks the node what it has and installs what fits.
   *
   * @throws IOException when it does not answer or refuses, with its reason
   */
  public InstallReport install() throws IOException {
    connection.check();
    boolean lifecycles = hasLifecycles();
    FieldTypes types =
        new FieldTypes(connection, TemplateFile.read("fallbacks.json", connection.json()));
    List<String> installed = new ArrayList<>();
    List<String> kept = new ArrayList<>();
    int version = 0;
    for (TemplateFile file : TemplateFile.all()) {
      if (file.kind() == Kind.LIFECYCLE && !lifecycles) {
        continue;
      }
      ObjectNode content = TemplateFile.read(file.file(), connection.json());
      int ours = version(content);
      version = Math.max(version, ours);
      int theirs = installedVersion(file);
      if (theirs > ours || (file.kind() == Kind.LIFECYCLE && theirs == ours)) {
        kept.add(file.name() + " (version " + theirs + ")");
        continue;
      }
      adapt(file, content, lifecycles);
      types.fit(content);
      connection.send("PUT", file.path(), content.toString()).orThrow("Installing " + file.name());
      installed.add(file.name());
    }
    for (String index : INDICES) {
      create(index);
    }
    return new InstallReport(version, installed, kept, types.replaced(), lifecycles);
  }

  private void adapt(TemplateFile file, ObjectNode content, boolean lifecycles) {
    if (file.name().equals(TemplateFile.SETTINGS)) {
      ObjectNode index = (ObjectNode) content.path("template").path("settings").path("index");
      index.put("refresh_interval", options.refreshInterval().toMillis() + "ms");
    }
    if (file.name().equals(TemplateFile.TELEMETRY_LIFECYCLE)) {
      ObjectNode delete = (ObjectNode) content.path("policy").path("phases").path("delete");
      delete.put("min_age", options.retention().toDays() + "d");
    }
    if (lifecycles && file.kind() == Kind.INDEX && !file.lifecycle().isEmpty()) {
      ObjectNode template = (ObjectNode) content.path("template");
      template.putObject("settings").put("index.lifecycle.name", file.lifecycle());
    }
  }

  /**
   * A distribution without lifecycles has nothing at this address and says so by these statuses.
   */
  private boolean hasLifecycles() throws IOException {
    JsonAnswer answer = connection.send("GET", "/_ilm/policy", null);
    boolean missing = answer.status() == 400 || answer.status() == 404 || answer.status() == 405;
    if (missing) {
      return false;
    }
    answer.orThrow("Asking for lifecycle management");
    return true;
  }

  private static int version(JsonNode content) {
    JsonNode meta = content.has("policy") ? content.path("policy") : content;
    return meta.path("_meta").path("version").asInt(0);
  }

  /** The version on the node; 0 when it is not there or has none. */
  private int installedVersion(TemplateFile file) throws IOException {
    JsonAnswer answer = connection.send("GET", file.path(), null);
    if (answer.status() == 404) {
      return 0;
    }
    JsonNode body = answer.orThrow("Asking for " + file.name());
    JsonNode content =
        switch (file.kind()) {
          case LIFECYCLE -> body.path(file.name());
          case COMPONENT -> body.path("component_templates").path(0).path("component_template");
          case INDEX -> body.path("index_templates").path(0).path("index_template");
        };
    return version(content);
  }

  private void create(String index) throws IOException {
    JsonAnswer answer = connection.send("PUT", "/" + index, null);
    boolean exists =
        answer
            .body()
            .path("error")
            .path("type")
            .asString("")
            .equals("resource_already_exists_exception");
    if (!exists) {
      answer.orThrow("Creating the index " + index);
    }
  }
}
