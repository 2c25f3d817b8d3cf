package io.plumbline.gateway.exporter.elasticsearch;

import static io.plumbline.gateway.exporter.elasticsearch.FakeElasticsearch.answer;
import static io.plumbline.gateway.exporter.elasticsearch.FakeElasticsearch.item;
import static io.plumbline.gateway.exporter.elasticsearch.TestedExporter.logs;
import static io.plumbline.gateway.exporter.elasticsearch.TestedExporter.request;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.plumbline.engine.component.Outcome;
import io.plumbline.gateway.exporter.elasticsearch.FakeElasticsearch.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What Elasticsearch refuses for good. */
class ExporterDeadLetterTest {
  private final TestedExporter tested;
  private final FakeElasticsearch fake;
  private final SimpleMeterRegistry meters;
  private final List<String> health;
  private final Path folder;

  ExporterDeadLetterTest(@TempDir Path folder) {
    tested = new TestedExporter(folder);
    fake = tested.fake();
    meters = tested.meters();
    health = tested.health();
    this.folder = folder;
  }

  @AfterEach
  void close() throws Exception {
    tested.close();
  }

  @Test
  void consume_oneDocumentTooLarge_isADeadLetter() throws IOException {
    fake.then(413, "too large");

    Outcome outcome = tested.direct().consume(logs("a"));

    assertThat(outcome).isEqualTo(Outcome.accepted());
    assertThat(tested.deadLetters()).hasSize(1);
    assertThat(tested.deadLetters().getFirst().path("status").intValue()).isEqualTo(413);
  }

  @Test
  void consume_requestRefused_findsTheDocument() throws IOException {
    for (int request = 0; request < 10; request++) {
      fake.then(received ->
          String.join("", received.lines()).contains("poison")
              ? Reply.of(400, "{\"error\":\"malformed\"}")
              : fake.store(received));
    }

    Outcome outcome = tested.direct().consume(logs("a", "b", "poison", "c", "d"));

    assertThat(outcome).isEqualTo(Outcome.accepted());
    assertThat(fake.created()).isEqualTo(4);
    assertThat(tested.deadLetters()).hasSize(1);
    assertThat(tested.items("dead_letter")).isEqualTo(1);
  }

  @Test
  void consume_itemRefused_isADeadLetterWithItsTelemetry() throws IOException {
    fake.then(_ ->
        answer(
            true,
            List.of(
                item(201), item(400, "document_parsing_exception", "failed to parse \"field\""))));

    Outcome outcome = tested.direct().consume(logs("a", "b"));

    assertThat(outcome).isEqualTo(Outcome.accepted());
    JsonNode letter = tested.deadLetters().getFirst();
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

    Outcome outcome = tested.direct().consume(logs("a"));

    assertThat(outcome).isInstanceOf(Outcome.RetryAfter.class);
    assertThat(health.getFirst()).contains("Dead letters can't be written");
    assertThat(tested.items("dead_letter")).isZero();
    assertThat(tested.items("returned")).isEqualTo(1);
  }

  @Test
  void consume_500ForEver_isADeadLetterInTheEnd() throws IOException {
    for (int request = 0; request < 20; request++) {
      fake.then(_ -> answer(true, List.of(item(500, "null_pointer_exception", "bug"))));
    }

    Outcome outcome = tested.direct(Map.of("retry", Map.of("max_retries", 100))).consume(logs("a"));

    assertThat(outcome).isEqualTo(Outcome.accepted());
    assertThat(tested.deadLetters()).hasSize(1);
    assertThat(fake.requests()).hasSize(9);
  }

  private static ExportLogsServiceRequest otlp(JsonNode letter)
      throws InvalidProtocolBufferException {
    return ExportLogsServiceRequest.parseFrom(
        Base64.getDecoder().decode(letter.path("otlp").asString()));
  }
}
