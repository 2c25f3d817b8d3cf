package io.plumbline.gateway.exporter.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.plumbline.elk.ElasticsearchConnection;
import io.plumbline.engine.component.ComponentId;
import io.plumbline.engine.component.Exporter;
import io.plumbline.engine.component.Health;
import io.plumbline.engine.component.Outcome;
import io.plumbline.engine.component.Settings;
import io.plumbline.engine.config.ConfigSection;
import io.plumbline.engine.time.TimeSource;
import io.plumbline.otlp.Batch;
import io.plumbline.otlp.Signal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends records that OTLP allows and a mapping or the bulk API may not, all in one request: what
 * the node refuses is a dead letter with its reason, everything else is stored.
 */
class OddRecordsNodeTest {
  private static final long TIME = 1_763_680_000_123_456_789L;

  @TempDir private Path folder;

  @Test
  void requestOfOddRecords_losesNoneOfThem() throws Exception {
    List<LogRecord> stored = stored();
    Map<String, LogRecord> refused = refused();
    List<LogRecord> all = new ArrayList<>(refused.values());
    all.addAll(stored);
    Collections.shuffle(all, new Random(7));

    try (ElasticsearchConnection connection = TestNode.connect()) {
      long before = count(connection);

      send(connection.uri().toString(), all);

      assertThat(count(connection) - before).isEqualTo(stored.size());
    }
    List<String> reasons = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("elasticsearch-logs.jsonl"))) {
      JsonNode letter = JsonMapper.shared().readTree(line);
      assertThat(letter.path("items").asInt()).isEqualTo(1);
      reasons.add(letter.path("error").path("reason").asString());
    }
    assertThat(reasons).hasSize(refused.size());
    refused
        .keySet()
        .forEach(reason -> assertThat(reasons).anySatisfy(one -> assertThat(one).contains(reason)));
  }

  private static long count(ElasticsearchConnection connection) throws IOException {
    connection.send("POST", "/logs-*/_refresh", null).orThrow("Refreshing");
    return connection
        .send("GET", "/logs-*/_count", null)
        .orThrow("Counting")
        .path("count")
        .asLong();
  }

  /** What the node refuses, by a part of its reason. */
  private static Map<String, LogRecord> refused() {
    return Map.of(
        "Field name cannot be an empty string", attribute("", "v"),
        "Field name cannot contain only whitespace", attribute(" ", "v"),
        "Duplicate field",
            record().addAttributes(string("k", "1")).addAttributes(string("k", "2")).build(),
        "mapper [attributes.mixed]", attribute("mixed", array(number(1), text("x"))),
        "is after 2262", record().setTimeUnixNano(-1).build(),
        "Invalid index name", attribute("elasticsearch.index", "UPPER \\/*"),
        "Validation Failed", attribute("elasticsearch.document_id", "i".repeat(600)));
  }

  private static List<LogRecord> stored() {
    List<LogRecord> records = new ArrayList<>();
    for (String key :
        List.of(".", "a..b", ".a", "a.", " a", "n\0ul", "é😀", "_id", "@timestamp", "a\nb")) {
      records.add(attribute(key, "v"));
    }
    records.add(attribute("k".repeat(40_000), "long key"));
    records.add(attribute("long", "v".repeat(40_000)));
    records.add(attribute("d" + ".d".repeat(30), "deep key"));
    records.add(attribute("leaf", "v"));
    records.add(attribute("leaf.child", "v"));
    records.add(
        attribute("not.a.number", AnyValue.newBuilder().setDoubleValue(Double.NaN).build()));
    records.add(attribute("infinite", AnyValue.newBuilder().setDoubleValue(1 / 0.0).build()));
    records.add(attribute("maps", array(map("x", text("y")), text("x"))));
    records.add(attribute("map", map("", text("y"))));
    records.add(attribute("data_stream.dataset", ".."));
    records.add(attribute("data_stream.namespace", "_-\\"));
    records.add(attribute("data_stream.dataset", "e".repeat(4_000)));
    records.add(attribute("elasticsearch.document_pipeline", "unknown"));
    AnyValue nested = text("x");
    for (int depth = 0; depth < 25; depth++) {
      nested = map("d", nested);
    }
    records.add(attribute("nested", nested));
    records.add(record().setBody(nested).build());
    records.add(record().setBody(map("code", text("y"))).build());
    records.add(record().setBody(map("code", number(3))).build());
    records.add(record().setBody(text("word ".repeat(50_000))).build());
    records.add(record().setTimeUnixNano(Long.MAX_VALUE).build());
    records.add(record().setTimeUnixNano(1).build());
    records.add(record().setObservedTimeUnixNano(-1).build());
    records.add(record().setEventName("e".repeat(40_000)).build());
    records.add(record().setSeverityText("e".repeat(40_000)).build());
    return records;
  }

  private void send(String node, List<LogRecord> records) throws Exception {
    ExportLogsServiceRequest.Builder request = ExportLogsServiceRequest.newBuilder();
    request.addResourceLogsBuilder().addScopeLogsBuilder().addAllLogRecords(records);
    Map<String, Object> section =
        Map.of(
            "endpoint", node,
            "sending_queue", Map.of("enabled", false),
            "logs_dynamic_id", Map.of("enabled", true),
            "dead_letter", Map.of("directory", folder.toString()));
    ConfigSection config =
        new ConfigSection("exporters::elasticsearch", section, new ArrayList<>());
    Settings settings =
        new Settings(
            ComponentId.parse("elasticsearch"),
            new SimpleMeterRegistry(),
            InstantSource.system(),
            new NoTrouble());
    try (Exporter exporter =
        ElasticsearchExporter.create(
            settings,
            new ConfigReader(config, _ -> null).read(),
            Signal.LOGS,
            TimeSource.system(),
            Math::random)) {
      exporter.start();
      Batch batch = (Batch) Batch.read(Signal.LOGS, request.build().toByteArray());
      assertThat(exporter.consume(batch)).isEqualTo(Outcome.accepted());
    }
  }

  private static LogRecord.Builder record() {
    return LogRecord.newBuilder().setTimeUnixNano(TIME);
  }

  private static LogRecord attribute(String key, String value) {
    return attribute(key, text(value));
  }

  private static LogRecord attribute(String key, AnyValue value) {
    return record().addAttributes(KeyValue.newBuilder().setKey(key).setValue(value)).build();
  }

  private static KeyValue string(String key, String value) {
    return KeyValue.newBuilder().setKey(key).setValue(text(value)).build();
  }

  private static AnyValue text(String value) {
    return AnyValue.newBuilder().setStringValue(value).build();
  }

  private static AnyValue number(long value) {
    return AnyValue.newBuilder().setIntValue(value).build();
  }

  private static AnyValue array(AnyValue... values) {
    return AnyValue.newBuilder()
        .setArrayValue(ArrayValue.newBuilder().addAllValues(List.of(values)))
        .build();
  }

  private static AnyValue map(String key, AnyValue value) {
    return AnyValue.newBuilder()
        .setKvlistValue(
            KeyValueList.newBuilder().addValues(KeyValue.newBuilder().setKey(key).setValue(value)))
        .build();
  }

  private static final class NoTrouble implements Health {
    @Override
    public void ok() {}

    @Override
    public void recoverableError(String message) {
      throw new AssertionError(message);
    }

    @Override
    public void fatalError(String message) {
      throw new AssertionError(message);
    }
  }
}
