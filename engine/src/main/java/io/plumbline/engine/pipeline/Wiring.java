package io.plumbline.engine.pipeline;

import io.plumbline.engine.component.ComponentId;
import io.plumbline.engine.config.ConfigProblem;
import io.plumbline.otlp.Signal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How pipelines follow each other through connectors.
 *
 * @param order every pipeline after all that it feeds, so that consumers exist before what hands to
 *     them
 */
record Wiring(List<PipelineConfig> order) {

  /**
   * Orders the pipelines of a configuration whose references are all there. What can't be connected
   * is added to the problems; then the order is not to be used.
   */
  static Wiring of(ServiceConfig config, List<ConfigProblem> problems) {
    for (PipelineConfig pipeline : config.pipelines()) {
      checkSignals(config, pipeline, Kind.RECEIVER, pipeline.receivers(), problems);
      checkSignals(config, pipeline, Kind.PROCESSOR, pipeline.processors(), problems);
      checkSignals(config, pipeline, Kind.EXPORTER, pipeline.exporters(), problems);
    }
    for (ComponentId id : config.all(Kind.CONNECTOR).keySet()) {
      checkConnector(config, id, problems);
    }
    return new Wiring(new Search(config, problems).order());
  }

  /** The pipelines that telemetry of {@code from} reaches through a connector. */
  static List<PipelineConfig> fedBy(ServiceConfig config, ComponentId connector, Signal from) {
    Configured<?> configured = config.require(Kind.CONNECTOR, connector);
    return config.pipelines().stream()
        .filter(pipeline -> pipeline.receivers().contains(connector))
        .filter(pipeline -> configured.connects(from, pipeline.id().signal()))
        .toList();
  }

  private static void checkSignals(
      ServiceConfig config,
      PipelineConfig pipeline,
      Kind kind,
      List<ComponentId> ids,
      List<ConfigProblem> problems) {
    Signal signal = pipeline.id().signal();
    for (ComponentId id : ids) {
      Configured<?> configured = config.find(kind, id);
      if (configured == null) {
        continue;
      }
      List<String> reasons =
          configured.supports(signal)
              ? configured.problems(signal)
              : List.of("telemetry type is not supported");
      for (String reason : reasons) {
        problem(
            problems,
            pipeline.path(),
            "failed to create \"%s\" %s for data type \"%s\": %s"
                .formatted(id, kind.singular(), signal.id(), reason));
      }
    }
  }

  /** Each pipeline that a connector ends must feed one that it begins, and the other way round. */
  private static void checkConnector(
      ServiceConfig config, ComponentId id, List<ConfigProblem> problems) {
    Configured<?> connector = config.require(Kind.CONNECTOR, id);
    List<PipelineConfig> sources =
        config.pipelines().stream().filter(p -> p.exporters().contains(id)).toList();
    List<PipelineConfig> targets =
        config.pipelines().stream().filter(p -> p.receivers().contains(id)).toList();
    List<PipelineConfig> deadEnds =
        sources.stream()
            .filter(source ->
                targets.stream()
                    .noneMatch(t -> connector.connects(source.id().signal(), t.id().signal())))
            .toList();
    List<PipelineConfig> dry =
        targets.stream()
            .filter(target ->
                sources.stream()
                    .noneMatch(s -> connector.connects(s.id().signal(), target.id().signal())))
            .toList();
    unused(id, deadEnds, "exporter", "receiver", problems);
    unused(id, dry, "receiver", "exporter", problems);
  }

  private static void unused(
      ComponentId id,
      List<PipelineConfig> pipelines,
      String end,
      String otherEnd,
      List<ConfigProblem> problems) {
    if (pipelines.isEmpty()) {
      return;
    }
    String names =
        pipelines.stream().map(p -> p.id().toString()).sorted().collect(Collectors.joining(" "));
    problem(
        problems,
        "service::pipelines",
        "connector \"%s\" used as %s in [%s] pipeline but not used in any supported %s pipeline"
            .formatted(id, end, names, otherEnd));
  }

  private static void problem(List<ConfigProblem> problems, String path, String message) {
    problems.add(new ConfigProblem(path, "failed to build pipelines: " + message));
  }

  /**
   * Goes from every pipeline to all it feeds, depth first. One that is met again while it is still
   * open closes a cycle.
   */
  private static final class Search {
    private final ServiceConfig config;
    private final List<ConfigProblem> problems;
    private final Set<PipelineConfig> done = new LinkedHashSet<>();

    /** The open pipelines, each with what is written of the way from it to the next. */
    private final Map<PipelineConfig, List<String>> open = new LinkedHashMap<>();

    Search(ServiceConfig config, List<ConfigProblem> problems) {
      this.config = config;
      this.problems = problems;
    }

    List<PipelineConfig> order() {
      config.pipelines().forEach(this::visit);
      return List.copyOf(done);
    }

    private void visit(PipelineConfig pipeline) {
      if (done.contains(pipeline)) {
        return;
      }
      List<String> way = new ArrayList<>();
      open.put(pipeline, way);
      for (ComponentId id : pipeline.exporters()) {
        if (config.find(Kind.CONNECTOR, id) == null) {
          continue;
        }
        for (PipelineConfig fed : fedBy(config, id, pipeline.id().signal())) {
          way.clear();
          pipeline
              .processors()
              .forEach(
                  p -> way.add("processor \"" + p + "\" in pipeline \"" + pipeline.id() + "\""));
          way.add(
              "connector \"%s\" (%s to %s)"
                  .formatted(id, pipeline.id().signal().id(), fed.id().signal().id()));
          if (open.containsKey(fed)) {
            reportCycle(fed);
          } else {
            visit(fed);
          }
        }
      }
      open.remove(pipeline);
      done.add(pipeline);
    }

    /** Told from a connector on, and back to it, as the Collector does. */
    private void reportCycle(PipelineConfig first) {
      List<String> steps = new ArrayList<>();
      boolean within = false;
      for (Map.Entry<PipelineConfig, List<String>> entry : open.entrySet()) {
        within |= entry.getKey().equals(first);
        if (within) {
          steps.addAll(entry.getValue());
        }
      }
      String last = steps.getLast();
      problem(
          problems,
          "service::pipelines",
          "cycle detected: " + last + " -> " + String.join(" -> ", steps));
    }
  }
}
