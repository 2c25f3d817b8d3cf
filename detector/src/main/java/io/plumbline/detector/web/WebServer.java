package io.plumbline.detector.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.plumbline.detector.features.WindowGrid;
import io.plumbline.detector.store.Documents;
import io.plumbline.detector.store.IncidentStore;
import io.plumbline.elk.ElasticsearchConnection;
import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves the page and its numbers over HTTP. */
public final class WebServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);
  private static final int BACKLOG = 64;

  /** However many look, Elasticsearch is asked at most this often. */
  private static final Duration FRESH = Duration.ofSeconds(1);

  private static final Map<String, Asset> ASSETS =
      Map.of(
          "/", new Asset("index.html", "text/html; charset=utf-8"),
          "/page.css", new Asset("page.css", "text/css; charset=utf-8"),
          "/page.js", Asset.script("page.js"),
          "/incidents.js", Asset.script("incidents.js"),
          "/actions.js", Asset.script("actions.js"),
          "/elements.js", Asset.script("elements.js"));

  private final ElasticsearchConnection connection;
  private final Overview overview;
  private final IncidentActions actions;
  private final InstantSource clock;
  private final HttpServer server;
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("web-", 0).factory());
  private final Object lock = new Object();
  // Both guarded by lock.
  private Instant freshUntil = Instant.MIN;
  private byte @Nullable [] cached;

  private record Asset(String resource, String contentType) {
    static Asset script(String resource) {
      return new Asset(resource, "text/javascript; charset=utf-8");
    }
  }

  /**
   * Starts to serve.
   *
   * @param windows how many of the last complete windows are shown
   * @throws IOException when the address can't be listened on
   */
  public static WebServer start(
      InetSocketAddress address,
      ElasticsearchConnection connection,
      WindowGrid grid,
      Duration queryDelay,
      int windows,
      InstantSource clock)
      throws IOException {
    HttpServer server;
    try {
      server = HttpServer.create(address, BACKLOG);
    } catch (BindException e) {
      throw new IOException(
          "Can't listen on %s:%d: %s; choose another port with --port"
              .formatted(address.getHostString(), address.getPort(), e.getMessage()),
          e);
    }
    WebServer web =
        new WebServer(
            connection, new Overview(connection, grid, queryDelay, windows), clock, server);
    server.createContext("/", web::handle);
    server.setExecutor(web.threads);
    server.start();
    return web;
  }

  private WebServer(
      ElasticsearchConnection connection,
      Overview overview,
      InstantSource clock,
      HttpServer server) {
    this.connection = connection;
    this.overview = overview;
    this.actions = new IncidentActions(new IncidentStore(new Documents(connection)));
    this.clock = clock;
    this.server = server;
  }

  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    threads.close();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      String method = exchange.getRequestMethod();
      Asset asset = ASSETS.get(path);
      if (IncidentActions.takes(path)) {
        answerAction(exchange);
      } else if (!method.equals("GET") && !method.equals("HEAD")) {
        exchange.getResponseHeaders().set("Allow", "GET, HEAD");
        answer(
            exchange, 405, "text/plain; charset=utf-8", "only GET is answered\n".getBytes(UTF_8));
      } else if (asset != null) {
        answer(exchange, 200, asset.contentType(), read(asset.resource()));
      } else if (path.equals("/api/overview")) {
        answerJson(exchange, () -> new JsonText(200, overviewJson()));
      } else if (path.equals("/health")) {
        answer(exchange, 200, "application/json", "{\"status\":\"up\"}\n".getBytes(UTF_8));
      } else {
        answer(exchange, 404, "text/plain; charset=utf-8", "no such page\n".getBytes(UTF_8));
      }
    }
  }

  private void answerAction(HttpExchange exchange) throws IOException {
    if (!exchange.getRequestMethod().equals("POST")) {
      exchange.getResponseHeaders().set("Allow", "POST");
      answer(exchange, 405, "text/plain; charset=utf-8", "only POST is answered\n".getBytes(UTF_8));
      return;
    }
    answerJson(
        exchange,
        () -> {
          IncidentActions.Answer done = actions.act(exchange, clock.instant());
          synchronized (lock) {
            cached = null;
          }
          return new JsonText(done.status(), done.body().toString().getBytes(UTF_8));
        });
  }

  /** What is answered in JSON, and how that comes about. */
  @SuppressWarnings("ArrayRecordComponent") // a carrier of bytes, never compared
  private record JsonText(int status, byte[] body) {
    private interface Source {
      JsonText text() throws IOException;
    }
  }

  private void answerJson(HttpExchange exchange, JsonText.Source source) throws IOException {
    JsonText text;
    try {
      text = source.text();
    } catch (IOException e) {
      String reason = String.valueOf(e.getMessage());
      LOG.atWarn().addKeyValue("error", reason).log("Elasticsearch did not give what was asked");
      text = new JsonText(502, error(reason));
    } catch (RuntimeException bug) {
      // As when a document that others wrote has no time: the page must still hear of it.
      LOG.atError().setCause(bug).log("Can't use what is stored");
      text =
          new JsonText(
              500, error("The stored data can't be shown; the log of this program says why"));
    }
    answer(exchange, text.status, "application/json", text.body);
  }

  private byte[] error(String message) {
    return connection.json().createObjectNode().put("error", message).toString().getBytes(UTF_8);
  }

  private byte[] overviewJson() throws IOException {
    synchronized (lock) {
      Instant now = clock.instant();
      byte[] body = cached;
      if (body == null || now.isAfter(freshUntil)) {
        body = overview.at(now).toString().getBytes(UTF_8);
        cached = body;
        freshUntil = now.plus(FRESH);
      }
      return body;
    }
  }

  private static void answer(HttpExchange exchange, int status, String contentType, byte[] body)
      throws IOException {
    var headers = exchange.getResponseHeaders();
    headers.set("Content-Type", contentType);
    headers.set("Cache-Control", "no-store");
    headers.set(
        "Content-Security-Policy",
        "default-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors"
            + " 'none'");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("X-Content-Type-Options", "nosniff");
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.sendResponseHeaders(status, -1);
      return;
    }
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  private static byte[] read(String resource) throws IOException {
    try (InputStream stream = WebServer.class.getResourceAsStream(resource)) {
      if (stream == null) {
        throw new IllegalStateException("not in the jar: " + resource);
      }
      return stream.readAllBytes();
    }
  }
}
