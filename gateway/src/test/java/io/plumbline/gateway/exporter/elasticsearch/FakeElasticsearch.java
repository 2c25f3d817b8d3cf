package io.plumbline.gateway.exporter.elasticsearch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Answers {@code _bulk} over real sockets, as a test tells it to; else it stores by id. */
final class FakeElasticsearch implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** One bulk request. */
  record Request(String query, Map<String, List<String>> headers, List<String> lines, int bytes) {
    int documents() {
      return lines.size() / 2;
    }

    String id(int document) {
      return JSON.readTree(lines.get(2 * document)).path("create").path("_id").asString("");
    }
  }

  /** What to answer. */
  record Reply(int status, String body, Map<String, String> headers) {
    static Reply of(int status, String body) {
      return new Reply(status, body, Map.of());
    }
  }

  private final HttpServer server;
  private final Deque<Function<Request, Reply>> script = new ConcurrentLinkedDeque<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final Set<String> stored = new HashSet<>();
  private int created;

  FakeElasticsearch() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    server.createContext("/", this::handle);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** The next request that nothing else is scripted for is answered by this. */
  FakeElasticsearch then(Function<Request, Reply> reply) {
    script.add(reply);
    return this;
  }

  FakeElasticsearch then(int status, String body) {
    return then(_ -> Reply.of(status, body));
  }

  List<Request> requests() {
    return requests;
  }

  /** Documents that were stored by {@link #store}, or by requests without a script. */
  synchronized int created() {
    return created;
  }

  private void handle(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    boolean gzip = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
    byte[] text = gzip ? new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes() : body;
    Request request =
        new Request(
            String.valueOf(exchange.getRequestURI()),
            Map.copyOf(exchange.getRequestHeaders()),
            new String(text, StandardCharsets.UTF_8).lines().toList(),
            text.length);
    requests.add(request);
    Function<Request, Reply> scripted = script.poll();
    Reply reply = scripted == null ? store(request) : scripted.apply(request);
    byte[] answer = reply.body.getBytes(StandardCharsets.UTF_8);
    reply.headers.forEach(exchange.getResponseHeaders()::set);
    if (reply.status == 0) {
      // As a node that dies: the connection closes without an answer.
      exchange.close();
      return;
    }
    exchange.sendResponseHeaders(reply.status, answer.length == 0 ? -1 : answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  /** As Elasticsearch answers: 201, or 409 when the id is there. */
  synchronized Reply store(Request request) {
    List<String> items = new ArrayList<>();
    boolean errors = false;
    for (int document = 0; document < request.documents(); document++) {
      String id = request.id(document);
      boolean isNew = id.isEmpty() || stored.add(id);
      created += isNew ? 1 : 0;
      errors |= !isNew;
      items.add(isNew ? item(201) : item(409, "version_conflict_engine_exception", "exists"));
    }
    return answer(errors, items);
  }

  static Reply answer(boolean errors, List<String> items) {
    return Reply.of(200, "{\"errors\":" + errors + ",\"items\":[" + String.join(",", items) + "]}");
  }

  static String item(int status) {
    return "{\"create\":{\"status\":" + status + "}}";
  }

  static String item(int status, String type, String reason) {
    JsonNode error = JSON.createObjectNode().put("type", type).put("reason", reason);
    return "{\"create\":{\"status\":" + status + ",\"error\":" + error + "}}";
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
