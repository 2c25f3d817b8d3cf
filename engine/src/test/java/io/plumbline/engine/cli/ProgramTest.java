package io.plumbline.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.engine.connector.forward.ForwardConnector;
import io.plumbline.engine.exporter.debug.DebugExporter;
import io.plumbline.engine.extension.healthcheck.HealthCheckExtension;
import io.plumbline.engine.receiver.otlp.OtlpReceiver;
import io.plumbline.engine.service.Distribution;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProgramTest {
  private static final Path DATA = Path.of("src/test/resources/io/plumbline/engine/cli");
  private static final Distribution DISTRIBUTION =
      new Distribution(
          "test",
          "plumbline-test",
          "Tests the command line.",
          List.of(
              OtlpReceiver.FACTORY,
              DebugExporter.FACTORY,
              ForwardConnector.FACTORY,
              HealthCheckExtension.FACTORY));

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final CompletableFuture<Void> stop = new CompletableFuture<>();

  static List<Path> badFiles() throws IOException {
    try (Stream<Path> files = Files.list(DATA.resolve("bad"))) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("badFiles")
  void validate_badFile(Path file) throws IOException {
    List<String> expected =
        Files.readAllLines(file, StandardCharsets.ISO_8859_1).stream()
            .filter(line -> line.startsWith("# expect: "))
            .map(line -> line.substring("# expect: ".length()))
            .toList();

    int code = run("validate", "--config", file.toString());

    assertThat(code).isEqualTo(1);
    assertThat(out.toString()).isEmpty();
    assertThat(expected).isNotEmpty();
    assertThat(err.toString()).startsWith("Error: ").contains(expected);
    assertThat(err.toString()).contains(file.getFileName().toString());
  }

  @Test
  void run_badFile_startsNothing() {
    int code = run("--config", DATA.resolve("bad/missing-component.yaml").toString());

    assertThat(code).isEqualTo(1);
    assertThat(err.toString()).contains("references receiver \"kafka\" which is not configured");
  }

  @Test
  void validate_goodFiles_areSilent() {
    assertThat(run("validate", "--config", DATA.resolve("full.yaml").toString())).isZero();
    assertThat(run("validate", "--config", DATA.resolve("minimal.yaml").toString())).isZero();

    assertThat(out.toString()).isEmpty();
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void config_beforeTheSubCommand() {
    assertThat(run("--config", DATA.resolve("minimal.yaml").toString(), "validate")).isZero();
  }

  @Test
  void noConfig() {
    assertThat(run()).isEqualTo(1);
    assertThat(err.toString())
        .isEqualToIgnoringNewLines("Error: at least one config flag must be provided");
  }

  @Test
  void missingFile() {
    assertThat(run("--config", "/no/such.yaml")).isEqualTo(1);
    assertThat(err.toString())
        .isEqualToIgnoringNewLines(
            "Error: failed to get config: cannot retrieve the configuration: unable to read the"
                + " file file:/no/such.yaml: no such file or directory");
  }

  @Test
  void setOverFile_isReportedWithItsSource() {
    int code =
        run(
            "validate",
            "--config",
            DATA.resolve("minimal.yaml").toString(),
            "--set",
            "exporters.debug.verbosity=loud");

    assertThat(code).isEqualTo(1);
    assertThat(err.toString())
        .contains("exporters::debug::verbosity: verbosity level \"loud\" is not supported");
  }

  @Test
  void unknownOption_isWrongUsage() {
    assertThat(run("--conf", "x")).isEqualTo(2);
    assertThat(err.toString()).contains("Unknown option").contains("--config");
  }

  @Test
  void help_namesWhatThereIs() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString())
        .contains("Tests the command line.")
        .contains("--config=LOCATION")
        .contains("--set=KEY=VALUE")
        .contains("validate")
        .contains("components")
        .contains("print-config");
  }

  @Test
  void version() {
    assertThat(run("--version")).isZero();
    assertThat(out.toString()).startsWith("plumbline-test version ").doesNotContain("$");
  }

  @Test
  void components() {
    assertThat(run("components")).isZero();
    assertThat(out.toString())
        .contains(
            """
            exporters:
              - name: debug
                module: io.plumbline.engine.exporter.debug
                stability:
                    traces: Beta
                    metrics: Beta
                    logs: Beta
            connectors:
              - name: forward
                module: io.plumbline.engine.connector.forward
                stability:
                    traces-to-traces: Beta
                    metrics-to-metrics: Beta
                    logs-to-logs: Beta
            extensions:
              - name: health_check
                aliases:
                  - healthcheck
                module: io.plumbline.engine.extension.healthcheck
                stability:
                    extension: Beta
            """);
  }

  @Test
  void printConfig_isExpandedAndRedacted() {
    int code =
        run(
            "print-config",
            "--config",
            DATA.resolve("full.yaml").toString(),
            "--set",
            "exporters.debug/unused.verbosity=basic");

    assertThat(code).isZero();
    assertThat(out.toString())
        .contains("endpoint: localhost:0")
        .contains("endpoint: 127.0.0.1:4999")
        .contains("sampling_initial: 5")
        .contains("verbosity: detailed")
        .contains("unhealthy: costs $5");
  }

  @Test
  void printConfig_hidesSecrets() {
    String config = "yaml:{a: {password: p1, headers: {x: p2}, tls: {key_pem: p3}, user: u}}";

    assertThat(run("print-config", "--validate=false", "--config", config)).isZero();
    assertThat(out.toString()).doesNotContain("p1", "p2", "p3").contains("user: u");
  }

  @Test
  void printConfig_unredacted() {
    String config = "yaml:{a: {password: p1}}";

    int code =
        run("print-config", "--validate", "false", "--mode", "unredacted", "--config", config);

    assertThat(code).isZero();
    assertThat(out.toString()).contains("password: p1");
  }

  @Test
  void run_untilStopped() {
    stop.complete(null);

    assertThat(run("--config", DATA.resolve("minimal.yaml").toString())).isZero();
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void run_everything() {
    stop.complete(null);

    int code =
        run(
            "--config",
            DATA.resolve("full.yaml").toString(),
            "--set",
            "receivers.otlp.protocols.http.endpoint=localhost:0");

    assertThat(code).isZero();
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void run_portTaken() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("localhost"))) {
      int code =
          run(
              "--config",
              DATA.resolve("minimal.yaml").toString(),
              "--set",
              "receivers.otlp.protocols.grpc.endpoint=localhost:" + taken.getLocalPort());

      assertThat(code).isEqualTo(1);
      assertThat(err.toString())
          .startsWith("Error: cannot start pipelines: failed to start \"otlp\" receiver: ")
          .contains("localhost:" + taken.getLocalPort())
          .containsIgnoringCase("address already in use");
    }
  }

  @Test
  void run_metricsPortTaken() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("localhost"))) {
      String reader =
          "[{pull: {exporter: {prometheus: {host: localhost, port: %d}}}}]"
              .formatted(taken.getLocalPort());

      int code =
          run(
              "--config",
              DATA.resolve("minimal.yaml").toString(),
              "--set",
              "service.telemetry.metrics={level: basic, readers: " + reader + "}");

      assertThat(code).isEqualTo(1);
      assertThat(err.toString())
          .startsWith("Error: service::telemetry::metrics: binding address localhost:")
          .containsIgnoringCase("address already in use");
    }
  }

  private int run(String... arguments) {
    Map<String, String> environment = Map.of("HOST", "127.0.0.1", "PORT", "4999");
    return Program.run(
        DISTRIBUTION,
        environment,
        new PrintWriter(out, true),
        new PrintWriter(err, true),
        stop,
        arguments);
  }
}
