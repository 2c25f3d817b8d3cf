package io.plumbline.engine.pipeline;

import io.plumbline.engine.component.Component;
import io.plumbline.engine.component.ComponentId;
import io.plumbline.engine.component.Connector;
import io.plumbline.engine.component.Consumer;
import io.plumbline.engine.component.Exporter;
import io.plumbline.engine.component.Processor;
import io.plumbline.engine.component.Settings;
import io.plumbline.engine.component.StartException;
import io.plumbline.otlp.Signal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running pipelines: one receiver for each id, one exporter for each id and signal, one
 * connector for each id and pair of signals, and processors of every pipeline's own.
 *
 * <p>Exporters start first; then connectors and processors, each after what it hands to; receivers
 * last. Everything stops in the opposite order, so that what a component flushes while it closes
 * finds the next one still open. {@link #start} and {@link #close} are called by one thread.
 */
public final class Graph implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Graph.class);

  private final ServiceConfig config;
  private final SettingsSource source;
  private final Map<ExporterKey, Exporter> exporters = new HashMap<>();
  private final Map<ConnectorKey, Connector> connectors = new HashMap<>();
  private final Map<PipelineId, Consumer> heads = new HashMap<>();

  /** In the order in which they start. */
  private final List<Node> nodes = new ArrayList<>();

  private record ExporterKey(ComponentId id, Signal signal) {}

  private record ConnectorKey(ComponentId id, Signal from, Signal to) {}

  private record Node(Kind kind, ComponentId id, Component component) {}

  private Graph(ServiceConfig config, SettingsSource source) {
    this.config = config;
    this.source = source;
  }

  /** Makes all components of a configuration that has been found free of problems. */
  public static Graph build(ServiceConfig config, SettingsSource source) {
    Graph graph = new Graph(config, source);
    config.pipelines().forEach(graph::makeExporters);
    Wiring.of(config, new ArrayList<>()).order().forEach(graph::makePipeline);
    graph.makeReceivers();
    return graph;
  }

  private void makeExporters(PipelineConfig pipeline) {
    Signal signal = pipeline.id().signal();
    for (ComponentId id : pipeline.exporters()) {
      ExporterKey key = new ExporterKey(id, signal);
      if (config.find(Kind.CONNECTOR, id) == null && !exporters.containsKey(key)) {
        Exporter exporter =
            config.require(Kind.EXPORTER, id).exporter(settings(Kind.EXPORTER, id), signal);
        exporters.put(key, exporter);
        nodes.add(new Node(Kind.EXPORTER, id, exporter));
      }
    }
  }

  private void makePipeline(PipelineConfig pipeline) {
    Signal signal = pipeline.id().signal();
    List<Consumer> ends = new ArrayList<>();
    for (ComponentId id : pipeline.exporters()) {
      if (config.find(Kind.CONNECTOR, id) == null) {
        ends.add(Objects.requireNonNull(exporters.get(new ExporterKey(id, signal))));
      } else {
        ends.addAll(connectors(id, signal));
      }
    }
    Consumer next = FanOut.to(ends);
    for (ComponentId id : pipeline.processors().reversed()) {
      Settings settings = settings(Kind.PROCESSOR, id);
      ProcessorItems items = ProcessorItems.of(settings.meters(), id, signal);
      Processor processor =
          config.require(Kind.PROCESSOR, id).processor(settings, signal, items.countOutgoing(next));
      nodes.add(new Node(Kind.PROCESSOR, id, processor));
      next = items.countIncoming(processor);
    }
    heads.put(pipeline.id(), next);
  }

  /** A connector from one signal, once for each signal that it feeds. */
  private List<Consumer> connectors(ComponentId id, Signal from) {
    Map<Signal, List<Consumer>> fed = new EnumMap<>(Signal.class);
    for (PipelineConfig pipeline : Wiring.fedBy(config, id, from)) {
      fed.computeIfAbsent(pipeline.id().signal(), _ -> new ArrayList<>())
          .add(Objects.requireNonNull(heads.get(pipeline.id())));
    }
    List<Consumer> result = new ArrayList<>();
    fed.forEach((to, next) ->
        result.add(
            connectors.computeIfAbsent(
                new ConnectorKey(id, from, to), key -> connector(key, FanOut.to(next)))));
    return result;
  }

  private Connector connector(ConnectorKey key, Consumer next) {
    Connector connector =
        config
            .require(Kind.CONNECTOR, key.id())
            .connector(settings(Kind.CONNECTOR, key.id()), key.from(), key.to(), next);
    nodes.add(new Node(Kind.CONNECTOR, key.id(), connector));
    return connector;
  }

  private void makeReceivers() {
    Set<ComponentId> used = new LinkedHashSet<>();
    config.pipelines().forEach(pipeline -> used.addAll(pipeline.receivers()));
    for (ComponentId id : used) {
      if (config.find(Kind.CONNECTOR, id) != null) {
        continue;
      }
      Map<Signal, List<Consumer>> fed = new EnumMap<>(Signal.class);
      for (PipelineConfig pipeline : config.pipelines()) {
        if (pipeline.receivers().contains(id)) {
          fed.computeIfAbsent(pipeline.id().signal(), _ -> new ArrayList<>())
              .add(Objects.requireNonNull(heads.get(pipeline.id())));
        }
      }
      Map<Signal, Consumer> next = new EnumMap<>(Signal.class);
      fed.forEach((signal, consumers) -> next.put(signal, FanOut.to(consumers)));
      nodes.add(
          new Node(
              Kind.RECEIVER,
              id,
              config
                  .require(Kind.RECEIVER, id)
                  .receiver(settings(Kind.RECEIVER, id), Map.copyOf(next))));
    }
  }

  private Settings settings(Kind kind, ComponentId id) {
    return source.settings(kind, id);
  }

  /**
   * Starts everything. After a failure, what had started is left running and {@link #close} stops
   * it.
   *
   * @throws StartException naming the component that failed
   */
  public void start() throws StartException {
    for (Node node : nodes) {
      try {
        node.component().start();
      } catch (StartException e) {
        throw new StartException(
            "failed to start \"%s\" %s: %s"
                .formatted(node.id(), node.kind().singular(), e.getMessage()),
            e);
      }
    }
  }

  @Override
  public void close() {
    for (Node node : nodes.reversed()) {
      try {
        node.component().close();
      } catch (RuntimeException bug) {
        // The others must be closed all the same: they may hold telemetry.
        LOG.atError()
            .addKeyValue("otelcol.component.id", node.id())
            .addKeyValue("otelcol.component.kind", node.kind().singular())
            .setCause(bug)
            .log("Failed to shut down a component");
      }
    }
  }
}
