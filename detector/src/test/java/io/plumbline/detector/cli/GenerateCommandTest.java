package io.plumbline.detector.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with the faults that are asked for is told before anything is broken. */
class GenerateCommandTest {
  private final List<String> methods = new CopyOnWriteArrayList<>();
  private HttpServer service = listen();

  @TempDir private Path folder = Path.of("");

  private static HttpServer listen() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @BeforeEach
  void serve() {
    service.createContext("/faults", this::answer);
    service.start();
  }

  @AfterEach
  void stop() {
    service.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    methods.add(exchange.getRequestMethod());
    byte[] body = "{\"kinds\":[\"cpu-hog\"],\"faults\":[]}".getBytes(UTF_8);
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private String target() {
    return "http://localhost:" + service.getAddress().getPort();
  }

  private static CommandRun generate(String... args) {
    String[] all = new String[args.length + 1];
    all[0] = "generate";
    System.arraycopy(args, 0, all, 1, args.length);
    return CommandRun.of(Instant.EPOCH, all);
  }

  @Test
  void generate_oneKindOfTwoUnknown_breaksNothing() {
    CommandRun run = generate("--target", target(), "--fault", "cpu-hog,flood");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).isEqualToIgnoringNewLines("detector: None of the targets can have flood");
    assertThat(methods).containsOnly("GET");
  }

  @Test
  void generate_secondTargetAway_breaksNothing() {
    CommandRun run = generate("--target", target() + ",http://localhost:1");

    assertThat(run.err()).startsWith("detector: Nothing listens at http://localhost:1");
    assertThat(methods).containsOnly("GET");
  }

  @Test
  void generate_truthThatCannotBeWritten_breaksNothing() {
    Path file = folder.resolve("none/truth.jsonl");

    CommandRun run = generate("--target", target(), "--truth", file.toString());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .isEqualToIgnoringNewLines("detector: --truth: " + file + " can't be written");
    assertThat(methods).containsOnly("GET");
  }

  @Test
  void generate_targetWithoutScheme_saysWhatIsExpected() {
    CommandRun run = generate("--target", "localhost:8082");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .isEqualToIgnoringNewLines(
            "detector: Expected an address like http://localhost:8081, found localhost:8082");
  }
}
