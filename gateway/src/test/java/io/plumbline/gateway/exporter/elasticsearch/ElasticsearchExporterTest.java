package io.plumbline.gateway.exporter.elasticsearch;

import static io.plumbline.gateway.exporter.elasticsearch.FakeElasticsearch.answer;
import static io.plumbline.gateway.exporter.elasticsearch.FakeElasticsearch.item;
import static io.plumbline.gateway.exporter.elasticsearch.TestedExporter.logs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.engine.component.Exporter;
import io.plumbline.engine.component.Outcome;
import io.plumbline.engine.component.RequestContext;
import io.plumbline.engine.component.StartException;
import io.plumbline.gateway.exporter.elasticsearch.FakeElasticsearch.Reply;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes to Elasticsearch, and in how many requests. */
class ElasticsearchExporterTest {
  private final TestedExporter tested;
  private final FakeElasticsearch fake;
  private final ImmediateTime time;
  private final List<String> health;

  ElasticsearchExporterTest(@TempDir Path folder) {
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
  void consume_storesAndSaysSo() {
    Outcome outcome = tested.direct().consume(logs("a", "b"));

    assertThat(outcome).isEqualTo(Outcome.accepted());
    assertThat(fake.created()).isEqualTo(2);
    assertThat(fake.requests().getFirst().headers())
        .containsEntry("Content-encoding", List.of("gzip"))
        .containsEntry("Content-type", List.of("application/x-ndjson"));
    assertThat(fake.requests().getFirst().query()).startsWith("/_bulk?filter_path=errors,items");
    assertThat(tested.items("success")).isEqualTo(2);
    assertThat(tested.documents("success")).isEqualTo(2);
  }

  @Test
  void consume_sameBatchTwice_storesOnce() {
    Exporter exporter = tested.direct();

    exporter.consume(logs("a", "b", "b"));
    Outcome again = exporter.consume(logs("a", "b", "b"));

    assertThat(again).isEqualTo(Outcome.accepted());
    assertThat(fake.created()).isEqualTo(3);
    assertThat(tested.items("success")).isEqualTo(3);
    assertThat(tested.items("already_stored")).isEqualTo(3);
  }

  @Test
  void consume_tooLarge_halves() {
    for (int request = 0; request < 3; request++) {
      fake.then(
          received -> received.documents() > 2 ? Reply.of(413, "too large") : fake.store(received));
    }

    Outcome outcome = tested.direct().consume(logs("a", "b", "c", "d"));

    assertThat(outcome).isEqualTo(Outcome.accepted());
    assertThat(fake.created()).isEqualTo(4);
    assertThat(time.waits()).isEmpty();
  }

  @Test
  void consume_timeSeriesIndex_goesWithoutIds() {
    String reason =
        "_id must be unset or set to [x] but was [y] because [i] is in time_series mode";
    fake.then(_ -> answer(true, List.of(item(201), item(400, "illegal_argument", reason))));
    Exporter exporter = tested.direct();

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
  void consume_manyBytes_areSeveralRequests() {
    String[] bodies = new String[200];
    for (int index = 0; index < bodies.length; index++) {
      bodies[index] = index + "x".repeat(1000);
    }
    Map<String, Object> batch = Map.of("min_size", 1, "max_size", 20_000);

    Outcome outcome =
        tested
            .direct(Map.of("sending_queue", Map.of("enabled", false, "batch", batch)))
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
          tested.direct(
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
  void consume_anotherMappingMode_isRefused() {
    Exporter exporter = tested.direct();
    RequestContext context =
        new RequestContext(Map.of("x-elastic-mapping-mode", List.of("ecs")), "");

    Outcome outcome =
        ScopedValue.where(RequestContext.CURRENT, context).call(() -> exporter.consume(logs("a")));

    assertThat(outcome).isInstanceOf(Outcome.Rejected.class);
    assertThat(fake.requests()).isEmpty();
  }

  @Test
  void consume_uncompressed() {
    tested.direct(Map.of("compression", "none", "user", "u", "password", "p")).consume(logs("a"));

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
        tested.create(
            Map.of(
                "endpoint",
                nobody,
                "sending_queue",
                Map.of("batch", Map.of("flush_timeout", "1ms"))),
            new FastTime());

    assertThat(exporter.consume(logs("a", "b"))).isEqualTo(Outcome.accepted());
    await().until(() -> !health.isEmpty());
    exporter.close();

    assertThat(tested.items("returned")).isEqualTo(2);
  }
}
