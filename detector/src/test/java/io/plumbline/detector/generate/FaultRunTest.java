package io.plumbline.detector.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaultRunTest {
  private static final String ON =
      "{\"id\":\"1\",\"kind\":\"cpu-hog\",\"service\":\"service-b\","
          + "\"start\":\"2026-01-01T00:00:00Z\",\"end\":null,\"until\":\"2026-01-01T00:00:20Z\"}";
  private static final String OFF =
      "{\"id\":\"1\",\"kind\":\"cpu-hog\",\"service\":\"service-b\","
          + "\"start\":\"2026-01-01T00:00:00Z\",\"end\":\"2026-01-01T00:00:20Z\"}";

  private final List<String> calls = new ArrayList<>();
  private HttpServer server = start();

  @TempDir private Path folder = Path.of("");

  private static HttpServer start() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @BeforeEach
  void serve() {
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String call = exchange.getRequestMethod() + " " + exchange.getRequestURI();
    calls.add(call);
    boolean known = !call.contains("flood");
    String body =
        !known
            ? "{\"error\":\"no such fault: flood\"}"
            : call.startsWith("GET")
                ? "{\"kinds\":[\"cpu-hog\"],\"faults\":[" + OFF + "]}"
                : call.startsWith("POST") ? ON : OFF;
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(known ? 200 : 404, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private FaultControl control() throws IOException {
    return new FaultControl(URI.create("http://localhost:" + server.getAddress().getPort()));
  }

  @Test
  void have_writesTheTruthAtStartAndEnd() throws IOException, InterruptedException {
    Path truth = folder.resolve("truth.jsonl");
    FaultRun run = new FaultRun(truth, _ -> false, _ -> {});

    try (FaultControl control = control()) {
      assertThat(run.have(control, "cpu-hog", Duration.ofSeconds(20))).isTrue();
    }

    assertThat(calls).containsExactly("POST /faults/cpu-hog?for=20000ms", "GET /faults");
    assertThat(Files.readAllLines(truth))
        .containsExactly(ON.replace(",\"until\":\"2026-01-01T00:00:20Z\"", ""), OFF);
  }

  @Test
  void have_askedToEnd_switchesTheFaultOff() throws IOException, InterruptedException {
    FaultRun run = new FaultRun(null, _ -> true, _ -> {});

    try (FaultControl control = control()) {
      assertThat(run.have(control, "cpu-hog", Duration.ofSeconds(20))).isFalse();
    }

    assertThat(calls).last().isEqualTo("DELETE /faults/cpu-hog");
  }

  @Test
  void have_refused_givesTheReason() throws IOException {
    FaultRun run = new FaultRun(null, _ -> false, _ -> {});

    try (FaultControl control = control()) {
      assertThatThrownBy(() -> run.have(control, "flood", Duration.ofSeconds(1)))
          .isInstanceOf(IOException.class)
          .hasMessageEndingWith("refuses: no such fault: flood");
    }
  }

  @Test
  void kinds_nothingListens_saysSo() throws IOException {
    try (FaultControl nobody = new FaultControl(URI.create("http://localhost:1"))) {
      assertThatThrownBy(nobody::kinds)
          .isInstanceOf(IOException.class)
          .hasMessage("Nothing listens at http://localhost:1: is the service running?");
    }
  }
}
