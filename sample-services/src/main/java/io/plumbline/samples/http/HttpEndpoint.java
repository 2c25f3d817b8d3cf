package io.plumbline.samples.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** An HTTP server on a port, one virtual thread per request. */
public final class HttpEndpoint implements AutoCloseable {
  /** How long requests in flight may take to finish: the services' own timeouts are shorter. */
  private static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(5);

  /** Connections that may wait to be accepted: a spike of load opens many at once. */
  private static final int BACKLOG = 1024;

  /** Far above any request of the shop; a longer body is refused. */
  private static final int BODY_BYTES_MAX = 1 << 20;

  static {
    // Without it a response on a kept connection waits 40 ms for the client's delayed ACK. The
    // server reads it once, when its first instance is made.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;
  private final AtomicInteger inFlight = new AtomicInteger();
  private volatile boolean closing;

  private HttpEndpoint(HttpServer server) {
    this.server = server;
  }

  /**
   * Takes a port; requests wait until {@link #start}.
   *
   * @param port 0 takes a free one
   * @throws IOException saying which address could not be had
   */
  public static HttpEndpoint bind(String host, int port) throws IOException {
    try {
      return new HttpEndpoint(HttpServer.create(new InetSocketAddress(host, port), BACKLOG));
    } catch (BindException e) {
      throw new BindException("cannot listen on " + host + ":" + port + ": " + e.getMessage());
    } catch (java.nio.channels.UnresolvedAddressException | java.net.SocketException e) {
      throw new IOException("cannot listen on " + host + ":" + port + ": " + e.getMessage(), e);
    }
  }

  public void start(Handler handler) {
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", exchange -> serve(exchange, handler));
    server.start();
  }

  public int port() {
    return server.getAddress().getPort();
  }

  private void serve(HttpExchange exchange, Handler handler) throws IOException {
    inFlight.incrementAndGet();
    try (exchange) {
      byte[] body = exchange.getRequestBody().readNBytes(BODY_BYTES_MAX + 1);
      Response response;
      if (closing) {
        exchange.getResponseHeaders().set("Connection", "close");
        response = Response.error(503, "shutting down");
      } else if (body.length > BODY_BYTES_MAX) {
        response = Response.error(413, "body larger than " + BODY_BYTES_MAX + " bytes");
      } else {
        response = handler.handle(toRequest(exchange, body));
      }
      byte[] bytes = response.body().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(response.status(), bytes.length == 0 ? -1 : bytes.length);
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(bytes);
      }
    } finally {
      inFlight.decrementAndGet();
    }
  }

  private static Request toRequest(HttpExchange exchange, byte[] body) {
    Map<String, String> headers = new TreeMap<>();
    exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.getFirst()));
    String query = exchange.getRequestURI().getRawQuery();
    return new Request(
        exchange.getRequestMethod(),
        exchange.getRequestURI().getPath(),
        query == null ? "" : query,
        headers,
        new String(body, StandardCharsets.UTF_8));
  }

  /** Refuses new requests, waits for those in flight (five seconds at most) and frees the port. */
  @Override
  public void close() {
    closing = true;
    long end = System.nanoTime() + DRAIN_TIMEOUT.toNanos();
    while (inFlight.get() > 0 && System.nanoTime() < end) {
      LockSupport.parkNanos(5_000_000);
    }
    server.stop(0);
  }
}
