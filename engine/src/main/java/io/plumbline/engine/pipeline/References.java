package io.plumbline.engine.pipeline;

import io.plumbline.engine.component.ComponentId;
import io.plumbline.engine.config.ConfigProblem;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Checks that what pipelines and the service name is there, in the Collector's words. */
final class References {
  private final ServiceConfig config;
  private final Set<String> broken;
  private final List<ConfigProblem> problems;

  /**
   * Checks of one configuration.
   *
   * @param broken components that are written but have no factory, as {@code KIND/id}; they have
   *     been reported already
   */
  References(ServiceConfig config, Set<String> broken, List<ConfigProblem> problems) {
    this.config = config;
    this.broken = broken;
    this.problems = problems;
  }

  /** Checks everything; {@code sections} are the keys at the top of the configuration. */
  void check(Set<String> sections) {
    boolean empty = true;
    for (Kind kind : Kind.values()) {
      empty &= nothing(kind);
    }
    if (empty && !sections.contains("service")) {
      problem("", "empty configuration file");
      return;
    }
    if (nothing(Kind.RECEIVER)) {
      problem("", "no receiver configuration specified in config");
    }
    if (nothing(Kind.EXPORTER)) {
      problem("", "no exporter configuration specified in config");
    }
    for (ComponentId id : config.all(Kind.CONNECTOR).keySet()) {
      unambiguous(id, Kind.EXPORTER);
      unambiguous(id, Kind.RECEIVER);
    }
    for (ComponentId id : config.extensions()) {
      exists(Kind.EXTENSION, id, "service::extensions");
    }
    if (config.pipelines().isEmpty()) {
      problem("service::pipelines", "service must have at least one pipeline");
    }
    config.pipelines().forEach(this::pipeline);
  }

  private boolean nothing(Kind kind) {
    return config.all(kind).isEmpty()
        && broken.stream().noneMatch(name -> name.startsWith(kind + "/"));
  }

  private void unambiguous(ComponentId id, Kind kind) {
    if (config.find(kind, id) != null) {
      problem(
          "connectors::" + id,
          ("ambiguous ID: Found both \"%1$s\" %2$s and \"%1$s\" connector. Change one of the"
                  + " components' IDs to eliminate ambiguity (e.g. rename \"%1$s\" connector to"
                  + " \"%1$s/connector\")")
              .formatted(id, kind.singular()));
    }
  }

  private void pipeline(PipelineConfig pipeline) {
    if (pipeline.receivers().isEmpty()) {
      problem(pipeline.path(), "must have at least one receiver");
    }
    if (pipeline.exporters().isEmpty()) {
      problem(pipeline.path(), "must have at least one exporter");
    }
    ends(pipeline, Kind.RECEIVER, pipeline.receivers());
    ends(pipeline, Kind.EXPORTER, pipeline.exporters());
    for (ComponentId id : pipeline.processors()) {
      exists(Kind.PROCESSOR, id, pipeline.path());
    }
    processorsOnce(pipeline);
  }

  private void ends(PipelineConfig pipeline, Kind kind, List<ComponentId> ids) {
    for (ComponentId id : ids) {
      if (config.find(Kind.CONNECTOR, id) == null && !broken.contains(Kind.CONNECTOR + "/" + id)) {
        exists(kind, id, pipeline.path());
      }
    }
  }

  private void exists(Kind kind, ComponentId id, String path) {
    if (config.find(kind, id) == null && !broken.contains(kind + "/" + id)) {
      problem(path, "references %s \"%s\" which is not configured".formatted(kind.singular(), id));
    }
  }

  private void processorsOnce(PipelineConfig pipeline) {
    Set<ComponentId> seen = new HashSet<>();
    Set<ComponentId> told = new HashSet<>();
    for (ComponentId id : pipeline.processors()) {
      if (!seen.add(id) && told.add(id)) {
        problem(pipeline.path(), "references processor \"" + id + "\" multiple times");
      }
    }
  }

  private void problem(String path, String message) {
    problems.add(new ConfigProblem(path, message));
  }
}
