package io.plumbline.engine.pipeline;

import io.plumbline.engine.component.ComponentFactory;
import io.plumbline.engine.component.ComponentId;
import io.plumbline.engine.config.ConfigProblem;
import io.plumbline.engine.config.ConfigSection;
import io.plumbline.engine.config.Configuration;
import io.plumbline.engine.telemetry.TelemetryConfig;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decodes and checks a configuration as a whole. Problems are added to the configuration; the
 * result is to be used only when there are none.
 */
public final class ServiceConfigReader {
  private final Catalog catalog;

  public ServiceConfigReader(Catalog catalog) {
    this.catalog = catalog;
  }

  /** Reads everything and checks what refers to what, down to cycles among pipelines. */
  public ServiceConfig read(Configuration configuration) {
    ConfigSection root = configuration.root();
    List<ConfigProblem> problems = configuration.problems();
    int before = problems.size();
    Map<Kind, Map<ComponentId, Configured<?>>> components = new EnumMap<>(Kind.class);
    Set<String> broken = new LinkedHashSet<>();
    for (Kind kind : Kind.values()) {
      components.put(kind, components(root.section(kind.section()), kind, broken));
    }
    ConfigSection service = root.section("service");
    List<ComponentId> extensions = ids(service, "extensions");
    List<PipelineConfig> pipelines = pipelines(service.section("pipelines"));
    TelemetryConfig telemetry = TelemetryConfig.read(service.section("telemetry"));
    service.rejectUnknownKeys();
    root.rejectUnknownKeys();
    ServiceConfig config = new ServiceConfig(components, extensions, pipelines, telemetry);
    new References(config, broken, problems).check(root.keys());
    if (problems.size() == before) {
      Wiring.of(config, problems);
    }
    return config;
  }

  private Map<ComponentId, Configured<?>> components(
      ConfigSection section, Kind kind, Set<String> broken) {
    Map<ComponentId, Configured<?>> result = new LinkedHashMap<>();
    Set<ComponentId> seen = new LinkedHashSet<>();
    for (String key : section.keys()) {
      ComponentId id = id(section, key, key);
      if (id == null) {
        continue;
      }
      if (!seen.add(id)) {
        section.problem(key, "duplicate name \"" + id + "\" after trimming spaces");
        continue;
      }
      ComponentFactory<?> factory = catalog.find(kind, id.type());
      if (factory == null) {
        broken.add(kind + "/" + id);
        section.problem(key, unknownType(kind, id));
        continue;
      }
      result.put(id, Configured.read(id, factory, section.section(key)));
    }
    return result;
  }

  private String unknownType(Kind kind, ComponentId id) {
    if (kind == Kind.EXPORTER && id.type().equals("logging")) {
      return "the logging exporter has been deprecated, use the debug exporter instead";
    }
    return "unknown type: \"%s\" for id: \"%s\" (valid values: [%s])"
        .formatted(id.type(), id, String.join(" ", catalog.types(kind)));
  }

  private static List<PipelineConfig> pipelines(ConfigSection section) {
    List<PipelineConfig> pipelines = new ArrayList<>();
    Set<PipelineId> seen = new LinkedHashSet<>();
    for (String key : section.keys()) {
      PipelineId id;
      try {
        id = PipelineId.parse(key);
      } catch (IllegalArgumentException e) {
        section.section(key);
        section.problem(key, String.valueOf(e.getMessage()));
        continue;
      }
      if (!seen.add(id)) {
        section.problem(key, "duplicate name \"" + id + "\" after trimming spaces");
        continue;
      }
      ConfigSection pipeline = section.section(key);
      pipelines.add(
          new PipelineConfig(
              id,
              ids(pipeline, "receivers"),
              ids(pipeline, "processors"),
              ids(pipeline, "exporters")));
      pipeline.rejectUnknownKeys();
    }
    return pipelines;
  }

  private static List<ComponentId> ids(ConfigSection section, String key) {
    List<ComponentId> ids = new ArrayList<>();
    for (String text : section.strings(key, List.of())) {
      ComponentId id = id(section, key, text);
      if (id != null) {
        ids.add(id);
      }
    }
    return ids;
  }

  private static @Nullable ComponentId id(ConfigSection section, String key, String text) {
    try {
      return ComponentId.parse(text);
    } catch (IllegalArgumentException e) {
      section.problem(key, String.valueOf(e.getMessage()));
      return null;
    }
  }
}
