package io.plumbline.detector.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.detector.telemetry.Documents;
import io.plumbline.detector.telemetry.TestNode;
import io.plumbline.elk.ElasticsearchConnection;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What goes wrong in a small part of a service: windows of 10 s, 20 minutes of training. */
class FacetTest {
  private static final Instant START = Instant.parse("2026-05-02T10:00:00Z");
  private static final Instant TRAINED = START.plusSeconds(1200);
  private static final Instant SLOW = TRAINED.plusSeconds(300);
  private static final Instant FLOOD = SLOW.plusSeconds(300);
  private static final Instant DATABASE = FLOOD.plusSeconds(300);
  private static final Instant MOVED = DATABASE.plusSeconds(120);
  private static final Instant SLOW_WAY = MOVED.plusSeconds(120);
  private static final Instant SKIPPED = SLOW_WAY.plusSeconds(120);
  private static final Instant END = SKIPPED.plusSeconds(120);
  private static final List<JsonNode> TOLD = new ArrayList<>();

  @BeforeAll
  static void trainAndReplay() throws IOException, InterruptedException {
    try (ElasticsearchConnection connection = TestNode.connect()) {
      TestNode.forgetDetectors(connection);
      Documents documents = new Documents(connection);
      SplittableRandom random = new SplittableRandom(7);
      for (Instant time = START; time.isBefore(END); time = time.plusMillis(400)) {
        store(documents, time, random);
      }
      for (int i = 0; i < 5000; i++) {
        request(documents, FLOOD.plusMillis(2L * i), "GET /users/" + i, 20);
      }
      documents.flush();
    }
    CommandRun trained =
        CommandRun.at(TRAINED.plusSeconds(10), "train", "--window=10s", "--last=20m");
    assertThat(trained.exitCode()).as(trained.err()).isZero();
    CommandRun replay =
        CommandRun.at(END.plusSeconds(20), "replay", TRAINED.toString(), END.toString(), "--json");
    assertThat(replay.exitCode()).as(replay.err()).isZero();
    replay.out().lines().forEach(line -> TOLD.add(JsonMapper.shared().readTree(line)));
  }

  /** A request of "store", every 40th an order; it calls "stock", which asks its database. */
  private static void store(Documents documents, Instant time, SplittableRandom random)
      throws IOException {
    boolean order = random.nextInt(40) == 0;
    double query = lognormal(random, 4) * (isWithin(time, DATABASE, 30) ? 20 : 1);
    double stock = query + lognormal(random, 3);
    double own = lognormal(random, 10) * (order && isWithin(time, SLOW, 60) ? 15 : 1);
    double way = isWithin(time, SLOW_WAY, 60) ? 200 : 1;
    String id = Long.toHexString(random.nextLong() | 1L << 60);
    request(documents, time, order ? "POST /orders" : "GET /items", own + stock + way);
    documents.span(
        "store",
        time,
        "Client",
        "GET",
        stock + way,
        Map.of(
            "server.address",
            time.isBefore(MOVED) ? "stock" : "stock-2",
            "server.port",
            8080,
            "http.request.method",
            "GET"),
        Map.of("span_id", id));
    documents.span(
        "stock",
        time,
        "Server",
        "GET /stock",
        stock,
        Map.of("http.request.method", "GET"),
        Map.of("parent_span_id", id));
    documents.log(
        "stock",
        time,
        random.nextInt(3) == 0
            ? "Checked shelf " + random.nextInt(90) + " of the warehouse"
            : (isWithin(time, SKIPPED, 60) ? "Skipped" : "Reserved")
                + " item "
                + Integer.toHexString(random.nextInt(1 << 30) | 1 << 29)
                + " for order="
                + random.nextInt(1000));
    documents.span(
        "stock", time, "Client", "SELECT", query, Map.of("db.system.name", "postgresql"), Map.of());
  }

  private static void request(Documents documents, Instant time, String name, double millis)
      throws IOException {
    documents.span(
        "store", time, "Server", name, millis, Map.of("http.request.method", "GET"), Map.of());
  }

  private static double lognormal(SplittableRandom random, double median) {
    return median * Math.exp(0.2 * random.nextGaussian());
  }

  private static boolean isWithin(Instant time, Instant start, long seconds) {
    return !time.isBefore(start) && time.isBefore(start.plusSeconds(seconds));
  }

  private static List<String> told(String type, Instant from, long seconds) {
    return TOLD.stream()
        .filter(one -> one.path("type").asString().equals(type))
        .filter(one -> isWithin(Instant.parse(one.path("time").asString()), from, seconds))
        .map(one -> one.path("message").asString())
        .toList();
  }

  @Test
  void oneSlowOperationOfMany_isNamed() {
    assertThat(told("anomaly", SLOW, 90)).anyMatch(text -> text.contains("POST /orders: "));
  }

  @Test
  void slowDatabase_isNamedWithTheServiceThatAsksIt() {
    assertThat(told("anomaly", DATABASE, 60))
        .anyMatch(text -> text.startsWith("stock: ") && text.contains("database calls: "));
    assertThat(told("incident", DATABASE, 60))
        .isNotEmpty()
        .allMatch(text -> text.contains("stock"));
  }

  @Test
  void calleeThatHasMoved_isNotMissed() {
    assertThat(told("anomaly", MOVED, 120)).noneMatch(text -> text.contains("calls to"));
  }

  @Test
  void slowWayToCalleeThatHasMoved_isSaid() {
    assertThat(told("anomaly", SLOW_WAY, 70))
        .anyMatch(text -> text.startsWith("stock: ") && text.contains("time on the way"))
        .anyMatch(text -> text.startsWith("store: ") && text.contains("calls to stock"));
  }

  @Test
  void usualLogRecordsThatStop_areMissedThoughAsManyAreWritten() {
    assertThat(told("anomaly", SKIPPED, 70))
        .anyMatch(text ->
            text.startsWith("stock: ")
                && text.contains("log \"Reserved item <*> for order=<*>\": rate 0/s, typically 1"));
  }

  @Test
  void quietTime_hasNoIncident() {
    assertThat(told("incident", TRAINED, 290)).isEmpty();
  }

  @Test
  void collect_withFacets_showsThemBesideTheirService() throws IOException, InterruptedException {
    CommandRun run =
        CommandRun.at(
            END,
            "collect",
            "--window=10s",
            "--from=" + FLOOD.minusSeconds(20),
            "--to=" + FLOOD.plusSeconds(10),
            "--json");

    List<JsonNode> rows = run.out().lines().map(JsonMapper.shared()::readTree).toList();
    JsonNode store =
        rows.stream()
            .filter(row -> row.path("service").asString().equals("store"))
            .findFirst()
            .orElseThrow();
    JsonNode facets = store.path("facets");
    assertThat(facets.path("operation:GET /items").path("request_rate").asDouble()).isPositive();
    assertThat(facets.path("callee:stock").path("latency_mean").asDouble()).isPositive();
    assertThat(store.path("self_time").asDouble()).isLessThan(store.path("latency_p50").asDouble());
    JsonNode stock =
        rows.stream()
            .filter(row -> row.path("service").asString().equals("stock"))
            .findFirst()
            .orElseThrow();
    assertThat(stock.path("edge_time").asDouble()).isBetween(0.9, 1.1);
    assertThat(stock.path("facets").path("called:database").path("latency_p95").asDouble())
        .isPositive();
  }

  @Test
  void collect_facetOfFewRequests_hasNoP95SinceThatWouldBeTheSlowest()
      throws IOException, InterruptedException {
    CommandRun run =
        CommandRun.at(
            END, "collect", "--window=10s", "--from=" + START, "--to=" + TRAINED, "--json");

    List<JsonNode> orders =
        run.out()
            .lines()
            .map(line ->
                JsonMapper.shared().readTree(line).path("facets").path("operation:POST /orders"))
            .filter(facet -> facet.path("request_rate").asDouble(0) > 0)
            .toList();
    assertThat(orders)
        .hasSizeGreaterThan(20)
        .allSatisfy(facet -> {
          assertThat(facet.path("latency_mean").asDouble(-1)).isPositive();
          assertThat(facet.path("latency_p95").isNumber()).isFalse();
        });
  }
}
