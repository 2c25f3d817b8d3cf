package io.plumbline.detector.cli;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.plumbline.detector.alert.AlertConfig;
import io.plumbline.detector.alert.AlertDispatcher;
import io.plumbline.detector.meters.AlertMeters;
import io.plumbline.detector.meters.MeterServer;
import io.plumbline.detector.meters.MonitorMeters;
import io.plumbline.detector.monitor.MonitorListener;
import io.plumbline.detector.store.AlertStore;
import io.plumbline.detector.store.Documents;
import io.plumbline.elk.ElasticsearchConnection;
import java.io.IOException;
import java.time.InstantSource;
import java.util.random.RandomGenerator.SplittableGenerator;
import org.jspecify.annotations.Nullable;

/** All who hear of what a monitor finds: the terminal, receivers of alerts, own metrics. */
final class Reporting implements AutoCloseable {
  private final AlertDispatcher alerts;
  private final MonitorMeters meters;
  private final @Nullable MeterServer server;

  private Reporting(AlertDispatcher alerts, MonitorMeters meters, @Nullable MeterServer server) {
    this.alerts = alerts;
    this.meters = meters;
    this.server = server;
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
      return new Reporting(alerts, meters, server);
    } catch (IOException | CommandFailedException e) {
      alerts.close();
      throw e;
    }
  }

  MonitorListener listener() {
    return meters;
  }

  @Override
  public void close() {
    alerts.close();
    if (server != null) {
      server.close();
    }
  }
}
