package io.plumbline.engine.service;

import io.micrometer.core.instrument.MeterRegistry;
import io.plumbline.engine.component.StartException;
import io.plumbline.engine.telemetry.MetricsConfig;
import io.plumbline.engine.telemetry.MetricsServer;
import java.util.List;
import java.util.Map;

/** All the pages on which a configuration wants the process's metrics. */
final class MetricsPages implements AutoCloseable {
  private final List<MetricsServer> servers;

  MetricsPages(MetricsConfig config, MeterRegistry meters, Map<String, String> resource) {
    this.servers =
        config.readers().stream()
            .map(reader -> new MetricsServer(reader, meters, resource))
            .toList();
  }

  void start() throws StartException {
    for (MetricsServer server : servers) {
      server.start();
    }
  }

  @Override
  public void close() {
    servers.forEach(MetricsServer::close);
  }
}
