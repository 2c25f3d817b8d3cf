package io.plumbline.gateway.exporter.elasticsearch;

import static io.plumbline.gateway.exporter.elasticsearch.FakeElasticsearch.answer;
import static io.plumbline.gateway.exporter.elasticsearch.FakeElasticsearch.item;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.InvalidProtocolBufferException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.plumbline.engine.component.ComponentId;
import io.plumbline.engine.component.Exporter;
import io.plumbline.engine.component.Health;
import io.plumbline.engine.component.Outcome;
import io.plumbline.engine.component.RequestContext;
import io.plumbline.engine.component.Settings;
import io.plumbline.engine.component.StartException;
import io.plumbline.engine.config.ConfigSection;
import io.plumbline.engine.time.TimeSource;
import io.plumbline.gateway.exporter.elasticsearch.ElasticsearchExporter.Config;
import io.plumbline.gateway.exporter.elasticsearch.FakeElasticsearch.Reply;
import io.plumbline.otlp.Batch;
import io.plumbline.otlp.Signal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ElasticsearchExporterTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir Path folder;
  private final FakeElasticsearch fake = new FakeElasticsearch();
  private final ImmediateTime time = new ImmediateTime();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final List<String> health = new CopyOnWriteArrayList<>();
  private final List<AutoCloseable> open = new ArrayList<>(List.of(fake));

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable closeable : open.reversed()) {
      closeable.close();
    }
  }

  @Test
  void consume_storesAndSaysSo() {
    Outcome outcome = direct().consume(logs("a", "b"));

    assertThat(outcome).isEqualTo(Outcome.accepted());
    assertThat(fake.created()).isEqualTo(2);
    assertThat(fake.requests().getFirst().headers())
        .containsEntry("Content-encoding", List.of("gzip"))
        .containsEntry("Content-type", List.of("application/x-ndjson"));
    assertThat(fake.requests().getFirst().query()).startsWith("/_bulk?filter_path=errors,items");
    assertThat(items("success")).isEqualTo(2);
    assertThat(documents("success")).isEqualTo(2);
  }

  @Test
  void consume_sameBatchTwice_storesOnce() {
    Exporter exporter = direct();

    exporter.consume(logs("a", "b", "b"));
    Outcome again = exporter.consume(logs("a", "b", "b"));

    assertThat(again).isEqualTo(Outcome.accepted());
    assertThat(fake.created()).isEqualTo(3);
    assertThat(items("success")).isEqualTo(3);
    assertThat(items("already_stored")).isEqualTo(3);
  }

  @Test
  void consume_answerLost_resendStoresNothingTwice() {
    fake.then(request -> {
      fake.store(request);
      return new Reply(0, "", Map.of());
    });

    Outcome outcome = direct().consume(logs("a", "b"));

    assertThat(outcome).isEqualTo(Outcome.accepted());
    assertThat(fake.created()).isEqualTo(2);
    assertThat(items("already_stored")).isEqualTo(2);
  }

  @Test
  void consume_itemsWith429_onlyThoseAreSentAgain() {
    fake.then(_ -> answer(true, List.of(item(201), item(429, "es_rejected", "busy"), item(201))));

    Outcome outcome = direct().consume(logs("a", "b", "c"));

    assertThat(outcome).isEqualTo(Outcome.accepted());
    assertThat(fake.requests()).hasSize(2);
    assertThat(fake.requests().get(1).lines())
        .isEqualTo(fake.requests().getFirst().lines().subList(2, 4));
    assertThat(time.waits()).hasSize(1);
    assertThat(count("otelcol_elasticsearch_docs_retried")).isEqualTo(1);
    assertThat(items("success")).isEqualTo(3);
  }

  @Test
  void consume_503WithRetryAfter_waitsThatLong() {
    fake.then(_ -> new Reply(503, "busy", Map.of("Retry-After", "7")));

    Outcome outcome = direct().consume(logs("a"));

    assertThat(outcome).isEqualTo(Outcome.accepted());
    assertThat(time.waits()).containsExactly(Duration.ofSeconds(7));
    assertThat(health).hasSize(2).last().isEqualTo("ok");
  }

  @Test
  void consume_retryAfterADate() {
    fake.then(_ -> new Reply(429, "", Map.of("Retry-After", "Thu, 01 Jan 1970 00:00:30 GMT")));

    direct().consume(logs("a"));

    assertThat(time.waits()).containsExactly(Duration.ofSeconds(30));
  }

  @Test
  void consume_garbage_isSentAgain() {
    fake.then(200, "<html>proxy</html>").then(200, "{\"errors\":true,\"items\":[]}");

    Outcome outcome = direct().consume(logs("a"));

    assertThat(outcome).isEqualTo(Outcome.accepted());
    assertThat(fake.created()).isEqualTo(1);
  }

  @Test
  void consume_withoutQueue_givesUpAfterTwoRetries() {
    fake.then(503, "1").then(503, "2").then(503, "3");

    Outcome outcome = direct().consume(logs("a"));

    assertThat(outcome).isInstanceOf(Outcome.RetryAfter.class);
    assertThat(outcome.toString()).contains("no more retries left").contains("status 503 3");
    assertThat(items("returned")).isEqualTo(1);
    assertThat(documents("returned")).isEqualTo(1);
  }

  @Test
  void consume_tooLarge_halves() {
    for (int request = 0; request < 3; request++) {
      fake.then(
          received -> received.documents() > 2 ? Reply.of(413, "too large") : fake.store(received));
    }

    Outcome outcome = direct().consume(logs("a", "b", "c", "d"));

    assertThat(outcome).isEqualTo(Outcome.accepted());
    assertThat(fake.created()).isEqualTo(4);
    assertThat(time.waits()).isEmpty();
  }

  @Test
  void consume_oneDocumentTooLarge_isADeadLetter() throws IOException {
    fake.then(413, "too large");

    Outcome outcome = direct().consume(logs("a"));

    assertThat(outcome).isEqualTo(Outcome.accepted());
    assertThat(deadLetters()).hasSize(1);
    assertThat(deadLetters().getFirst().path("status").intValue()).isEqualTo(413);
  }

  @Test
  void consume_requestRefused_findsTheDocument() throws IOException {
    for (int request = 0; request < 10; request++) {
      fake.then(received ->
          String.join("", received.lines()).contains("poison")
              ? Reply.of(400, "{\"error\":\"malformed\"}")
              : fake.store(received));
    }

    Outcome outcome = direct().consume(logs("a", "b", "poison", "c", "d"));

    assertThat(outcome).isEqualTo(Outcome.accepted());
    assertThat(fake.created()).isEqualTo(4);
    assertThat(deadLetters()).hasSize(1);
    assertThat(items("dead_letter")).isEqualTo(1);
  }

  @Test
  void consume_itemRefused_isADeadLetterWithItsTelemetry() throws IOException {
    fake.then(_ ->
        answer(
            true,
            List.of(
                item(201), item(400, "document_parsing_exception", "failed to parse \"field\""))));

    Outcome outcome = direct().consume(logs("a", "b"));

    assertThat(outcome).isEqualTo(Outcome.accepted());
    JsonNode letter = deadLetters().getFirst();
    assertThat(letter.path("time").asString()).isEqualTo("1970-01-01T00:00:00Z");
    assertThat(letter.path("signal").asString()).isEqualTo("logs");
    assertThat(letter.path("index").asString()).isEqualTo("logs-generic.otel-default");
    assertThat(letter.path("id").asString()).isEqualTo(fake.requests().getFirst().id(1));
    assertThat(letter.path("error").path("type").asString())
        .isEqualTo("document_parsing_exception");
    assertThat(letter.path("error").path("reason").asString())
        .isEqualTo("failed to parse \"field\"");
    assertThat(otlp(letter)).isEqualTo(request("b"));
    assertThat(
            meters
                .get("otelcol_elasticsearch_docs_processed")
                .tags("outcome", "dead_letter", "error_type", "document_parsing_exception")
                .counter()
                .count())
        .isEqualTo(1);
  }

  @Test
  void consume_deadLettersUnwritable_keepsTrying() throws IOException {
    Path blocked = folder.resolve("dead");
    Files.writeString(blocked, "a file where the folder should be");
    fake.then(_ -> answer(true, List.of(item(400, "t", "r"))))
        .then(_ -> answer(true, List.of(item(400, "t", "r"))))
        .then(_ -> answer(true, List.of(item(400, "t", "r"))));

    Outcome outcome = direct().consume(logs("a"));

    assertThat(outcome).isInstanceOf(Outcome.RetryAfter.class);
    assertThat(health.getFirst()).contains("Dead letters can't be written");
    assertThat(items("dead_letter")).isZero();
    assertThat(items("returned")).isEqualTo(1);
  }

  @Test
  void consume_denied_isSaidOnceAndTriedAgain() {
    fake.then(401, "missing credentials").then(403, "no privilege");

    Outcome outcome = direct().consume(logs("a"));

    assertThat(outcome).isEqualTo(Outcome.accepted());
    assertThat(health).hasSize(2);
    assertThat(health.getFirst()).contains("does not let the exporter in");
    assertThat(health.getLast()).isEqualTo("ok");
  }

  @Test
  void consume_timeSeriesIndex_goesWithoutIds() {
    String reason =
        "_id must be unset or set to [x] but was [y] because [i] is in time_series mode";
    fake.then(_ -> answer(true, List.of(item(201), item(400, "illegal_argument", reason))));
    Exporter exporter = direct();

    Outcome outcome = exporter.consume(logs("a", "b"));
    exporter.consume(logs("c"));

    assertThat(outcome).isEqualTo(Outcome.accepted());
    assertThat(fake.requests().get(1).lines().getFirst())
        .isEqualTo(
            "{\"create\":{\"_index\":\"logs-generic.otel-default\",\"require_data_stream\":true}}");
    assertThat(fake.requests().get(1).lines().get(1))
        .isEqualTo(fake.requests().getFirst().lines().get(3));
    assertThat(fake.requests().get(2).id(0)).isEmpty();
    assertThat(time.waits()).isEmpty();
  }

  @Test
  void consume_500ForEver_isADeadLetterInTheEnd() throws IOException {
    for (int request = 0; request < 20; request++) {
      fake.then(_ -> answer(true, List.of(item(500, "null_pointer_exception", "bug"))));
    }

    Outcome outcome = direct(Map.of("retry", Map.of("max_retries", 100))).consume(logs("a"));

    assertThat(outcome).isEqualTo(Outcome.accepted());
    assertThat(deadLetters()).hasSize(1);
    assertThat(fake.requests()).hasSize(9);
  }

  @Test
  void consume_manyBytes_areSeveralRequests() {
    String[] bodies = new String[200];
    for (int index = 0; index < bodies.length; index++) {
      bodies[index] = index + "x".repeat(1000);
    }
    Map<String, Object> batch = Map.of("min_size", 1, "max_size", 20_000);

    Outcome outcome =
        direct(Map.of("sending_queue", Map.of("enabled", false, "batch", batch)))
            .consume(logs(bodies));

    assertThat(outcome).isEqualTo(Outcome.accepted());
    assertThat(fake.created()).isEqualTo(200);
    assertThat(fake.requests()).hasSizeGreaterThan(10);
    assertThat(fake.requests()).allMatch(request -> request.bytes() < 22_000);
  }

  @Test
  void consume_nodesInTurn_withoutTheOneThatIsDown() {
    try (FakeElasticsearch other = new FakeElasticsearch()) {
      FakeElasticsearch down = new FakeElasticsearch();
      String nobody = down.uri().toString();
      down.close();
      Exporter exporter =
          direct(
              Map.of("endpoints", List.of(fake.uri().toString(), nobody, other.uri().toString())));

      for (int batch = 0; batch < 6; batch++) {
        assertThat(exporter.consume(logs("m" + batch))).isEqualTo(Outcome.accepted());
      }

      assertThat(fake.created() + other.created()).isEqualTo(6);
      assertThat(fake.created()).isEqualTo(3);
      assertThat(time.waits()).isEmpty();
    }
  }

  @Test
  void consume_noAnswerInTime_isSentAgain() {
    fake.then(request -> {
      await().pollDelay(Duration.ofMillis(300)).until(() -> true);
      return fake.store(request);
    });

    Outcome outcome = direct(Map.of("timeout", "200ms")).consume(logs("a"));

    assertThat(outcome).isEqualTo(Outcome.accepted());
    assertThat(fake.requests()).hasSizeGreaterThan(1);
    await().until(() -> fake.created() == 1);
  }

  @Test
  void consume_anotherMappingMode_isRefused() {
    Exporter exporter = direct();
    RequestContext context =
        new RequestContext(Map.of("x-elastic-mapping-mode", List.of("ecs")), "");

    Outcome outcome =
        ScopedValue.where(RequestContext.CURRENT, context).call(() -> exporter.consume(logs("a")));

    assertThat(outcome).isInstanceOf(Outcome.Rejected.class);
    assertThat(fake.requests()).isEmpty();
  }

  @Test
  void consume_uncompressed() {
    direct(Map.of("compression", "none", "user", "u", "password", "p")).consume(logs("a"));

    assertThat(fake.requests().getFirst().headers())
        .doesNotContainKey("Content-encoding")
        .containsEntry("Authorization", List.of("Basic dTpw"));
    assertThat(fake.created()).isEqualTo(1);
  }

  @Test
  void close_elasticsearchDown_countsWhatIsLost() throws StartException {
    FakeElasticsearch down = new FakeElasticsearch();
    String nobody = down.uri().toString();
    down.close();
    Exporter exporter =
        create(
            Map.of(
                "endpoint",
                nobody,
                "sending_queue",
                Map.of("batch", Map.of("flush_timeout", "1ms"))),
            TimeSource.system());

    assertThat(exporter.consume(logs("a", "b"))).isEqualTo(Outcome.accepted());
    await().until(() -> !health.isEmpty());
    exporter.close();

    assertThat(items("returned")).isEqualTo(2);
  }

  private Exporter direct() {
    return direct(Map.of());
  }

  /** An exporter without a queue: the caller is told what came of the batch. */
  private Exporter direct(Map<String, Object> more) {
    Map<String, Object> section = new LinkedHashMap<>();
    section.put("sending_queue", Map.of("enabled", false));
    section.putAll(more);
    try {
      return create(section, time);
    } catch (StartException e) {
      throw new AssertionError(e);
    }
  }

  private Exporter create(Map<String, Object> more, TimeSource timeSource) throws StartException {
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

  private List<JsonNode> deadLetters() throws IOException {
    return Files.readAllLines(folder.resolve("dead").resolve("elasticsearch-logs.jsonl")).stream()
        .map(JSON::readTree)
        .toList();
  }

  private static ExportLogsServiceRequest otlp(JsonNode letter)
      throws InvalidProtocolBufferException {
    return ExportLogsServiceRequest.parseFrom(
        Base64.getDecoder().decode(letter.path("otlp").asString()));
  }

  private double items(String outcome) {
    return sum("otelcol_elasticsearch_items_processed", outcome);
  }

  private double documents(String outcome) {
    return sum("otelcol_elasticsearch_docs_processed", outcome);
  }

  private double sum(String name, String outcome) {
    return meters.find(name).tag("outcome", outcome).counters().stream()
        .mapToDouble(counter -> counter.count())
        .sum();
  }

  private double count(String name) {
    return meters.get(name).counter().count();
  }

  private static Batch logs(String... bodies) {
    return (Batch) Batch.read(Signal.LOGS, request(bodies).toByteArray());
  }

  private static ExportLogsServiceRequest request(String... bodies) {
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
