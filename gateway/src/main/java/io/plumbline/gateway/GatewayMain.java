package io.plumbline.gateway;

import io.plumbline.engine.cli.Program;
import io.plumbline.engine.component.ComponentFactory;
import io.plumbline.engine.connector.forward.ForwardConnector;
import io.plumbline.engine.exporter.debug.DebugExporter;
import io.plumbline.engine.extension.healthcheck.HealthCheckExtension;
import io.plumbline.engine.receiver.otlp.OtlpReceiver;
import io.plumbline.engine.service.Distribution;
import java.util.List;

/** Starts the gateway. */
public final class GatewayMain {
  private static final List<ComponentFactory<?>> FACTORIES =
      List.of(
          OtlpReceiver.FACTORY,
          DebugExporter.FACTORY,
          ForwardConnector.FACTORY,
          HealthCheckExtension.FACTORY);

  private GatewayMain() {}

  public static void main(String[] arguments) {
    Program.main(
        new Distribution(
            "gateway",
            "plumbline-gateway",
            "Receives telemetry of a region's agents, samples it, and stores it in Elasticsearch.",
            FACTORIES),
        arguments);
  }
}
