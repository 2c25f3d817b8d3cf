package io.plumbline.detector.cli;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.plumbline.detector.meters.MeterServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the detector's own metrics are. */
final class MeterOptions {
  @Option(
      names = "--metrics-host",
      paramLabel = "HOST",
      defaultValue = "127.0.0.1",
      description = "Address to serve /metrics, /health and /ready on (default: ${DEFAULT-VALUE})")
  private String host = "127.0.0.1";

  @Option(
      names = "--metrics-port",
      paramLabel = "PORT",
      defaultValue = "9464",
      description = "Port for them; 0 for any, -1 for none (default: ${DEFAULT-VALUE})")
  private int port = 9464;

  /** Serves them until closed; null for nowhere. */
  @Nullable MeterServer serve(
      PrometheusMeterRegistry registry, Supplier<@Nullable String> notReady, Console console)
      throws IOException, CommandFailedException {
    if (port < 0) {
      return null;
    }
    InetSocketAddress address = ListenAddress.of("--metrics-host", host, "--metrics-port", port);
    MeterServer server = MeterServer.start(address, registry, notReady);
    console.note("Own metrics: http://" + host + ":" + server.port() + "/metrics");
    return server;
  }
}
