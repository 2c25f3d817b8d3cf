package io.plumbline.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A started collector; closing stops it. */
final class RunningSystem implements AutoCloseable {
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(15);

  private final Process process;
  private final ProcessMeter meter;
  private final String address;
  private final Path log;

  /** Nothing stays behind when the bench itself is told to stop. */
  private final Thread shutdown;

  private RunningSystem(Process process, String address, Path log) {
    this.process = process;
    this.meter = new ProcessMeter(process);
    this.address = address;
    this.log = log;
    this.shutdown = new Thread(this::stop, "stop-system");
    Runtime.getRuntime().addShutdownHook(shutdown);
  }

  /**
   * Writes the configuration and starts the command.
   *
   * @param folder where the configuration and the log go
   */
  static RunningSystem start(SystemUnderTest system, Scenario scenario, int sinkPort, Path folder)
      throws IOException {
    String address = "127.0.0.1:" + freePort();
    String configuration =
        template(system, scenario)
            .replace("{{receive}}", address)
            .replace("{{send}}", "127.0.0.1:" + sinkPort);
    Path file = Files.writeString(folder.resolve(system.name() + ".yaml"), configuration);
    Path log = folder.resolve(system.name() + ".log");
    // With exec the measured process is the command itself, not a shell around it.
    String command = "exec " + system.command().replace("{config}", file.toString());
    Process process =
        new ProcessBuilder(List.of("sh", "-c", command))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    return new RunningSystem(process, address, log);
  }

  /** Where it receives OTLP over gRPC. */
  String address() {
    return address;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  ProcessMeter.Usage usage() {
    return meter.read();
  }

  /** Fails when the process has ended, with the end of its log. */
  void check() throws IOException {
    if (!process.isAlive()) {
      List<String> lines = Files.readAllLines(log);
      List<String> last = lines.subList(Math.max(0, lines.size() - 15), lines.size());
      throw new IOException(
          "The system ended with exit code %d; its log %s ends with:%n%s"
              .formatted(process.exitValue(), log, String.join("\n", last)));
    }
  }

  /** Asks it to stop, as an operator would, and kills it when it does not. */
  @Override
  public void close() {
    stop();
    try {
      Runtime.getRuntime().removeShutdownHook(shutdown);
    } catch (IllegalStateException _) {
      // The bench is stopping: the hook runs anyway and finds nothing to do.
      return;
    }
  }

  private void stop() {
    // Taken before, since children of a process that has ended are nobody's descendants.
    List<ProcessHandle> children = process.descendants().toList();
    process.destroy();
    try {
      if (!process.waitFor(STOP_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    children.forEach(ProcessHandle::destroyForcibly);
  }

  private static String template(SystemUnderTest system, Scenario scenario) throws IOException {
    if (system.template() != null) {
      return read(system.template());
    }
    try (InputStream stream = RunningSystem.class.getResourceAsStream(scenario.template())) {
      if (stream == null) {
        throw new IllegalStateException("not in the jar: " + scenario.template());
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String read(Path template) throws IOException {
    try {
      return Files.readString(template);
    } catch (IOException e) {
      throw new IOException("cannot read the configuration template " + template, e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
