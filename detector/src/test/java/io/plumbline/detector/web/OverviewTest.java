package io.plumbline.detector.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.detector.features.WindowGrid;
import io.plumbline.detector.incident.Impact;
import io.plumbline.detector.incident.Incident;
import io.plumbline.detector.incident.Suspect;
import io.plumbline.detector.store.Documents;
import io.plumbline.detector.store.FindingStore;
import io.plumbline.detector.telemetry.ShopTelemetry;
import io.plumbline.detector.telemetry.TestNode;
import io.plumbline.elk.ElasticsearchConnection;
import io.plumbline.elk.node.LocalElasticsearch;
import io.plumbline.elk.node.NodeOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The numbers of the page, asked for over a socket; what they show is on a real node. */
class OverviewTest {
  private static final String HOSTILE = "<script>alert(1)</script>\"&'";
  private static final Instant START = Instant.parse("2026-03-07T10:00:00Z");
  private static final Instant END = START.plusSeconds(30);
  private static final WindowGrid GRID = new WindowGrid(Duration.ofSeconds(5));

  private ElasticsearchConnection connection = ElasticsearchConnection.open("http://localhost:1");
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void close() throws IOException {
    client.close();
    connection.close();
  }

  private WebServer serve() throws IOException {
    return serve(END);
  }

  private WebServer serve(Instant now) throws IOException {
    return WebServer.start(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
        connection,
        GRID,
        Duration.ZERO,
        6,
        InstantSource.fixed(now));
  }

  private void useNode() throws IOException, InterruptedException {
    connection.close();
    connection = TestNode.connect();
    TestNode.forgetDetectors(connection);
  }

  private HttpResponse<String> get(WebServer server) throws IOException, InterruptedException {
    URI uri = URI.create("http://localhost:" + server.port() + "/api/overview");
    return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }

  private JsonNode overview(WebServer server) throws IOException, InterruptedException {
    HttpResponse<String> answer = get(server);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    return connection.json().readTree(answer.body());
  }

  private static Incident incident() {
    Suspect suspect = new Suspect(3, 3, "it failed first", List.of("error_rate"));
    return new Incident(
        "one",
        START.plusSeconds(10),
        END,
        null,
        80,
        3,
        0,
        new TreeSet<>(List.of("frontend", "service-a")),
        3,
        new TreeMap<>(Map.of("service-a", suspect)),
        List.of(),
        Impact.NONE);
  }

  private void storeAnomaly(String service, String time) throws IOException {
    var source = connection.json().createObjectNode().put("@timestamp", time);
    source.put("message", "odd");
    source.putObject("service").put("name", service);
    var anomaly = source.putObject("anomaly").put("id", service).put("score", 80);
    anomaly.put("severity", "critical");
    anomaly.putObject("window").put("seconds", GRID.seconds());
    anomaly.putArray("top_features").add("error_rate");
    connection
        .send("POST", "/anomalies-plumbline-default/_doc?refresh=true", source.toString())
        .orThrow("Storing an anomaly");
  }

  private void storeSpan(String service, Instant start) throws IOException {
    var source = connection.json().createObjectNode().put("@timestamp", start.toString());
    source.put("kind", "Server").put("duration", 5_000_000).put("name", "GET /");
    source.putObject("resource").putObject("attributes").put("service.name", service);
    connection
        .send("POST", "/traces-generic.otel-default/_doc?refresh=true", source.toString())
        .orThrow("Storing a span");
  }

  @Test
  void overview_nothingStoredYet_isEmpty() throws IOException, InterruptedException {
    try (LocalElasticsearch fresh = LocalElasticsearch.start(NodeOptions.DISCARDED)) {
      connection.close();
      connection = ElasticsearchConnection.open(fresh.uri().toString());
      try (WebServer server = serve()) {
        JsonNode overview = overview(server);

        assertThat(overview.path("services")).isEmpty();
        assertThat(overview.path("anomalies")).isEmpty();
        assertThat(overview.path("incidents")).isEmpty();
        assertThat(overview.path("times")).hasSize(6);
      }
    }
  }

  @Test
  void overview_showsWhatIsStored() throws IOException, InterruptedException {
    useNode();
    new ShopTelemetry(connection, 5, 1, List.of()).store(START, END);
    storeSpan(HOSTILE, START.plusSeconds(7));
    storeAnomaly("service-a", END.toString());
    new FindingStore(new Documents(connection))
        .write(
            new FindingStore.Found(END, END, List.of(), List.of(incident()), List.of()), GRID, END);
    connection.send("POST", "/incidents-plumbline/_refresh", null).orThrow("Refreshing");

    try (WebServer server = serve()) {
      JsonNode overview = overview(server);

      assertThat(overview.path("window_seconds").asInt()).isEqualTo(5);
      assertThat(overview.path("times").path(5).asString()).isEqualTo(END.toString());
      assertServices(overview.path("services"));
      assertThat(overview.path("anomalies"))
          .singleElement()
          .satisfies(anomaly -> {
            assertThat(anomaly.path("service").asString()).isEqualTo("service-a");
            assertThat(anomaly.path("score").asInt()).isEqualTo(80);
            assertThat(anomaly.path("top_features").path(0).asString()).isEqualTo("error_rate");
          });
      assertThat(overview.path("incidents"))
          .singleElement()
          .satisfies(incident -> {
            assertThat(incident.path("status").asString()).isEqualTo("open");
            assertThat(incident.path("service").asString()).isEqualTo("service-a");
            assertThat(incident.path("severity").asString()).isEqualTo("critical");
            assertThat(incident.path("explanation").asString()).isEqualTo(incident().explanation());
          });
    }
  }

  @Test
  void overview_documentOfOthersWithAnotherTime_isAnErrorAndNoSilence()
      throws IOException, InterruptedException {
    useNode();
    Instant later = END.plusSeconds(3600);
    storeSpan("service-a", later.minusSeconds(7));
    storeAnomaly("service-a", Long.toString(later.toEpochMilli()));

    try (WebServer server = serve(later)) {
      HttpResponse<String> answer = get(server);

      assertThat(answer.statusCode()).isEqualTo(500);
      assertThat(connection.json().readTree(answer.body()).path("error").asString())
          .isEqualTo("The stored data can't be shown; the log of this program says why");
    }
  }

  private static void assertServices(JsonNode services) {
    assertThat(services)
        .extracting(service -> service.path("name").asString())
        .containsExactly(HOSTILE, "frontend", "service-a", "service-b");
    JsonNode hostile = services.path(0);
    assertThat(hostile.path("series").path("request_rate")).hasSize(6);
    assertThat(hostile.path("series").path("request_rate").path(1).asDouble()).isEqualTo(0.2);
    assertThat(hostile.path("severity").asString()).isEqualTo("warning");
    JsonNode blamed = services.path(2);
    assertThat(blamed.path("score").asInt()).isEqualTo(80);
    assertThat(blamed.path("severity").asString()).isEqualTo("critical");
    assertThat(blamed.path("anomalies").asInt()).isEqualTo(1);
    for (String series : List.of("request_rate", "latency_p50_ms", "latency_p95_ms", "cpu")) {
      assertThat(blamed.path("series").path(series)).as(series).hasSize(6);
      assertThat(blamed.path("series").path(series).path(3).asDouble()).as(series).isPositive();
    }
  }
}
