package io.plumbline.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What must be so before anything is started; every problem is told at once. */
final class Preflight {
  /** Elasticsearch unpacked, its data of a long run, and room to spare. */
  static final long DISK_BYTES_MIN = 2L << 30;

  /** Starting, history and training take about a minute; one fault with its recovery 40 s. */
  static final Duration RUN_MIN = Duration.ofMinutes(2);

  /** Below this a model has too few windows to be called trained. */
  static final Duration HISTORY_MIN = Duration.ofMinutes(10);

  private Preflight() {}

  static List<String> problems(
      Path home, Path runFolder, int port, Duration runFor, Duration history) {
    List<String> problems = new ArrayList<>();
    if (!Files.isExecutable(home.resolve("plumbline"))) {
      problems.add(
          "no launcher at " + home.resolve("plumbline") + ": start the demo with ./plumbline demo");
    }
    if (port < 1 || port > 65_535) {
      problems.add("--port must be from 1 to 65535: " + port);
    } else if (!FreePorts.isFree(port)) {
      problems.add(
          "port " + port + " is taken: stop what listens there, or choose another with --port");
    }
    if (!runFor.isZero() && runFor.compareTo(RUN_MIN) < 0) {
      problems.add(
          "--for is too short to start, learn and find a fault: give at least "
              + RUN_MIN.toSeconds()
              + "s");
    }
    if (history.compareTo(HISTORY_MIN) < 0) {
      problems.add(
          "--history is too short to learn from: give at least " + HISTORY_MIN.toMinutes() + "m");
    }
    try {
      long usable = Files.getFileStore(runFolder).getUsableSpace();
      if (usable < DISK_BYTES_MIN) {
        problems.add(
            "too little disk space below %s: %d MiB free, %d MiB needed"
                .formatted(runFolder, usable >> 20, DISK_BYTES_MIN >> 20));
      }
    } catch (IOException e) {
      problems.add("can't tell the free disk space of " + runFolder + ": " + e.getMessage());
    }
    return problems;
  }
}
