package io.plumbline.detector.meters;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Answers {@code /metrics} in Prometheus' format, {@code /health} and {@code /ready}. */
public final class MeterServer implements AutoCloseable {
  private static final int BACKLOG = 64;
  private static final String TEXT = "text/plain; charset=utf-8";

  private final PrometheusMeterRegistry registry;
  private final Supplier<@Nullable String> notReady;
  private final HttpServer server;
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("meters-", 0).factory());

  private MeterServer(
      PrometheusMeterRegistry registry, Supplier<@Nullable String> notReady, HttpServer server) {
    this.registry = registry;
    this.notReady = notReady;
    this.server = server;
  }

  /**
   * Starts to serve.
   *
   * @param notReady why the process is not ready; null while it is
   * @throws IOException when the address can't be listened on
   */
  public static MeterServer start(
      InetSocketAddress address,
      PrometheusMeterRegistry registry,
      Supplier<@Nullable String> notReady)
      throws IOException {
    HttpServer server;
    try {
      server = HttpServer.create(address, BACKLOG);
    } catch (BindException e) {
      throw new IOException(
          "Can't listen on %s:%d for metrics: %s; choose another port with --metrics-port, or -1"
                  .formatted(address.getHostString(), address.getPort(), e.getMessage())
              + " for none",
          e);
    }
    MeterServer meters = new MeterServer(registry, notReady, server);
    server.createContext("/", meters::handle);
    server.setExecutor(meters.threads);
    server.start();
    return meters;
  }

  public int port() {
    return server.getAddress().getPort();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String method = exchange.getRequestMethod();
      if (!method.equals("GET") && !method.equals("HEAD")) {
        exchange.getResponseHeaders().set("Allow", "GET, HEAD");
        answer(exchange, 405, TEXT, "only GET is answered\n");
        return;
      }
      switch (exchange.getRequestURI().getPath()) {
        case "/metrics" ->
            answer(exchange, 200, "text/plain; version=0.0.4; charset=utf-8", registry.scrape());
        case "/health" -> answer(exchange, 200, TEXT, "up\n");
        case "/ready" -> {
          String reason = notReady.get();
          answer(
              exchange,
              reason == null ? 200 : 503,
              TEXT,
              (reason == null ? "ready" : reason) + "\n");
        }
        default -> answer(exchange, 404, TEXT, "there are /metrics, /health and /ready\n");
      }
    }
  }

  private static void answer(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    byte[] body = text.getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, head ? -1 : body.length);
    if (!head) {
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    threads.close();
  }
}
