package io.plumbline.engine.receiver.otlp;

import io.plumbline.engine.transport.ExportResponse;
import io.plumbline.engine.transport.HttpStatus;
import io.plumbline.engine.transport.RpcStatus;
import io.plumbline.engine.transport.http.HttpAnswer;
import io.plumbline.engine.transport.http.HttpHandler;
import io.plumbline.engine.transport.http.HttpHead;
import io.plumbline.otlp.Batch;
import io.plumbline.otlp.ReadResult;
import io.plumbline.otlp.Signal;
import io.plumbline.otlp.json.OtlpJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Answers the paths of OTLP over HTTP, see <a
 * href="https://opentelemetry.io/docs/specs/otlp/#otlphttp">OTLP/HTTP</a>; texts and codes are the
 * Collector's.
 */
final class OtlpHttpHandler implements HttpHandler {
  private static final String PROTOBUF = "application/x-protobuf";
  private static final String JSON = "application/json";

  /** For requests whose encoding is neither, so that no status can be put into it. */
  private static final byte[] NO_ENCODING =
      "{\"code\": 13, \"message\": \"failed to marshal error message\"}"
          .getBytes(StandardCharsets.UTF_8);

  private final Map<String, Signal> paths;
  private final Intake intake;

  /** Paths lead to the signals whose requests come there. */
  OtlpHttpHandler(Map<String, Signal> paths, Intake intake) {
    this.paths = Map.copyOf(paths);
    this.intake = intake;
  }

  @Override
  public @Nullable HttpAnswer refuse(HttpHead head) {
    Signal signal = paths.get(head.path());
    if (signal == null || !intake.wants(signal)) {
      return HttpAnswer.text(404, "404 page not found");
    }
    if (!head.method().equals("POST")) {
      return HttpAnswer.text(405, "405 method not allowed, supported: [POST]");
    }
    String mediaType = head.mediaType();
    if (!mediaType.equals(PROTOBUF) && !mediaType.equals(JSON)) {
      return HttpAnswer.text(
          415, "415 unsupported media type, supported: [" + JSON + ", " + PROTOBUF + "]");
    }
    return null;
  }

  @Override
  public HttpAnswer handle(HttpHead head, byte[] body) {
    Signal signal = Objects.requireNonNull(paths.get(head.path()));
    boolean json = head.mediaType().equals(JSON);
    ReadResult request = json ? OtlpJson.decode(signal, body) : Batch.read(signal, body);
    return switch (intake.take(request)) {
      case Intake.Success(ExportResponse response) ->
          json
              ? new HttpAnswer(200, JSON, response.toJson(signal))
              : new HttpAnswer(200, PROTOBUF, response.toBytes());
      case Intake.Failure(RpcStatus status) -> failure(head, HttpStatus.of(status.code()), status);
    };
  }

  @Override
  public HttpAnswer failure(HttpHead head, int httpStatus, RpcStatus status) {
    Duration delay = status.retryDelay();
    Map<String, String> headers =
        delay != null && (httpStatus == 429 || httpStatus == 503)
            ? Map.of("Retry-After", Long.toString(delay.toSeconds()))
            : Map.of();
    return switch (head.mediaType()) {
      case PROTOBUF -> new HttpAnswer(httpStatus, PROTOBUF, headers, status.toBytes());
      case JSON -> new HttpAnswer(httpStatus, JSON, headers, status.toJson());
      default -> new HttpAnswer(500, JSON, NO_ENCODING);
    };
  }
}
