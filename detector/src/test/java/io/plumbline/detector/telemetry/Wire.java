package io.plumbline.detector.telemetry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;

/** A way to the test node that breaks when it is told to. */
public final class Wire implements AutoCloseable {
  private final HttpClient client = HttpClient.newHttpClient();
  private final String node;
  private final HttpServer server;
  private int requests;
  private int left = Integer.MAX_VALUE;

  public Wire() throws IOException, InterruptedException {
    node = TestNode.uri();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::pass);
    server.start();
  }

  public String uri() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Breaks after so many requests: the one after them is done, but its answer gets lost. */
  public synchronized void breakAfter(int requests) {
    left = requests;
  }

  public synchronized void mend() {
    left = Integer.MAX_VALUE;
  }

  /** How many came so far. */
  public synchronized int requests() {
    return requests;
  }

  private synchronized int next() {
    requests++;
    return left--;
  }

  private void pass(HttpExchange exchange) throws IOException {
    try (exchange) {
      int before = next();
      if (before < 0) {
        return;
      }
      byte[] body = exchange.getRequestBody().readAllBytes();
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(node + exchange.getRequestURI()))
              .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
      for (String name : List.of("Content-Type", "Accept")) {
        String value = exchange.getRequestHeaders().getFirst(name);
        if (value != null) {
          request.header(name, value);
        }
      }
      HttpResponse<byte[]> answer = client.send(request.build(), BodyHandlers.ofByteArray());
      if (before == 0) {
        return;
      }
      for (String name : List.of("Content-Type", "X-Elastic-Product")) {
        answer
            .headers()
            .firstValue(name)
            .ifPresent(value -> exchange.getResponseHeaders().set(name, value));
      }
      byte[] bytes = answer.body();
      exchange.sendResponseHeaders(answer.statusCode(), bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("interrupted").initCause(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    client.close();
  }
}
