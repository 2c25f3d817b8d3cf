package io.plumbline.detector.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.detector.features.WindowGrid;
import io.plumbline.detector.incident.Impact;
import io.plumbline.detector.incident.Incident;
import io.plumbline.detector.store.Documents;
import io.plumbline.detector.store.FindingStore;
import io.plumbline.detector.telemetry.TestNode;
import io.plumbline.elk.ElasticsearchConnection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What people do about incidents, over a socket. */
class IncidentActionsTest {
  private static final Instant START = Instant.parse("2026-03-08T10:00:00Z");
  private static final Instant END = START.plusSeconds(30);
  private static final WindowGrid GRID = new WindowGrid(Duration.ofSeconds(5));

  private ElasticsearchConnection connection = ElasticsearchConnection.open("http://localhost:1");
  private final HttpClient client = HttpClient.newHttpClient();
  private volatile Instant now = END;

  @AfterEach
  void close() throws IOException {
    client.close();
    connection.close();
  }

  private WebServer serve() throws IOException {
    return WebServer.start(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
        connection,
        GRID,
        Duration.ZERO,
        6,
        () -> now);
  }

  private static Incident incident() {
    return new Incident(
        "one",
        START.plusSeconds(10),
        END,
        null,
        80,
        3,
        0,
        new TreeSet<>(List.of("service-a")),
        3,
        new TreeMap<>(),
        List.of(),
        Impact.NONE);
  }

  private HttpResponse<String> get(WebServer server, String path)
      throws IOException, InterruptedException {
    URI uri = URI.create("http://localhost:" + server.port() + path);
    return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> post(WebServer server, String path, String body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + path))
            .POST(BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  @Test
  void incident_acknowledgedAndClosed_isSoInTheStore() throws IOException, InterruptedException {
    connection.close();
    connection = TestNode.connect();
    TestNode.forgetDetectors(connection);
    new FindingStore(new Documents(connection))
        .write(
            new FindingStore.Found(END, END, List.of(), List.of(incident()), List.of()), GRID, END);

    try (WebServer server = serve()) {
      String[] json = {"Content-Type", "application/json; charset=utf-8"};
      String eve = "{\"by\": \"eve\", \"note\": \"rolled back\"}";
      assertThat(post(server, "/api/incidents/one/ack", "{\"by\": \"bob\"}", json).body())
          .contains("\"status\":\"open\"", "\"acknowledged\":{\"by\":\"bob\"");
      now = END.plusSeconds(10);
      assertThat(post(server, "/api/incidents/one/close", eve, json).body())
          .contains("\"status\":\"closed\"");
      HttpResponse<String> again = post(server, "/api/incidents/one/close", eve, json);
      HttpResponse<String> unknown = post(server, "/api/incidents/two/close", eve, json);

      assertThat(again.statusCode()).isEqualTo(409);
      assertThat(again.body()).contains("is closed already since " + now + ", by eve");
      assertThat(unknown.statusCode()).isEqualTo(404);
      JsonNode shown =
          connection.json().readTree(get(server, "/api/overview").body()).path("incidents").path(0);
      assertThat(shown.path("status").asString()).isEqualTo("closed");
      assertThat(shown.path("actions"))
          .extracting(one -> one.path("by").asString() + " " + one.path("kind").asString())
          .containsExactly("bob ack", "eve close");
      assertThat(shown.path("actions").path(1).path("note").asString()).isEqualTo("rolled back");
      assertThat(shown.path("actions").path(1).path("at").asString()).isEqualTo(now.toString());
    }
  }

  @Test
  void action_noIndexOfIncidents_saysWhatToRun() throws IOException, InterruptedException {
    connection.close();
    connection = TestNode.connect();
    connection.send("DELETE", "/incidents-plumbline", null).orThrow("Deleting");

    try (WebServer server = serve()) {
      String[] json = {"Content-Type", "application/json"};
      HttpResponse<String> answer =
          post(server, "/api/incidents/one/ack", "{\"by\": \"eve\"}", json);

      assertThat(answer.statusCode()).isEqualTo(502);
      assertThat(answer.body())
          .startsWith("{\"error\":\"There are no incidents in this Elasticsearch")
          .contains("incidents-plumbline is missing: run 'detector train'");
    } finally {
      TestNode.forgetDetectors(connection);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          415 | text/plain         | none        | {"by": "eve"}
          415 | text/x-json        | none        | {"by": "eve"}
          403 | application/json   | cross-site  | {"by": "eve"}
          403 | application/json   | same-site   | {"by": "eve"}
          400 | application/json   | same-origin | {"by": ""}
          400 | application/json   | same-origin | {"by": 1}
          400 | application/json   | same-origin | {"note": "x"}
          400 | application/json   | same-origin | {"by": "eve", "note": 1}
          400 | application/json   | same-origin | {"by": "eve
          400 | application/json   | same-origin | []
          """)
  void action_badRequest_isRefused(int status, String contentType, String site, String body)
      throws IOException, InterruptedException {
    try (WebServer server = serve()) {
      HttpResponse<String> answer =
          post(
              server,
              "/api/incidents/one/close",
              body,
              "Content-Type",
              contentType,
              "Sec-Fetch-Site",
              site);

      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
      assertThat(connection.json().readTree(answer.body()).path("error").asString()).isNotBlank();
    }
  }

  @Test
  void action_ofAnotherOriginOrTooLarge_isRefused() throws IOException, InterruptedException {
    try (WebServer server = serve()) {
      String path = "/api/incidents/one/ack";
      String[] foreign = {"Content-Type", "application/json", "Origin", "http://evil.example"};
      String[] json = {"Content-Type", "application/json"};

      assertThat(post(server, path, "{}", foreign).statusCode()).isEqualTo(403);
      assertThat(post(server, path, "\"" + "x".repeat(20_000), json).statusCode()).isEqualTo(413);
      assertThat(post(server, path, "{\"by\": \"eve\"}", json).statusCode()).isEqualTo(502);
      assertThat(get(server, path).statusCode()).isEqualTo(405);
    }
  }
}
