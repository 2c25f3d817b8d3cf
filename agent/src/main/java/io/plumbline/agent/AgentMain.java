package io.plumbline.agent;

import io.plumbline.agent.processor.resourcedetection.ResourceDetectionProcessor;
import io.plumbline.agent.receiver.hostmetrics.HostMetricsReceiver;
import io.plumbline.engine.cli.Program;
import io.plumbline.engine.component.ComponentFactory;
import io.plumbline.engine.connector.forward.ForwardConnector;
import io.plumbline.engine.exporter.debug.DebugExporter;
import io.plumbline.engine.exporter.otlp.OtlpExporter;
import io.plumbline.engine.exporter.otlphttp.OtlpHttpExporter;
import io.plumbline.engine.extension.healthcheck.HealthCheckExtension;
import io.plumbline.engine.processor.attributes.AttributesProcessor;
import io.plumbline.engine.processor.batch.BatchProcessor;
import io.plumbline.engine.processor.memorylimiter.MemoryLimiterProcessor;
import io.plumbline.engine.processor.probabilisticsampler.ProbabilisticSamplerProcessor;
import io.plumbline.engine.processor.resource.ResourceProcessor;
import io.plumbline.engine.receiver.otlp.OtlpReceiver;
import io.plumbline.engine.service.Distribution;
import java.util.List;

/** Starts the agent. */
public final class AgentMain {
  private static final List<ComponentFactory<?>> FACTORIES =
      List.of(
          OtlpReceiver.FACTORY,
          HostMetricsReceiver.FACTORY,
          MemoryLimiterProcessor.FACTORY,
          ResourceDetectionProcessor.FACTORY,
          ResourceProcessor.FACTORY,
          AttributesProcessor.FACTORY,
          ProbabilisticSamplerProcessor.FACTORY,
          BatchProcessor.FACTORY,
          OtlpExporter.FACTORY,
          OtlpHttpExporter.FACTORY,
          DebugExporter.FACTORY,
          ForwardConnector.FACTORY,
          HealthCheckExtension.FACTORY);

  private AgentMain() {}

  public static void main(String[] arguments) {
    Program.main(
        new Distribution(
            "agent",
            "plumbline-agent",
            "Receives telemetry of the applications on this host, adds the host's own, and sends"
                + " both to a gateway.",
            FACTORIES),
        arguments);
  }
}
