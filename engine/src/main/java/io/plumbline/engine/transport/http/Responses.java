package io.plumbline.engine.transport.http;

import static io.netty.handler.codec.http.HttpHeaderNames.CONTENT_TYPE;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.plumbline.engine.component.StatusCode;
import io.plumbline.engine.transport.BodyTooLargeException;
import io.plumbline.engine.transport.Compression;
import io.plumbline.engine.transport.RpcStatus;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a server answers by itself, and how every answer is written. Safe for many threads. */
final class Responses {
  /** How long senders are asked to wait when too many bytes are in flight. */
  private static final Duration RETRY_DELAY = Duration.ofSeconds(1);

  private final HttpServerConfig config;
  private final HttpHandler handler;
  private final @Nullable Cors cors;

  Responses(HttpServerConfig config, HttpHandler handler) {
    this.config = config;
    this.handler = handler;
    this.cors =
        config.cors() == null || config.cors().allowedOrigins().isEmpty()
            ? null
            : new Cors(config.cors());
  }

  /** What can be answered before the body is there; null when the body is needed. */
  @Nullable HttpAnswer early(HttpHead head) {
    HttpAnswer preflight = cors == null ? null : cors.preflight(head);
    if (preflight != null) {
      return preflight;
    }
    String encoding = contentEncoding(head);
    if (!config.compressionAlgorithms().contains(encoding)) {
      return bad(head, "unsupported Content-Encoding: " + encoding);
    }
    return handler.refuse(head);
  }

  /** How the body is compressed; what {@link #early} let pass. */
  Compression compression(HttpHead head) {
    Compression compression = Compression.named(contentEncoding(head));
    return compression == null ? Compression.NONE : compression;
  }

  HttpAnswer bad(HttpHead head, String message) {
    return handler.failure(head, 400, new RpcStatus(StatusCode.INVALID_ARGUMENT, message));
  }

  HttpAnswer tooLarge(HttpHead head) {
    return bad(head, BodyTooLargeException.MESSAGE);
  }

  HttpAnswer overloaded(HttpHead head) {
    RpcStatus status =
        new RpcStatus(
            StatusCode.RESOURCE_EXHAUSTED, "too many bytes of requests in flight", RETRY_DELAY);
    return handler.failure(head, 429, status);
  }

  /** For what is not HTTP. */
  HttpAnswer undecodable(Throwable cause) {
    return switch (cause) {
      case TooLongHttpLineException _ -> HttpAnswer.text(414, "414 URI Too Long");
      case TooLongHttpHeaderException _ ->
          HttpAnswer.text(431, "431 Request Header Fields Too Large");
      case Throwable _ -> HttpAnswer.text(400, "400 Bad Request");
    };
  }

  FullHttpResponse write(HttpHead head, HttpAnswer answer, boolean keepAlive) {
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.valueOf(answer.status()),
            Unpooled.wrappedBuffer(answer.body()));
    config.responseHeaders().forEach(response.headers()::set);
    if (cors != null && !answer.headers().containsKey("Vary")) {
      cors.mark(head, response.headers());
    }
    answer.headers().forEach(response.headers()::set);
    if (!answer.contentType().isEmpty()) {
      response.headers().set(CONTENT_TYPE, answer.contentType());
    }
    if (answer.status() != 204) {
      HttpUtil.setContentLength(response, answer.body().length);
    }
    if (!keepAlive) {
      response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    }
    return response;
  }

  private static String contentEncoding(HttpHead head) {
    String encoding = head.header("content-encoding");
    return encoding == null ? "" : encoding;
  }
}
