package io.plumbline.engine.processor.resource;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.resource.v1.Resource;
import io.plumbline.engine.component.Processor;
import io.plumbline.engine.component.RecordingConsumer;
import io.plumbline.engine.component.TestSettings;
import io.plumbline.engine.config.ConfigProblem;
import io.plumbline.engine.config.ConfigSection;
import io.plumbline.engine.processor.resource.ResourceProcessor.Config;
import io.plumbline.otlp.Batch;
import io.plumbline.otlp.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

class ResourceProcessorTest {
  private final RecordingConsumer next = new RecordingConsumer();
  private final List<ConfigProblem> problems = new ArrayList<>();

  private Config config(String yaml) {
    Map<String, Object> values = new Yaml().load(yaml);
    return ResourceProcessor.FACTORY.config(
        new ConfigSection("processors::resource", values, problems));
  }

  @Test
  void consume_everyResourceAndNothingElse() throws InvalidProtocolBufferException {
    ResourceMetrics.Builder first = ResourceMetrics.newBuilder().setSchemaUrl("https://schema");
    first.setResource(
        Resource.newBuilder()
            .setDroppedAttributesCount(3)
            .addAttributes(attribute("service.name", "shop"))
            .addAttributes(attribute("secret", "x")));
    first
        .addScopeMetricsBuilder()
        .addMetricsBuilder()
        .setName("m")
        .getGaugeBuilder()
        .addDataPoints(NumberDataPoint.newBuilder().addAttributes(attribute("secret", "kept")));
    ResourceMetrics.Builder second = ResourceMetrics.newBuilder();
    second
        .addScopeMetricsBuilder()
        .addMetricsBuilder()
        .getGaugeBuilder()
        .addDataPoints(NumberDataPoint.newBuilder());
    ExportMetricsServiceRequest request =
        ExportMetricsServiceRequest.newBuilder()
            .addResourceMetrics(first)
            .addResourceMetrics(second)
            .build();
    Config config =
        config(
            "attributes: [{action: upsert, key: region, value: eu}, {action: delete, key:"
                + " secret}]");

    try (Processor processor =
        ResourceProcessor.FACTORY.create(
            new TestSettings("resource").settings(), config, Signal.METRICS, next)) {
      processor.consume(Batch.trusted(Signal.METRICS, request.toByteArray(), 2));
    }

    ExportMetricsServiceRequest after =
        ExportMetricsServiceRequest.parseFrom(next.batches.getFirst().bytes());
    first.getResourceBuilder().removeAttributes(1).addAttributes(attribute("region", "eu"));
    second.getResourceBuilder().addAttributes(attribute("region", "eu"));
    assertThat(after.getResourceMetricsList()).containsExactly(first.build(), second.build());
    assertThat(problems).isEmpty();
  }

  @Test
  void config_nothing() {
    Config _ = config("{}");

    assertThat(problems)
        .extracting(ConfigProblem::toString)
        .containsExactly("processors::resource: missing required field \"attributes\"");
  }

  private static KeyValue attribute(String key, String value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setStringValue(value))
        .build();
  }
}
