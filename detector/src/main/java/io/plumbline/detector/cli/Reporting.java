package io.plumbline.detector.cli;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.plumbline.detector.alert.AlertConfig;
import io.plumbline.detector.alert.AlertDispatcher;
import io.plumbline.detector.meters.AlertMeters;
import io.plumbline.detector.meters.MeterServer;
import io.plumbline.detector.meters.MonitorMeters;
import io.plumbline.detector.monitor.DriftWatch;
import io.plumbline.detector.monitor.MonitorListener;
import io.plumbline.detector.store.AlertStore;
import io.plumbline.detector.store.Documents;
import io.plumbline.elk.ElasticsearchConnection;
import java.io.IOException;
import java.time.InstantSource;
import java.util.random.RandomGenerator.SplittableGenerator;
import org.jspecify.annotations.Nullable;

/** All who hear of what a monitor finds: the terminal, receivers of alerts, own metrics. */
final class Reporting implements AutoCloseable, Refitting.RefitListener {
  private final AlertDispatcher alerts;
  private final DriftWatch drift;
  private final PrometheusMeterRegistry registry;
  private final @Nullable MeterServer server;
  private final MonitorOutput output;

  private Reporting(
      AlertDispatcher alerts,
      DriftWatch drift,
      PrometheusMeterRegistry registry,
      @Nullable MeterServer server,
      MonitorOutput output) {
    this.alerts = alerts;
    this.drift = drift;
    this.registry = registry;
    this.server = server;
    this.output = output;
  }

  /**
   * Starts it all.
   *
   * @param metrics where own metrics are served; null for nowhere
   * @throws IOException when they can't be served there
   */
  static Reporting start(
      AlertConfig config,
      @Nullable MeterOptions metrics,
      ElasticsearchConnection connection,
      InstantSource clock,
      MonitorOutput output,
      Console console)
      throws IOException, CommandFailedException {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    AlertDispatcher alerts =
        AlertDispatcher.start(
            config,
            new AlertStore(new Documents(connection)),
            new AlertMeters(registry, new AlertOutput(console)),
            clock,
            SplittableGenerator.of("L64X128MixRandom"),
            System.out);
    try {
      MonitorMeters meters = new MonitorMeters(registry, clock, new IncidentAlerts(output, alerts));
      MeterServer server =
          metrics == null ? null : metrics.serve(registry, meters::notReady, console);
      DriftWatch drift = new DriftWatch(meters);
      Gauge.builder("detector.model.drift", drift, DriftWatch::share)
          .description("Share of odd windows in the last day; 0.01 is normal")
          .register(registry);
      return new Reporting(alerts, drift, registry, server, output);
    } catch (IOException | CommandFailedException e) {
      alerts.close();
      throw e;
    }
  }

  MonitorListener listener() {
    return drift;
  }

  DriftWatch drift() {
    return drift;
  }

  @Override
  public void refitted(String model, String reason) {
    refits("done").increment();
    output.refitted(model, reason);
  }

  @Override
  public void refused(String reason) {
    refits("refused").increment();
    output.notRefitted(reason);
  }

  private Counter refits(String outcome) {
    return Counter.builder("detector.refits")
        .description("Trainings beside the monitor")
        .tag("outcome", outcome)
        .register(registry);
  }

  @Override
  public void close() {
    alerts.close();
    if (server != null) {
      server.close();
    }
  }
}
