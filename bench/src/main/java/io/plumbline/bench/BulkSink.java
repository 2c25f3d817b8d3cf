package io.plumbline.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Answers {@code _bulk} as an Elasticsearch that stores everything, and says what it is where
 * clients ask.
 */
final class BulkSink implements Sink {
  private static final byte[] INFO =
      """
      {"name":"sink","cluster_name":"sink","version":{"number":"8.19.0","build_flavor":"default"},\
      "tagline":"You Know, for Search"}\
      """
          .getBytes(UTF_8);
  private static final byte[] ITEM = "{\"create\":{\"status\":201}}".getBytes(UTF_8);

  private final SpanIds received = new SpanIds();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;

  private BulkSink(HttpServer server) {
    this.server = server;
  }

  static BulkSink start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
    BulkSink sink = new BulkSink(server);
    server.setExecutor(sink.threads);
    server.createContext("/", sink::handle);
    server.start();
    return sink;
  }

  @Override
  public SpanIds received() {
    return received;
  }

  @Override
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
      boolean bulk = exchange.getRequestURI().getPath().endsWith("/_bulk");
      byte[] answer = INFO;
      int status = 200;
      if (bulk) {
        try {
          answer = answer(take(exchange));
        } catch (ZipException | EOFException _) {
          status = 400;
          answer = "{\"error\":\"the body is not gzip\",\"status\":400}".getBytes(UTF_8);
        }
      }
      // Clients of Elasticsearch check that they talk to one.
      exchange.getResponseHeaders().set("X-Elastic-Product", "Elasticsearch");
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(status, answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  private int take(HttpExchange exchange) throws IOException {
    boolean gzip = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
    InputStream body = exchange.getRequestBody();
    BulkScanner scanner = new BulkScanner();
    try (InputStream plain = gzip ? new GZIPInputStream(body, 1 << 16) : body) {
      byte[] buffer = new byte[1 << 16];
      for (int read = plain.read(buffer); read >= 0; read = plain.read(buffer)) {
        scanner.scan(buffer, read);
      }
    }
    scanner.addSpansTo(received);
    return scanner.documents();
  }

  private static byte[] answer(int count) {
    ByteArrayOutputStream answer = new ByteArrayOutputStream(64 + count * (ITEM.length + 1));
    answer.writeBytes("{\"took\":1,\"errors\":false,\"items\":[".getBytes(UTF_8));
    for (int index = 0; index < count; index++) {
      if (index > 0) {
        answer.write(',');
      }
      answer.writeBytes(ITEM);
    }
    answer.writeBytes("]}".getBytes(UTF_8));
    return answer.toByteArray();
  }
}
