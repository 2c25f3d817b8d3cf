package io.plumbline.engine.service;

import io.micrometer.core.instrument.MeterRegistry;
import io.plumbline.engine.component.Component;
import io.plumbline.engine.component.ComponentId;
import io.plumbline.engine.component.Settings;
import io.plumbline.engine.component.StartException;
import io.plumbline.engine.pipeline.Graph;
import io.plumbline.engine.pipeline.Kind;
import io.plumbline.engine.pipeline.ServiceConfig;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The extensions and pipelines of a configuration. {@link #start} is called at most once; {@link
 * #close} also after a start that failed. Both on one thread.
 */
final class Service implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Service.class);

  private final HealthBoard health;
  private final List<NamedExtension> extensions = new ArrayList<>();
  private final Graph graph;
  private boolean started;
  private boolean closed;

  private record NamedExtension(ComponentId id, Component component) {}

  /** Makes all components and starts none. */
  Service(ServiceConfig config, MeterRegistry meters, InstantSource clock) {
    this.health = new HealthBoard(clock);
    for (ComponentId id : config.extensions()) {
      Settings settings = new Settings(id, meters, clock, health.of(Kind.EXTENSION, id));
      extensions.add(
          new NamedExtension(id, config.require(Kind.EXTENSION, id).extension(settings, health)));
    }
    this.graph =
        Graph.build(config, (kind, id) -> new Settings(id, meters, clock, health.of(kind, id)));
  }

  /** Done with a message when a component says that the service can't go on. */
  CompletableFuture<String> fatal() {
    return health.fatal();
  }

  /**
   * Starts extensions, then pipelines from exporters back to receivers.
   *
   * @throws StartException naming the component that failed; what had started is still running
   */
  void start() throws StartException {
    started = true;
    LOG.info("Starting extensions...");
    for (NamedExtension extension : extensions) {
      LOG.atInfo()
          .addKeyValue("otelcol.component.id", extension.id())
          .log("Extension is starting...");
      try {
        extension.component().start();
      } catch (StartException e) {
        throw new StartException(
            "failed to start extensions: failed to start \"%s\" extension: %s"
                .formatted(extension.id(), e.getMessage()),
            e);
      }
      LOG.atInfo().addKeyValue("otelcol.component.id", extension.id()).log("Extension started.");
    }
    try {
      graph.start();
    } catch (StartException e) {
      throw new StartException("cannot start pipelines: " + e.getMessage(), e);
    }
    health.becomeReady();
    LOG.info("Everything is ready. Begin running and processing data.");
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (started) {
      LOG.info("Starting shutdown...");
    }
    health.beginStopping();
    graph.close();
    for (NamedExtension extension : extensions.reversed()) {
      try {
        extension.component().close();
      } catch (RuntimeException bug) {
        // The others must be closed all the same.
        LOG.atError()
            .addKeyValue("otelcol.component.id", extension.id())
            .setCause(bug)
            .log("Failed to shut down an extension");
      }
    }
  }
}
