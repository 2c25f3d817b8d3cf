package io.plumbline.demo;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The processes of a run: started through the launcher, watched, and stopped in the reverse order
 * of their start. Used by one thread at a time.
 */
final class Processes implements AutoCloseable {
  /**
   * Options of every JVM. It is there for minutes: what C2 would make faster costs more than it
   * brings, half of all CPU time.
   */
  private static final String JVM_OPTIONS = "-XX:TieredStopAtLevel=1";

  private static final String JVM_OPTIONS_VARIABLE = "PLUMBLINE_JAVA_OPTS";

  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Path launcher;
  private final RunFolder folder;
  private final Http http;
  private final Deque<ChildProcess> running = new ArrayDeque<>();

  Processes(Path home, RunFolder folder, Http http) {
    this.launcher = home.resolve("plumbline");
    this.folder = folder;
    this.http = http;
  }

  ChildProcess start(String name, Map<String, String> environment, String... arguments) {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(arguments));
    Map<String, String> all = new HashMap<>(environment);
    String own = System.getenv().getOrDefault(JVM_OPTIONS_VARIABLE, "");
    all.put(JVM_OPTIONS_VARIABLE, JVM_OPTIONS + " " + own);
    ChildProcess child = ChildProcess.start(name, command, all, folder.log(name));
    synchronized (running) {
      running.push(child);
    }
    return child;
  }

  /**
   * Waits until the address answers; says what the process logged when it ended or took too long.
   */
  void awaitAnswer(ChildProcess child, URI uri, Duration patience) throws InterruptedException {
    Instant deadline = Instant.now().plus(patience);
    while (!http.answers(uri)) {
      if (!child.isAlive()) {
        throw ended(child);
      }
      if (Instant.now().isAfter(deadline)) {
        throw new DemoException(
            "%s did not answer at %s within %d s; its log %s ends with:%n%s"
                .formatted(
                    child.name(), uri, patience.toSeconds(), child.log(), child.lastLines(20)));
      }
      Thread.sleep(POLL);
    }
  }

  /** Waits for a process that ends by itself, and fails unless it ended well. */
  void awaitSuccess(ChildProcess child) throws InterruptedException {
    int code = child.await();
    synchronized (running) {
      running.remove(child);
    }
    if (code != 0) {
      throw new DemoException(
          "%s failed with exit code %d; its log %s ends with:%n%s"
              .formatted(child.name(), code, child.log(), child.lastLines(20)));
    }
  }

  /** Fails when a process that should run has ended. */
  void check() {
    synchronized (running) {
      for (ChildProcess child : running) {
        if (!child.isAlive()) {
          throw ended(child);
        }
      }
    }
  }

  /** Stops one process and fails when it did not stop well. */
  void stop(ChildProcess child) throws InterruptedException {
    synchronized (running) {
      running.remove(child);
    }
    if (!child.stop(PATIENCE)) {
      throw new DemoException(
          "%s did not stop cleanly; its log %s ends with:%n%s"
              .formatted(child.name(), child.log(), child.lastLines(20)));
    }
  }

  /** Stops what still runs, last started first, whatever state it is in. */
  @Override
  public void close() {
    while (true) {
      ChildProcess child;
      synchronized (running) {
        child = running.poll();
      }
      if (child == null) {
        return;
      }
      try {
        child.stop(Duration.ofSeconds(5));
      } catch (InterruptedException _) {
        // Whoever interrupts wants out now: the rest is killed without waiting.
        child.kill();
        Thread.currentThread().interrupt();
      }
    }
  }

  private static DemoException ended(ChildProcess child) {
    return new DemoException(
        "%s ended unexpectedly; its log %s ends with:%n%s"
            .formatted(child.name(), child.log(), child.lastLines(20)));
  }
}
