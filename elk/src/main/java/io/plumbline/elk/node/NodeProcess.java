package io.plumbline.elk.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The processes of a node: a guarding shell whose standard input is a pipe from here, the launcher
 * that comes with Elasticsearch, and the server's JVM.
 */
final class NodeProcess {
  private static final Logger LOG = LoggerFactory.getLogger(NodeProcess.class);

  /** How long a node may take to close its indices before it is killed. */
  private static final int GRACE_SECONDS = 20;

  private final Process guard;

  private NodeProcess(Process guard) {
    this.guard = guard;
  }

  /**
   * Starts it. Its environment is empty but for what it needs: Elasticsearch and its launcher take
   * options from many variables.
   *
   * @param discarded whether its folder is deleted when it ends
   */
  static NodeProcess start(
      NodeFolder folder, Path distribution, NodeUser user, Path logFile, boolean discarded)
      throws IOException {
    List<String> command = new ArrayList<>();
    if (onPath("setsid")) {
      command.add("setsid");
    }
    command.addAll(List.of("sh", folder.guard().toString(), "" + GRACE_SECONDS));
    command.add(discarded ? folder.root().toString() : "");
    command.addAll(
        user.command(List.of(distribution.resolve("bin").resolve("elasticsearch").toString())));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.directory(folder.root().toFile());
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(logFile.toFile()));
    Map<String, String> environment = builder.environment();
    String path = environment.getOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin");
    environment.clear();
    environment.put("PATH", path);
    environment.put("LC_ALL", "C.UTF-8");
    environment.put("HOME", folder.temporary().toString());
    environment.put("ES_JAVA_HOME", System.getProperty("java.home"));
    environment.put("ES_PATH_CONF", folder.config().toString());
    environment.put("ES_TMPDIR", folder.temporary().toString());
    return new NodeProcess(builder.start());
  }

  boolean isRunning() {
    return guard.isAlive();
  }

  boolean endsWithin(long millis) throws InterruptedException {
    return guard.waitFor(millis, TimeUnit.MILLISECONDS);
  }

  void awaitEnd() throws InterruptedException {
    guard.waitFor();
  }

  /** The process ids of the guard and all below it. */
  Stream<ProcessHandle> handles() {
    return Stream.concat(Stream.of(guard.toHandle()), guard.descendants());
  }

  /** Ends all of it and waits; an interrupt makes it hurry and stays set. */
  void stop() {
    List<ProcessHandle> all = handles().toList();
    try {
      guard.getOutputStream().close();
    } catch (IOException e) {
      LOG.warn("The pipe to the Elasticsearch node did not close", e);
    }
    boolean interrupted = false;
    try {
      guard.waitFor(GRACE_SECONDS + 5, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      interrupted = true;
    }
    for (ProcessHandle handle : all) {
      if (handle.isAlive()) {
        handle.destroyForcibly();
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean onPath(String command) {
    String path = System.getenv().getOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin");
    return Stream.of(path.split(":", -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, command)));
  }
}
