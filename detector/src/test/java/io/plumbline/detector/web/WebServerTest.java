package io.plumbline.detector.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The page and its numbers, asked for over a socket; what they show is on a real node. */
class WebServerTest {
  private static final String NOWHERE = "http://localhost:1";
  private static final String HOSTILE = "<script>alert(1)</script>\"&'";
  private static final Instant START = Instant.parse("2026-03-07T10:00:00Z");
  private static final Instant END = START.plusSeconds(30);
  private static final WindowGrid GRID = new WindowGrid(Duration.ofSeconds(5));

  private ElasticsearchConnection connection = ElasticsearchConnection.open(NOWHERE);
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

  private HttpResponse<String> send(WebServer server, String method, String path)
      throws IOException, InterruptedException {
    URI uri = URI.create("http://localhost:" + server.port() + path);
    HttpRequest request =
        HttpRequest.newBuilder(uri).method(method, BodyPublishers.noBody()).build();
    return client.send(request, BodyHandlers.ofString());
  }

  private JsonNode overview(WebServer server) throws IOException, InterruptedException {
    HttpResponse<String> answer = send(server, "GET", "/api/overview");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    return connection.json().readTree(answer.body());
  }

  private static String raw(WebServer server, String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
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

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "/page.css", "/page.js", "/incidents.js", "/actions.js", "/elements.js"})
  void page_isServedWithSecurityHeaders(String path) throws IOException, InterruptedException {
    try (WebServer server = serve()) {
      HttpResponse<String> answer = send(server, "GET", path);

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).isNotBlank();
      assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
      assertThat(answer.headers().firstValue("Referrer-Policy")).contains("no-referrer");
      assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
      assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
          .contains("default-src 'self'", "frame-ancestors 'none'", "base-uri 'none'")
          .doesNotContain("unsafe");
    }
  }

  @Test
  void head_isThePageWithoutItsBody() throws IOException, InterruptedException {
    try (WebServer server = serve()) {
      HttpResponse<String> answer = send(server, "HEAD", "/");

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
      assertThat(answer.body()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/page.js", "/incidents.js", "/actions.js", "/elements.js"})
  void script_writesTextAndNeverMarkup(String path) throws IOException, InterruptedException {
    try (WebServer server = serve()) {
      HttpResponse<String> answer = send(server, "GET", path);

      assertThat(answer.headers().firstValue("Content-Type"))
          .hasValueSatisfying(type -> assertThat(type).startsWith("text/javascript"));
      assertThat(answer.body())
          .doesNotContain(
              "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(");
    }
  }

  @Test
  void page_hasNoScriptOrStyleOfItsOwn() throws IOException, InterruptedException {
    try (WebServer server = serve()) {
      assertThat(send(server, "GET", "/").body()).doesNotContainPattern("<script>|onclick=|style=");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/nothing",
        "/index.html",
        "/api",
        "/api/overview/",
        "/../../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/..%2fWebServer.class",
        "/page.js%00",
        "/WebServer.class"
      })
  void otherPath_is404(String path) throws IOException, InterruptedException {
    try (WebServer server = serve()) {
      HttpResponse<String> answer = send(server, "GET", path);

      assertThat(answer.statusCode()).isEqualTo(404);
      assertThat(answer.body()).isEqualTo("no such page\n");
      assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS"})
  void otherMethod_is405(String method) throws IOException, InterruptedException {
    try (WebServer server = serve()) {
      HttpResponse<String> answer = send(server, method, "/api/overview");

      assertThat(answer.statusCode()).isEqualTo(405);
      assertThat(answer.headers().firstValue("Allow")).contains("GET, HEAD");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET mailto:me", "GET *", "GET //", "GET /%zz", "nonsense"})
  void strangeRequestLine_isRefusedAndOthersAreServed(String line)
      throws IOException, InterruptedException {
    try (WebServer server = serve()) {
      String answer = raw(server, line + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

      assertThat(answer).matches("(?s)|HTTP/1\\.1 4.*").doesNotContain("\tat ");
      assertThat(send(server, "GET", "/health").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void overview_elasticsearchAway_saysSo() throws IOException, InterruptedException {
    try (WebServer server = serve()) {
      HttpResponse<String> answer = send(server, "GET", "/api/overview");

      assertThat(answer.statusCode()).isEqualTo(502);
      assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
      JsonNode body = connection.json().readTree(answer.body());
      assertThat(body.path("error").asString()).contains("localhost:1");
      assertThat(answer.body()).doesNotContain("Exception", "\\tat ");
      assertThat(send(server, "GET", "/").statusCode()).isEqualTo(200);
      assertThat(send(server, "GET", "/health").statusCode()).isEqualTo(200);
    }
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
      HttpResponse<String> answer = send(server, "GET", "/api/overview");

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

  @Test
  void start_portTaken_saysWhatToDo() throws IOException {
    try (WebServer server = serve()) {
      InetSocketAddress taken =
          new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port());

      assertThatThrownBy(() ->
              WebServer.start(taken, connection, GRID, Duration.ZERO, 6, InstantSource.fixed(END)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("choose another port with --port");
    }
  }

  @Test
  void close_freesThePort() throws IOException {
    WebServer server = serve();
    int port = server.port();
    server.close();

    assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
        .isInstanceOf(ConnectException.class);
  }
}
