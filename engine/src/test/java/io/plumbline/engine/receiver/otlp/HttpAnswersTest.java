package io.plumbline.engine.receiver.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.plumbline.engine.component.Outcome;
import io.plumbline.engine.component.StartException;
import io.plumbline.engine.component.StatusCode;
import io.plumbline.engine.transport.Compression;
import io.plumbline.engine.transport.InFlightBytes;
import io.plumbline.engine.transport.RpcStatus;
import io.plumbline.otlp.Signal;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the receiver answers over HTTP, a test for each row of the Collector's behaviour. */
class HttpAnswersTest {
  private static final String PROTOBUF = "application/x-protobuf";
  private static final String JSON = "application/json";
  private static final String JSON_SPAN =
      "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"name\":\"a\"}]}]}]}";

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private OpenReceiver open;

  @BeforeEach
  void start() throws StartException {
    open = new OpenReceiver(OpenReceiver.BOTH);
  }

  @AfterEach
  void stop() {
    client.close();
    open.close();
  }

  @Test
  void success_protobuf() throws Exception {
    HttpResponse<byte[]> response = post(PROTOBUF, Requests.spans(2));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(contentType(response)).isEqualTo(PROTOBUF);
    assertThat(response.body()).hasSizeLessThanOrEqualTo(2);
    assertThat(open.inbox.itemCount()).isEqualTo(2);
  }

  @Test
  void success_json() throws Exception {
    HttpResponse<byte[]> response = post(JSON, utf8(JSON_SPAN));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(contentType(response)).isEqualTo(JSON);
    assertThat(text(response)).isEqualTo("{\"partialSuccess\":{}}");
    assertThat(open.inbox.itemCount()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/x-protobuf; charset=utf-8",
        "application/x-protobuf;proto=x",
        "Application/X-Protobuf"
      })
  void contentType_parametersAndCaseAreIgnored(String contentType) throws Exception {
    assertThat(post(contentType, Requests.spans(1)).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "PUT", "DELETE", "PATCH", "OPTIONS"})
  void otherMethod_is405(String method) throws Exception {
    HttpResponse<byte[]> response =
        send(
            request("/v1/traces")
                .header("content-type", PROTOBUF)
                .method(method, HttpRequest.BodyPublishers.noBody()));

    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(contentType(response)).isEqualTo("text/plain");
    assertThat(text(response)).isEqualTo("405 method not allowed, supported: [POST]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/protobuf", "application/jsonl", "x"})
  void otherContentType_is415(String contentType) throws Exception {
    HttpResponse<byte[]> response = post(contentType, Requests.spans(1));

    assertThat(response.statusCode()).isEqualTo(415);
    assertThat(contentType(response)).isEqualTo("text/plain");
    assertThat(text(response))
        .isEqualTo(
            "415 unsupported media type, supported: [application/json, application/x-protobuf]");
  }

  @Test
  void noContentType_is415() throws Exception {
    HttpRequest.BodyPublisher body = HttpRequest.BodyPublishers.ofByteArray(new byte[0]);

    assertThat(send(request("/v1/traces").POST(body)).statusCode()).isEqualTo(415);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/v1", "/v1/traces/", "/v1/spans", "//v1/traces", "/V1/TRACES"})
  void unknownPath_is404(String path) throws Exception {
    HttpResponse<byte[]> response = post(path, PROTOBUF, "", Requests.spans(1));

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(open.inbox.batches()).isEmpty();
  }

  @Test
  void pathOfASignalWithoutPipeline_is404() throws Exception {
    try (OpenReceiver logsOnly =
        new OpenReceiver(OpenReceiver.BOTH, new InFlightBytes(1 << 20), List.of(Signal.LOGS))) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(logsOnly.httpUrl("/v1/traces")))
              .header("content-type", PROTOBUF)
              .POST(HttpRequest.BodyPublishers.ofByteArray(Requests.spans(1)))
              .build();

      assertThat(client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode())
          .isEqualTo(404);
    }
  }

  @Test
  void query_isIgnored() throws Exception {
    assertThat(post("/v1/traces?a=b", PROTOBUF, "", Requests.spans(1)).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/traces, application/x-protobuf, ''",
    "/v1/metrics, application/x-protobuf, ''",
    "/v1/logs, application/x-protobuf, ''",
    "/v1/traces, application/json, '{}'",
    "/v1/metrics, application/json, '{\"resourceMetrics\":[]}'",
    "/v1/logs, application/json, '{\"resourceLogs\":[{}]}'",
  })
  void requestWithoutItems_isASuccessNobodyHearsOf(String path, String type, String body)
      throws Exception {
    HttpResponse<byte[]> response = post(path, type, "", utf8(body));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(open.inbox.batches()).isEmpty();
    assertThat(open.count("otelcol_receiver_accepted_spans", "http")).isZero();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void compressedBody_isTaken(Compression compression) throws Exception {
    byte[] body = compression.compress(Requests.spans(500), compression.defaultLevel());

    assertThat(post("/v1/traces", PROTOBUF, compression.contentEncoding(), body).statusCode())
        .isEqualTo(200);
    assertThat(open.inbox.batches().getFirst().bytes()).isEqualTo(Requests.spans(500));
  }

  @ParameterizedTest
  @ValueSource(strings = {"br", "snappy", "identity", "gzip, gzip"})
  void otherContentEncoding_is400(String encoding) throws Exception {
    HttpResponse<byte[]> response = post("/v1/traces", PROTOBUF, encoding, Requests.spans(1));

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(contentType(response)).isEqualTo(PROTOBUF);
    assertThat(status(response))
        .isEqualTo(
            new RpcStatus(
                StatusCode.INVALID_ARGUMENT, "unsupported Content-Encoding: " + encoding));
  }

  @Test
  void errorOfARequestInNoEncoding_fallsBack() throws Exception {
    HttpResponse<byte[]> response = post("/v1/traces", "text/plain", "br", Requests.spans(1));

    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(text(response))
        .isEqualTo("{\"code\": 13, \"message\": \"failed to marshal error message\"}");
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void truncatedCompression_is400(Compression compression) throws Exception {
    byte[] body = compression.compress(Requests.spans(500), compression.defaultLevel());

    HttpResponse<byte[]> response =
        post(
            "/v1/traces",
            PROTOBUF,
            compression.contentEncoding(),
            Arrays.copyOf(body, body.length / 2));

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(status(response).code()).isEqualTo(StatusCode.INVALID_ARGUMENT);
    assertThat(status(response).message()).startsWith("the body could not be decompressed: ");
    assertThat(open.inbox.batches()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "zstd", "zlib", "deflate"})
  void garbageInsteadOfCompression_is400(String encoding) throws Exception {
    HttpResponse<byte[]> response = post("/v1/traces", PROTOBUF, encoding, utf8("garbage here"));

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(status(response).message()).startsWith("the body could not be decompressed: ");
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void bomb_isStoppedAtTheLimit(Compression compression) throws Exception {
    byte[] bomb = compression.compress(new byte[200 << 20], compression.defaultLevel());

    HttpResponse<byte[]> response =
        post("/v1/traces", PROTOBUF, compression.contentEncoding(), bomb);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(status(response).message()).isEqualTo("http: request body too large");
    assertThat(open.inFlight.bytes()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {PROTOBUF, JSON})
  void bodyAboveTheLimit_is400(String contentType) throws Exception {
    HttpResponse<byte[]> response = post(contentType, new byte[(20 << 20) + 1]);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(contentType(response)).isEqualTo(contentType);
    assertThat(text(response)).contains("http: request body too large");
    assertThat(open.inFlight.bytes()).isZero();
  }

  @Test
  void bodyOfTheLimit_isRead() throws Exception {
    HttpResponse<byte[]> response = post(PROTOBUF, new byte[20 << 20]);

    assertThat(status(response).message()).isNotEqualTo("http: request body too large");
  }

  @Test
  void undecodableProtobuf_is400WithWhatAndWhere() throws Exception {
    HttpResponse<byte[]> response = post(PROTOBUF, new byte[] {0x0A, 0x7F, 0x01});

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(contentType(response)).isEqualTo(PROTOBUF);
    assertThat(status(response).code()).isEqualTo(StatusCode.INVALID_ARGUMENT);
    assertThat(status(response).message()).contains("(at byte ");
  }

  @Test
  void undecodableJson_is400InJson() throws Exception {
    HttpResponse<byte[]> response = post(JSON, utf8("{\"resourceSpans\":[{]}"));

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(contentType(response)).isEqualTo(JSON);
    assertThat(text(response)).startsWith("{\"code\":3,\"message\":\"");
  }

  @ParameterizedTest
  @CsvSource({
    "CANCELLED, 503",
    "DEADLINE_EXCEEDED, 503",
    "ABORTED, 503",
    "OUT_OF_RANGE, 503",
    "UNAVAILABLE, 503",
    "DATA_LOSS, 503",
    "RESOURCE_EXHAUSTED, 429",
    "INVALID_ARGUMENT, 400",
    "UNAUTHENTICATED, 401",
    "PERMISSION_DENIED, 403",
    "UNIMPLEMENTED, 404",
    "UNKNOWN, 500",
    "NOT_FOUND, 500",
    "ALREADY_EXISTS, 500",
    "FAILED_PRECONDITION, 500",
    "INTERNAL, 500",
  })
  void refusal_keepsItsCode(StatusCode code, int httpStatus) throws Exception {
    open.inbox.answer(new Outcome.Rejected(code, "because"));

    HttpResponse<byte[]> response = post(PROTOBUF, Requests.spans(1));

    assertThat(response.statusCode()).isEqualTo(httpStatus);
    assertThat(status(response)).isEqualTo(new RpcStatus(code, "because"));
    assertThat(response.headers().firstValue("retry-after")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"2500, UNAVAILABLE, 503, 2", "61000, RESOURCE_EXHAUSTED, 429, 61"})
  void retryDelay_isWholeSecondsInAHeader(long millis, StatusCode code, int status, String header)
      throws Exception {
    open.inbox.answer(new Outcome.RetryAfter(code, "wait", Duration.ofMillis(millis), null));

    HttpResponse<byte[]> response = post(PROTOBUF, Requests.spans(1));

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().firstValue("retry-after")).contains(header);
    assertThat(status(response).retryDelay()).isEqualTo(Duration.ofMillis(millis));
  }

  @Test
  void retryWithoutDelay_has503AndNoHeader() throws Exception {
    open.inbox.answer(new Outcome.RetryAfter(StatusCode.UNAVAILABLE, "sending queue is full"));

    HttpResponse<byte[]> response = post(JSON, utf8(JSON_SPAN));

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(text(response)).isEqualTo("{\"code\":14,\"message\":\"sending queue is full\"}");
    assertThat(response.headers().firstValue("retry-after")).isEmpty();
    assertThat(open.count("otelcol_receiver_refused_spans", "http")).isEqualTo(1);
  }

  @Test
  void exceptionOfAConsumer_is500() throws Exception {
    open.inbox.answer(_ -> {
      throw new IllegalStateException("a bug");
    });

    HttpResponse<byte[]> response = post(PROTOBUF, Requests.spans(1));

    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(status(response).code()).isEqualTo(StatusCode.INTERNAL);
  }

  @Test
  void partialSuccess_isInTheProtobufResponse() throws Exception {
    open.inbox.answer(new Outcome.PartlyRejected(1, "too old"));

    ExportTraceServiceResponse response =
        ExportTraceServiceResponse.parseFrom(post(PROTOBUF, Requests.spans(2)).body());

    assertThat(response.getPartialSuccess().getRejectedSpans()).isEqualTo(1);
    assertThat(response.getPartialSuccess().getErrorMessage()).isEqualTo("too old");
  }

  @Test
  void partialSuccess_isInTheJsonResponse() throws Exception {
    open.inbox.answer(new Outcome.PartlyRejected(1, "too old"));

    assertThat(text(post(JSON, utf8(JSON_SPAN))))
        .isEqualTo("{\"partialSuccess\":{\"rejectedSpans\":\"1\",\"errorMessage\":\"too old\"}}");
  }

  @Test
  void manyRequests_useOneConnection() throws Exception {
    for (int i = 0; i < 20; i++) {
      HttpResponse<byte[]> response = post(PROTOBUF, Requests.spans(1));
      assertThat(response.headers().firstValue("connection")).isEmpty();
    }
    assertThat(open.inbox.itemCount()).isEqualTo(20);
  }

  private HttpResponse<byte[]> post(String contentType, byte[] body)
      throws IOException, InterruptedException {
    return post("/v1/traces", contentType, "", body);
  }

  private HttpResponse<byte[]> post(String path, String type, String encoding, byte[] body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        request(path)
            .header("content-type", type)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    return send(encoding.isEmpty() ? request : request.header("content-encoding", encoding));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(open.httpUrl(path)));
  }

  private HttpResponse<byte[]> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private static String contentType(HttpResponse<?> response) {
    return response.headers().firstValue("content-type").orElse("");
  }

  private static RpcStatus status(HttpResponse<byte[]> response) {
    RpcStatus status = RpcStatus.read(response.body());
    assertThat(status).isNotNull();
    return status;
  }

  private static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
