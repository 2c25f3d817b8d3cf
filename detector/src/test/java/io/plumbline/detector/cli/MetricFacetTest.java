package io.plumbline.detector.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.detector.telemetry.Documents;
import io.plumbline.detector.telemetry.TestNode;
import io.plumbline.elk.ElasticsearchConnection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Metrics of all kinds as numbers of windows of 60 s, with points every 20 s. */
class MetricFacetTest {
  private static final Instant START = Instant.parse("2026-08-11T10:00:00Z");
  private static final List<JsonNode> ROWS = new ArrayList<>();

  @TempDir private static Path folder = Path.of("");

  @BeforeAll
  static void collect() throws IOException, InterruptedException {
    try (ElasticsearchConnection connection = TestNode.connect()) {
      Documents documents = new Documents(connection);
      for (int i = 0; i < 9; i++) {
        store(documents, START.plusSeconds(20L * i), i);
      }
      documents.flush();
    }
    Path config = folder.resolve("detector.yaml");
    Files.writeString(
        config,
        """
        metrics:
          - name: orders.taken
          - name: orders.delta
            aggregation: rate
          - name: orders.queue.size
            aggregation: maximum
            attributes: {queue: express}
          - name: orders.price
            aggregation: p50
          - name: orders.parcel
        """);
    CommandRun run =
        CommandRun.at(
            START.plusSeconds(600),
            "collect",
            "--from=" + START,
            "--to=" + START.plusSeconds(180),
            "--config=" + config,
            "--json");
    assertThat(run.exitCode()).as(run.err()).isZero();
    run.out().lines().forEach(line -> ROWS.add(JsonMapper.shared().readTree(line)));
  }

  /**
   * Two series of a counter grow by 40 and 20 between points; the first starts again at point 5.
   */
  private static void store(Documents documents, Instant time, int i) throws IOException {
    long first = i < 5 ? 1000 + 40L * i : 40L * (i - 5) + 10;
    documents.metric("shop", time, "orders.taken", "counter_long", first, Map.of("desk", "1"));
    documents.metric("shop", time, "orders.taken", "counter_long", 20L * i, Map.of("desk", "2"));
    documents.metric("shop", time, "orders.delta", "gauge_long", 30, Map.of());
    documents.metric(
        "shop", time, "orders.queue.size", "gauge_long", i, Map.of("queue", "express"));
    documents.metric("shop", time, "orders.queue.size", "gauge_long", 99, Map.of("queue", "slow"));
    documents.metric(
        "shop",
        time,
        "orders.price",
        "histogram",
        Map.of("counts", List.of(6, 3, 1), "values", List.of(5.0, 15.0, 50.0)),
        Map.of());
    documents.metric(
        "shop", time, "orders.parcel", "summary", Map.of("sum", 24.0, "value_count", 8), Map.of());
    documents.metric("shop", time, "jvm.thread.count", "gauge_long", 7, Map.of("state", "waiting"));
    documents.metric(
        "shop", time, "jvm.thread.count", "gauge_long", 3, Map.of("state", "runnable"));
    documents.hostMetric(time, "system.memory.usage", 3e9, Map.of("state", "used"));
    documents.hostMetric(time, "system.memory.usage", 9e9, Map.of("state", "free"));
    documents.metric("shop", time, "jvm.cpu.recent_utilization", "gauge_double", 0.25, Map.of());
  }

  private static double value(int row, String facet) {
    return ROWS.get(row).path("facets").path("metric:" + facet).path("value").asDouble(Double.NaN);
  }

  @Test
  void cumulativeCounter_isARateOverItsSeries() {
    assertThat(value(2, "orders.taken")).isCloseTo(40 / 20.0 + 20 / 20.0, within(1e-9));
  }

  @Test
  void counterThatStartsAgain_countsFromZero() {
    double seenBefore = 2 * 40;
    double sinceThen = 10;
    assertThat(value(1, "orders.taken"))
        .isCloseTo((seenBefore + sinceThen) / 60 + 20 / 20.0, within(1e-9));
  }

  @Test
  void increments_areARate() {
    assertThat(value(1, "orders.delta rate")).isCloseTo(3 * 30 / 60.0, within(1e-9));
  }

  @Test
  void gauge_isTakenOfThePointsWithTheAttributes() {
    assertThat(value(1, "orders.queue.size{queue=express} maximum")).isEqualTo(5);
  }

  @Test
  void histogram_isAQuantile() {
    assertThat(value(1, "orders.price p50")).isEqualTo(5);
  }

  @Test
  void summary_isItsMean() {
    assertThat(value(1, "orders.parcel")).isEqualTo(3);
  }

  @Test
  void pointsOfOneExport_areATotal() {
    assertThat(value(1, "jvm.thread.count total")).isEqualTo(10);
  }

  @Test
  void metricOfAHost_isToldOfTheServiceThatRunsThere() {
    assertThat(
            ROWS.get(1)
                .path("facets")
                .path("host:system.memory.usage{state=used} average")
                .path("value")
                .asDouble())
        .isEqualTo(3e9);
  }

  @Test
  void problemsOfTheConfiguration_areToldWithTheirPlace() throws IOException, InterruptedException {
    Path config = folder.resolve("wrong.yaml");
    Files.writeString(config, "metrics:\n  - aggregation: median\n    nmae: x\n");

    CommandRun run = CommandRun.at(START, "train", "--config=" + config);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .contains("metrics[0].name", "metrics[0].aggregation: expected one of", "metrics[0].nmae");
  }
}
