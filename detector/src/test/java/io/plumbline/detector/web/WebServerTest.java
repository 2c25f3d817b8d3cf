package io.plumbline.detector.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.detector.features.WindowGrid;
import io.plumbline.elk.ElasticsearchConnection;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The page, asked for over a socket. */
class WebServerTest {
  private static final String NOWHERE = "http://localhost:1";
  private static final Instant END = Instant.parse("2026-03-07T10:00:30Z");
  private static final WindowGrid GRID = new WindowGrid(Duration.ofSeconds(5));

  private final ElasticsearchConnection connection = ElasticsearchConnection.open(NOWHERE);
  private final HttpClient client = HttpClient.newHttpClient();

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
        InstantSource.fixed(END));
  }

  private HttpResponse<String> send(WebServer server, String method, String path)
      throws IOException, InterruptedException {
    URI uri = URI.create("http://localhost:" + server.port() + path);
    HttpRequest request =
        HttpRequest.newBuilder(uri).method(method, BodyPublishers.noBody()).build();
    return client.send(request, BodyHandlers.ofString());
  }

  private static String raw(WebServer server, String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
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
