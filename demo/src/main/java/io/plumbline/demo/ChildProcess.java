package io.plumbline.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A process with a log file that never outlives this one.
 *
 * <p>It runs below a small shell that holds the read end of a pipe from this process. However this
 * process ends, also by {@code kill -9}, the pipe closes and the shell kills the child. The child
 * has a process group of its own, so a Ctrl-C at the terminal reaches only this process, which then
 * stops its children in the right order.
 */
final class ChildProcess {
  private static final String GUARD =
      """
      child= asked=
      trap 'asked=yes; [ -z "$child" ] || kill -TERM $child 2> /dev/null' TERM
      trap '' INT
      set -m
      exec 3<&0
      (trap - INT; exec "$@" < /dev/null 3<&-) &
      child=$!
      set +m
      [ -z "$asked" ] || kill -TERM $child 2> /dev/null
      { cat <&3 > /dev/null; kill -KILL -- -$child; } 2> /dev/null &
      guard=$!
      exec 3<&-
      # A signal ends a wait early; the shell keeps the child's code, so it can ask again.
      asked=yes
      while [ -n "$asked" ]; do asked=; wait $child; code=$?; done
      kill -KILL $guard 2> /dev/null
      exit $code
      """;

  private final String name;
  private final Path log;
  private final Process process;

  private ChildProcess(String name, Path log, Process process) {
    this.name = name;
    this.log = log;
    this.process = process;
  }

  static ChildProcess start(
      String name, List<String> command, Map<String, String> environment, Path log) {
    List<String> guarded = new ArrayList<>(List.of("bash", "-c", GUARD, name));
    guarded.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(guarded);
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    try {
      return new ChildProcess(name, log, builder.start());
    } catch (IOException e) {
      throw new DemoException("could not start " + name + ": " + e.getMessage(), e);
    }
  }

  String name() {
    return name;
  }

  Path log() {
    return log;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Waits for the process to end by itself and returns its exit code. */
  int await() throws InterruptedException {
    return process.waitFor();
  }

  /**
   * Asks the process to stop, and kills it when it does not within the time.
   *
   * @return whether it stopped by itself with exit code 0
   */
  boolean stop(Duration patience) throws InterruptedException {
    // Not Process.destroy, which also closes the pipe, and that means kill.
    process.toHandle().destroy();
    if (process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      return process.exitValue() == 0;
    }
    kill();
    return false;
  }

  /** Ends the process at once: closing the pipe makes its guard kill it. */
  void kill() {
    try {
      process.getOutputStream().close();
      process.waitFor(5, TimeUnit.SECONDS);
    } catch (IOException _) {
      // The pipe is closed already because the guard is gone, which is all that was wanted.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
  }

  /** What a person needs to see when the process has ended unexpectedly. */
  String lastLines(int count) {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - count), lines.size()));
    } catch (IOException e) {
      return "(its log " + log + " can't be read: " + e.getMessage() + ")";
    }
  }
}
