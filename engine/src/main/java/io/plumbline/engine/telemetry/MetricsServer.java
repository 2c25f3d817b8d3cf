package io.plumbline.engine.telemetry;

import io.micrometer.core.instrument.MeterRegistry;
import io.plumbline.engine.component.StartException;
import io.plumbline.engine.telemetry.MetricsConfig.PrometheusReader;
import io.plumbline.engine.transport.Endpoint;
import io.plumbline.engine.transport.InFlightBytes;
import io.plumbline.engine.transport.RpcStatus;
import io.plumbline.engine.transport.http.HttpAnswer;
import io.plumbline.engine.transport.http.HttpHandler;
import io.plumbline.engine.transport.http.HttpHead;
import io.plumbline.engine.transport.http.HttpServer;
import io.plumbline.engine.transport.http.HttpServerConfig;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Serves the process's own metrics at {@code /metrics}. */
public final class MetricsServer implements AutoCloseable {
  private static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  /** Requests for metrics have no bodies; one that has can't keep more than this. */
  private static final long REQUEST_BYTES_MAX = 64 << 10;

  private final PrometheusReader reader;
  private final HttpServer server;

  /** A server that is not listening yet. */
  public MetricsServer(
      PrometheusReader reader, MeterRegistry meters, Map<String, String> resource) {
    this.reader = reader;
    this.server =
        new HttpServer(
            HttpServerConfig.of(new Endpoint(reader.host(), reader.port())),
            new InFlightBytes(REQUEST_BYTES_MAX),
            new Pages(reader, meters, resource));
  }

  /**
   * Binds and begins to serve.
   *
   * @throws StartException when the address can't be bound
   */
  public void start() throws StartException {
    try {
      server.start();
    } catch (StartException e) {
      Endpoint endpoint = new Endpoint(reader.host(), reader.port());
      throw new StartException(
          "service::telemetry::metrics: binding address %s for Prometheus exporter: %s"
              .formatted(endpoint, e.getMessage()),
          e);
    }
  }

  /** The bound port. */
  int port() {
    return server.port();
  }

  @Override
  public void close() {
    server.close();
  }

  private record Pages(PrometheusReader reader, MeterRegistry meters, Map<String, String> resource)
      implements HttpHandler {

    @Override
    public @Nullable HttpAnswer refuse(HttpHead head) {
      if (!head.path().equals("/metrics")) {
        return HttpAnswer.text(404, "404 page not found\n");
      }
      return head.method().equals("GET") || head.method().equals("HEAD")
          ? null
          : HttpAnswer.text(405, "Method Not Allowed\n");
    }

    @Override
    public HttpAnswer handle(HttpHead head, byte[] body) {
      String text = PrometheusText.write(meters, reader, resource);
      return new HttpAnswer(200, CONTENT_TYPE, text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public HttpAnswer failure(HttpHead head, int httpStatus, RpcStatus status) {
      return HttpAnswer.text(httpStatus, status.message() + "\n");
    }
  }
}
