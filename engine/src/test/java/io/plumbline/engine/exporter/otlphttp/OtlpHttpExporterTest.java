package io.plumbline.engine.exporter.otlphttp;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.plumbline.engine.component.Outcome;
import io.plumbline.engine.component.StartException;
import io.plumbline.engine.component.StatusCode;
import io.plumbline.engine.config.ConfigProblem;
import io.plumbline.engine.config.ConfigSection;
import io.plumbline.engine.receiver.otlp.OpenReceiver;
import io.plumbline.engine.receiver.otlp.Requests;
import io.plumbline.otlp.Batch;
import io.plumbline.otlp.Signal;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

class OtlpHttpExporterTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private OpenReceiver downstream;

  @BeforeEach
  void start() throws StartException {
    downstream = new OpenReceiver(OpenReceiver.BOTH);
  }

  @AfterEach
  void stop() {
    downstream.close();
  }

  @ParameterizedTest
  @CsvSource({
    "proto, gzip",
    "proto, zstd",
    "proto, zlib",
    "proto, deflate",
    "proto, none",
    "json, gzip",
    "json, none"
  })
  void batch_arrives(String encoding, String compression) throws Exception {
    Batch batch = Requests.batch(500);

    Outcome outcome = send(downstream.httpUrl(""), encoding, compression, batch);

    assertThat(outcome).isEqualTo(Outcome.accepted());
    assertThat(downstream.inbox.itemCount()).isEqualTo(500);
    if (encoding.equals("proto")) {
      assertThat(downstream.inbox.batches().getFirst().bytes()).isEqualTo(batch.bytes());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "429, RESOURCE_EXHAUSTED",
    "502, UNAVAILABLE",
    "503, UNAVAILABLE",
    "504, UNAVAILABLE"
  })
  void retryableStatus_isRetried(int status, StatusCode code) throws Exception {
    Outcome outcome = sendToServer(status, "text/plain", "no", Map.of());

    assertThat(outcome).isInstanceOf(Outcome.RetryAfter.class);
    assertThat(((Outcome.RetryAfter) outcome).code()).isEqualTo(code);
    assertThat(((Outcome.RetryAfter) outcome).message())
        .matches(
            "error exporting items, request to http://localhost:\\d+/v1/traces"
                + " responded with HTTP Status Code "
                + status);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 405, 413, 415, 500, 501})
  void otherStatus_isPermanent(int status) throws Exception {
    assertThat(sendToServer(status, "text/plain", "no", Map.of()))
        .isInstanceOf(Outcome.Rejected.class);
  }

  @ParameterizedTest
  @CsvSource({
    "503, 7, 7",
    "429, 7, 7",
    "502, 7, 0",
    "503, 'Thu, 01 Jan 2026 00:00:30 GMT', 30",
    "503, 'Wed, 31 Dec 2025 23:59:00 GMT', 0",
    "503, soon, 0",
    "503, -5, 0",
    "503, 99999999999999, 31536000",
    "503, 99999999999999999999999, 0",
  })
  void retryAfter_isHonoured(int status, String header, long seconds) throws Exception {
    Outcome outcome = sendToServer(status, "text/plain", "", Map.of("Retry-After", header));

    assertThat(((Outcome.RetryAfter) outcome).delay()).isEqualTo(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(strings = {"proto", "json"})
  void statusInTheBody_isPartOfTheMessage(String encoding) throws Exception {
    downstream.inbox.answer(new Outcome.Rejected(StatusCode.INVALID_ARGUMENT, "no such tenant"));

    Outcome outcome = send(downstream.httpUrl(""), encoding, "gzip", Requests.batch(1));

    assertThat(outcome).isInstanceOf(Outcome.Rejected.class);
    assertThat(((Outcome.Rejected) outcome).code()).isEqualTo(StatusCode.INVALID_ARGUMENT);
    assertThat(((Outcome.Rejected) outcome).message())
        .endsWith(" responded with HTTP Status Code 400, Message=no such tenant");
  }

  @ParameterizedTest
  @ValueSource(strings = {"proto", "json"})
  void partialSuccess_isPassedOn(String encoding) throws Exception {
    downstream.inbox.answer(new Outcome.PartlyRejected(2, "too old"));

    assertThat(send(downstream.httpUrl(""), encoding, "gzip", Requests.batch(5)))
        .isEqualTo(new Outcome.PartlyRejected(2, "too old"));
  }

  @Test
  void responseThatIsNotOtlp_isPermanent() throws Exception {
    assertThat(sendToServer(200, "application/x-protobuf", "\n\177", Map.of()))
        .isInstanceOf(Outcome.Rejected.class);
    assertThat(sendToServer(200, "application/json", "{oops", Map.of()))
        .isInstanceOf(Outcome.Rejected.class);
  }

  @Test
  void responseInAnotherFormat_isASuccess() throws Exception {
    assertThat(sendToServer(200, "text/html", "<p>thanks", Map.of())).isEqualTo(Outcome.accepted());
    assertThat(sendToServer(202, "application/x-protobuf", "", Map.of()))
        .isEqualTo(Outcome.accepted());
  }

  @Test
  void nobodyListening_isRetried() throws Exception {
    int freePort;
    try (java.net.ServerSocket socket = new java.net.ServerSocket(0)) {
      freePort = socket.getLocalPort();
    }

    Outcome outcome = send("http://localhost:" + freePort, "proto", "gzip", Requests.batch(1));

    assertThat(outcome).isInstanceOf(Outcome.RetryAfter.class);
    assertThat(((Outcome.RetryAfter) outcome).message())
        .startsWith("failed to make an HTTP request: Post \"http://localhost:");
  }

  @Test
  void endpoints_areJoinedOrTakenAsTheyAre() {
    assertThat(config("{endpoint: 'http://a:1/base'}").urls())
        .containsEntry(Signal.TRACES, URI.create("http://a:1/base/v1/traces"))
        .containsEntry(Signal.METRICS, URI.create("http://a:1/base/v1/metrics"))
        .containsEntry(Signal.LOGS, URI.create("http://a:1/base/v1/logs"));
    assertThat(config("{endpoint: 'http://a:1/'}").urls())
        .containsEntry(Signal.LOGS, URI.create("http://a:1/v1/logs"));
    assertThat(config("{traces_endpoint: 'http://a:1/x'}").urls())
        .isEqualTo(Map.of(Signal.TRACES, URI.create("http://a:1/x")));
  }

  @Test
  void defaults_areTheCollectors() {
    OtlpHttpExporter.Config config = config("{endpoint: 'http://a:1'}");

    assertThat(config.encoding()).isEqualTo(OtlpHttpExporter.Encoding.PROTO);
    assertThat(config.client().compression().contentEncoding()).isEqualTo("gzip");
    assertThat(config.client().http2()).isTrue();
    assertThat(config.delivery().timeout()).isEqualTo(Duration.ofSeconds(30));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | at least one endpoint must be specified",
        "{endpoint: 'a:4318'} | endpoint: expected an http:// or https:// URL",
        "{endpoint: 'http://a', encoding: xml} | encoding: expected one of proto, json",
        "{endpoint: 'http://a', compression: x} | unsupported compression type \"x\"",
        "{endpoint: 'http://a', compression: lz4} | this build can't compress with lz4",
        "{endpoint: 'http://a', compression_params: {level: 10}} | expected a whole number",
        "{endpoint: 'http://a', headers: {Host: b}} | headers: restricted header name",
        "{endpoint: 'http://a', nope: 1} | has invalid keys: nope",
        "{endpoint: 'http://a', proxy_url: x} | proxy_url: expected http://host:port",
      })
  void badConfiguration_isSaid(String yaml, String problem) {
    List<ConfigProblem> problems = new ArrayList<>();

    OtlpHttpExporter.FACTORY.config(section(yaml, problems));

    assertThat(problems).hasSize(1);
    assertThat(problems.getFirst().toString()).contains(problem);
  }

  private static Outcome sendToServer(
      int status, String contentType, String body, Map<String, String> headers) throws Exception {
    HttpServer server = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.getResponseHeaders().set("Content-Type", contentType);
          headers.forEach(exchange.getResponseHeaders()::set);
          byte[] bytes = body.getBytes(StandardCharsets.ISO_8859_1);
          exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
          writeAndClose(exchange, bytes);
        });
    server.start();
    try {
      return send(
          "http://localhost:" + server.getAddress().getPort(), "proto", "gzip", Requests.batch(1));
    } finally {
      server.stop(0);
    }
  }

  private static void writeAndClose(com.sun.net.httpserver.HttpExchange exchange, byte[] bytes)
      throws IOException {
    if (bytes.length > 0) {
      exchange.getResponseBody().write(bytes);
    }
    exchange.close();
  }

  private static Outcome send(String url, String encoding, String compression, Batch batch)
      throws StartException, InterruptedException {
    return send(
        "{endpoint: '%s', encoding: %s, compression: %s}".formatted(url, encoding, compression),
        batch);
  }

  static Outcome send(String yaml, Batch batch) throws StartException, InterruptedException {
    OtlpHttpExporter.Config config = config(yaml);
    URI target = Objects.requireNonNull(config.urls().get(batch.signal()));
    OtlpHttpExporter exporter = new OtlpHttpExporter(config, target, InstantSource.fixed(NOW));
    exporter.start();
    try {
      return exporter.send(batch);
    } finally {
      exporter.close();
    }
  }

  private static OtlpHttpExporter.Config config(String yaml) {
    List<ConfigProblem> problems = new ArrayList<>();
    OtlpHttpExporter.Config config = OtlpHttpExporter.FACTORY.config(section(yaml, problems));
    assertThat(problems).isEmpty();
    return config;
  }

  private static ConfigSection section(String yaml, List<ConfigProblem> problems) {
    Map<String, Object> values = new Yaml().load(yaml);
    return new ConfigSection("exporters::otlphttp", values, problems);
  }
}
