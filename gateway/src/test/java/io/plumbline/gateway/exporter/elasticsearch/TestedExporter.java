package io.plumbline.gateway.exporter.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.plumbline.engine.component.ComponentId;
import io.plumbline.engine.component.Exporter;
import io.plumbline.engine.component.Health;
import io.plumbline.engine.component.Settings;
import io.plumbline.engine.component.StartException;
import io.plumbline.engine.config.ConfigSection;
import io.plumbline.engine.time.TimeSource;
import io.plumbline.gateway.exporter.elasticsearch.ElasticsearchExporter.Config;
import io.plumbline.otlp.Batch;
import io.plumbline.otlp.Signal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An exporter in front of a server that answers as it is told, with all that it leaves behind. */
final class TestedExporter {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Path folder;
  private final FakeElasticsearch fake = new FakeElasticsearch();
  private final ImmediateTime time = new ImmediateTime();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final List<String> health = new CopyOnWriteArrayList<>();
  private final List<AutoCloseable> open = new ArrayList<>(List.of(fake));

  /** Dead letters go below a folder. */
  TestedExporter(Path folder) {
    this.folder = folder;
  }

  void close() throws Exception {
    for (AutoCloseable closeable : open.reversed()) {
      closeable.close();
    }
  }

  FakeElasticsearch fake() {
    return fake;
  }

  ImmediateTime time() {
    return time;
  }

  SimpleMeterRegistry meters() {
    return meters;
  }

  /** What was said of its health, in turn. */
  List<String> health() {
    return health;
  }

  Exporter direct() {
    return direct(Map.of());
  }

  /** An exporter without a queue: the caller is told what came of the batch. */
  Exporter direct(Map<String, Object> more) {
    Map<String, Object> section = new LinkedHashMap<>();
    section.put("sending_queue", Map.of("enabled", false));
    section.putAll(more);
    try {
      return create(section, time);
    } catch (StartException e) {
      throw new AssertionError(e);
    }
  }

  Exporter create(Map<String, Object> more, TimeSource timeSource) throws StartException {
    Map<String, Object> section = new LinkedHashMap<>(more);
    if (!section.containsKey("endpoints")) {
      section.putIfAbsent("endpoint", fake.uri().toString());
    }
    section.put("dead_letter", Map.of("directory", folder.resolve("dead").toString()));
    List<io.plumbline.engine.config.ConfigProblem> problems = new ArrayList<>();
    Config config =
        new ConfigReader(
                new ConfigSection("exporters::elasticsearch", section, problems), _ -> null)
            .read();
    assertThat(problems).isEmpty();
    Settings settings =
        new Settings(
            new ComponentId("elasticsearch", ""), meters, () -> Instant.EPOCH, recordedHealth());
    Exporter exporter =
        ElasticsearchExporter.create(settings, config, Signal.LOGS, timeSource, () -> 0.5);
    exporter.start();
    open.add(exporter);
    return exporter;
  }

  private Health recordedHealth() {
    return new Health() {
      @Override
      public void ok() {
        health.add("ok");
      }

      @Override
      public void recoverableError(String message) {
        health.add(message);
      }

      @Override
      public void fatalError(String message) {
        health.add("fatal " + message);
      }
    };
  }

  List<JsonNode> deadLetters() throws IOException {
    return Files.readAllLines(folder.resolve("dead").resolve("elasticsearch-logs.jsonl")).stream()
        .map(JSON::readTree)
        .toList();
  }

  double items(String outcome) {
    return sum("otelcol_elasticsearch_items_processed", outcome);
  }

  double documents(String outcome) {
    return sum("otelcol_elasticsearch_docs_processed", outcome);
  }

  private double sum(String name, String outcome) {
    return meters.find(name).tag("outcome", outcome).counters().stream()
        .mapToDouble(counter -> counter.count())
        .sum();
  }

  double count(String name) {
    return meters.get(name).counter().count();
  }

  static Batch logs(String... bodies) {
    return (Batch) Batch.read(Signal.LOGS, request(bodies).toByteArray());
  }

  static ExportLogsServiceRequest request(String... bodies) {
    ExportLogsServiceRequest.Builder request = ExportLogsServiceRequest.newBuilder();
    var resource = request.addResourceLogsBuilder().setSchemaUrl("https://example.org/1");
    resource
        .getResourceBuilder()
        .addAttributes(
            KeyValue.newBuilder()
                .setKey("service.name")
                .setValue(AnyValue.newBuilder().setStringValue("shop")));
    var scope = resource.addScopeLogsBuilder();
    scope.getScopeBuilder().setName("logger");
    for (String body : bodies) {
      scope.addLogRecords(
          LogRecord.newBuilder()
              .setTimeUnixNano(1)
              .setBody(AnyValue.newBuilder().setStringValue(body)));
    }
    return request.build();
  }
}
