package io.plumbline.engine.extension.healthcheck;

import io.plumbline.engine.component.ServiceStatus;
import io.plumbline.engine.config.GoDuration;
import io.plumbline.engine.transport.RpcStatus;
import io.plumbline.engine.transport.http.HttpAnswer;
import io.plumbline.engine.transport.http.HttpHandler;
import io.plumbline.engine.transport.http.HttpHead;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** What the extension answers. */
record HealthPage(HealthCheckExtension.Config config, ServiceStatus status, InstantSource clock)
    implements HttpHandler {

  @Override
  public @Nullable HttpAnswer refuse(HttpHead head) {
    return config.path().equals("/") || head.path().equals(config.path())
        ? null
        : HttpAnswer.text(404, "404 page not found\n");
  }

  @Override
  public HttpAnswer handle(HttpHead head, byte[] body) {
    Instant since = status.readySince();
    int code = since == null ? 503 : 200;
    HealthCheckExtension.ResponseBody texts = config.responseBody();
    if (texts != null) {
      return HttpAnswer.text(code, since == null ? texts.unhealthy() : texts.healthy());
    }
    return new HttpAnswer(code, "application/json", json(since).getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public HttpAnswer failure(HttpHead head, int httpStatus, RpcStatus failure) {
    return HttpAnswer.text(httpStatus, failure.message() + "\n");
  }

  /** In Go's words: a time that is not known is the first of January of year 1. */
  private String json(@Nullable Instant since) {
    if (since == null) {
      return "{\"status\":\"Server not available\",\"upSince\":\"0001-01-01T00:00:00Z\","
          + "\"uptime\":\"\"}";
    }
    String uptime = GoDuration.format(Duration.between(since, clock.instant()));
    return "{\"status\":\"Server available\",\"upSince\":\"%s\",\"uptime\":\"%s\"}"
        .formatted(since, uptime);
  }
}
