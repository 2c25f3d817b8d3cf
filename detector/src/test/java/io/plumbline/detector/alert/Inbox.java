package io.plumbline.detector.alert;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A web server that takes webhooks: 200 for all, but for the answers it was told to give first. */
final class Inbox implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final CountDownLatch end = new CountDownLatch(1);

  record Answer(int status, Map<String, String> headers, boolean hangs) {
    static Answer of(int status) {
      return new Answer(status, Map.of(), false);
    }

    static Answer hang() {
      return new Answer(200, Map.of(), true);
    }
  }

  record Request(String body, Headers headers) {}

  Inbox(Answer... first) throws IOException {
    this(0, first);
  }

  Inbox(int port, Answer... first) throws IOException {
    answers.addAll(List.of(first));
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  String url() {
    return "http://localhost:" + server.getAddress().getPort() + "/hook";
  }

  /** What was answered with 200, and also what was not. */
  List<Request> requests() {
    return requests;
  }

  List<String> bodies() {
    return requests.stream().map(Request::body).toList();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      Headers headers = new Headers();
      headers.putAll(exchange.getRequestHeaders());
      requests.add(new Request(body, headers));
      Answer answer = answers.poll();
      if (answer != null && answer.hangs) {
        end.await();
      }
      if (answer != null) {
        answer.headers.forEach(exchange.getResponseHeaders()::add);
      }
      byte[] text = "some words".getBytes(UTF_8);
      exchange.sendResponseHeaders(answer == null ? 200 : answer.status, text.length);
      exchange.getResponseBody().write(text);
    } catch (InterruptedException e) {
      throw new IOException("closed", e);
    }
  }

  @Override
  public void close() {
    end.countDown();
    server.stop(0);
    threads.close();
  }
}
