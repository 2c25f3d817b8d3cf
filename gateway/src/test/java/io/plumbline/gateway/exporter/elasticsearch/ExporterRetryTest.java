package io.plumbline.gateway.exporter.elasticsearch;

import static io.plumbline.gateway.exporter.elasticsearch.FakeElasticsearch.answer;
import static io.plumbline.gateway.exporter.elasticsearch.FakeElasticsearch.item;
import static io.plumbline.gateway.exporter.elasticsearch.TestedExporter.logs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.engine.component.Outcome;
import io.plumbline.gateway.exporter.elasticsearch.FakeElasticsearch.Reply;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is sent again, when, and what is not. */
class ExporterRetryTest {
  private final TestedExporter tested;
  private final FakeElasticsearch fake;
  private final ImmediateTime time;
  private final List<String> health;

  ExporterRetryTest(@TempDir Path folder) {
    tested = new TestedExporter(folder);
    fake = tested.fake();
    time = tested.time();
    health = tested.health();
  }

  @AfterEach
  void close() throws Exception {
    tested.close();
  }

  @Test
  void consume_answerLost_resendStoresNothingTwice() {
    fake.then(request -> {
      fake.store(request);
      return new Reply(0, "", Map.of());
    });

    Outcome outcome = tested.direct().consume(logs("a", "b"));

    assertThat(outcome).isEqualTo(Outcome.accepted());
    assertThat(fake.created()).isEqualTo(2);
    assertThat(tested.items("already_stored")).isEqualTo(2);
  }

  @Test
  void consume_itemsWith429_onlyThoseAreSentAgain() {
    fake.then(_ -> answer(true, List.of(item(201), item(429, "es_rejected", "busy"), item(201))));

    Outcome outcome = tested.direct().consume(logs("a", "b", "c"));

    assertThat(outcome).isEqualTo(Outcome.accepted());
    assertThat(fake.requests()).hasSize(2);
    assertThat(fake.requests().get(1).lines())
        .isEqualTo(fake.requests().getFirst().lines().subList(2, 4));
    assertThat(time.waits()).hasSize(1);
    assertThat(tested.count("otelcol_elasticsearch_docs_retried")).isEqualTo(1);
    assertThat(tested.items("success")).isEqualTo(3);
  }

  @Test
  void consume_503WithRetryAfter_waitsThatLong() {
    fake.then(_ -> new Reply(503, "busy", Map.of("Retry-After", "7")));

    Outcome outcome = tested.direct().consume(logs("a"));

    assertThat(outcome).isEqualTo(Outcome.accepted());
    assertThat(time.waits()).containsExactly(Duration.ofSeconds(7));
    assertThat(health).hasSize(2).last().isEqualTo("ok");
  }

  @Test
  void consume_retryAfterADate() {
    fake.then(_ -> new Reply(429, "", Map.of("Retry-After", "Thu, 01 Jan 1970 00:00:30 GMT")));

    tested.direct().consume(logs("a"));

    assertThat(time.waits()).containsExactly(Duration.ofSeconds(30));
  }

  @Test
  void consume_garbage_isSentAgain() {
    fake.then(200, "<html>proxy</html>").then(200, "{\"errors\":true,\"items\":[]}");

    Outcome outcome = tested.direct().consume(logs("a"));

    assertThat(outcome).isEqualTo(Outcome.accepted());
    assertThat(fake.created()).isEqualTo(1);
  }

  @Test
  void consume_withoutQueue_givesUpAfterTwoRetries() {
    fake.then(503, "1").then(503, "2").then(503, "3");

    Outcome outcome = tested.direct().consume(logs("a"));

    assertThat(outcome).isInstanceOf(Outcome.RetryAfter.class);
    assertThat(outcome.toString()).contains("no more retries left").contains("status 503 3");
    assertThat(tested.items("returned")).isEqualTo(1);
    assertThat(tested.documents("returned")).isEqualTo(1);
  }

  @Test
  void consume_denied_isSaidOnceAndTriedAgain() {
    fake.then(401, "missing credentials").then(403, "no privilege");

    Outcome outcome = tested.direct().consume(logs("a"));

    assertThat(outcome).isEqualTo(Outcome.accepted());
    assertThat(health).hasSize(2);
    assertThat(health.getFirst()).contains("does not let the exporter in");
    assertThat(health.getLast()).isEqualTo("ok");
  }

  @Test
  void consume_noAnswerInTime_isSentAgain() {
    fake.then(request -> {
      await().pollDelay(Duration.ofMillis(300)).until(() -> true);
      return fake.store(request);
    });

    Outcome outcome = tested.direct(Map.of("timeout", "200ms")).consume(logs("a"));

    assertThat(outcome).isEqualTo(Outcome.accepted());
    assertThat(fake.requests()).hasSizeGreaterThan(1);
    await().until(() -> fake.created() == 1);
  }
}
