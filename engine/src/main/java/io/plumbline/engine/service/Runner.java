package io.plumbline.engine.service;

import io.micrometer.core.instrument.MeterRegistry;
import io.plumbline.engine.component.StartException;
import io.plumbline.engine.pipeline.ServiceConfig;
import io.plumbline.engine.telemetry.LogConfig;
import io.plumbline.engine.telemetry.MetricsFile;
import io.plumbline.engine.telemetry.ProcessMetrics;
import io.plumbline.engine.telemetry.ServiceLog;
import io.plumbline.engine.telemetry.ServiceMeters;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a configuration until somebody asks to stop or a component says that the service can't go
 * on: the process's own log and metrics around the {@link Service}.
 */
public final class Runner {
  private static final Logger LOG = LoggerFactory.getLogger(Runner.class);

  private final Distribution distribution;
  private final ServiceConfig config;
  private final @Nullable Path metricsAtExit;

  /**
   * Something to run.
   *
   * @param metricsAtExit where the metrics are written once more when everything has stopped; null
   *     for nowhere
   */
  public Runner(Distribution distribution, ServiceConfig config, @Nullable Path metricsAtExit) {
    this.distribution = distribution;
    this.config = config;
    this.metricsAtExit = metricsAtExit;
  }

  /** Makes all components of a configuration, to see that it can be done, and drops them. */
  public static void tryOut(ServiceConfig config) {
    MeterRegistry meters = ServiceMeters.create();
    new Service(config, meters, InstantSource.system()).close();
    meters.close();
  }

  /**
   * Returns when everything has been stopped after {@code stop} was done.
   *
   * @throws StartException when something could not be started, or failed for good later; then,
   *     too, everything has been stopped
   */
  public void run(CompletableFuture<Void> stop) throws StartException {
    Map<String, String> resource =
        Resource.of(distribution, config.telemetry().resource(), UUID.randomUUID());
    LogConfig logs = config.telemetry().logs();
    ServiceLog.configure(logs, logs.encoding() == LogConfig.Encoding.JSON ? resource : Map.of());
    LOG.atInfo()
        .addKeyValue("Version", distribution.version())
        .addKeyValue("NumCPU", Runtime.getRuntime().availableProcessors())
        .log("Starting {}...", distribution.name());
    config
        .deprecatedNames()
        .forEach(
            (used, type) -> LOG.warn("\"{}\" alias is deprecated; use \"{}\" instead", used, type));
    MeterRegistry meters = ServiceMeters.create();
    try (ProcessMetrics _ = new ProcessMetrics(meters, System::nanoTime);
        MetricsPages pages = new MetricsPages(config.telemetry().metrics(), meters, resource);
        MetricsFile _ =
            metricsAtExit == null ? null : new MetricsFile(metricsAtExit, meters, resource);
        Service service = new Service(config, meters, InstantSource.system())) {
      pages.start();
      service.start();
      await(stop, service);
    } finally {
      meters.close();
      LOG.info("Shutdown complete.");
    }
  }

  private static void await(CompletableFuture<Void> stop, Service service) throws StartException {
    CompletableFuture.anyOf(stop, service.fatal()).join();
    if (!stop.isDone()) {
      throw new StartException("the service can't go on: " + service.fatal().join());
    }
    LOG.info("Received signal from OS");
  }
}
