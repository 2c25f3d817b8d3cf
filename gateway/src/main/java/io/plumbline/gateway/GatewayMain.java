package io.plumbline.gateway;

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
import io.plumbline.gateway.exporter.elasticsearch.ElasticsearchExporter;
import java.util.List;

/** Starts the gateway. */
public final class GatewayMain {
  private static final List<ComponentFactory<?>> FACTORIES =
      List.of(
          OtlpReceiver.FACTORY,
          MemoryLimiterProcessor.FACTORY,
          ResourceProcessor.FACTORY,
          AttributesProcessor.FACTORY,
          ProbabilisticSamplerProcessor.FACTORY,
          BatchProcessor.FACTORY,
          OtlpExporter.FACTORY,
          OtlpHttpExporter.FACTORY,
          ElasticsearchExporter.FACTORY,
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
