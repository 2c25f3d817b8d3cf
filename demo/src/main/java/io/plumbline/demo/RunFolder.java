package io.plumbline.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Where one run writes: the log of each process, what the sample services counted, the metrics of
 * agent and gateway at their exit.
 */
record RunFolder(Path path) {
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  static RunFolder create(Path home, Instant now) {
    Path path = home.resolve("target/demo").resolve(NAME.format(now));
    try {
      return new RunFolder(Files.createDirectories(path));
    } catch (IOException e) {
      throw new DemoException(
          "can't write below " + home.resolve("target") + ": " + e.getMessage(), e);
    }
  }

  Path log(String process) {
    return path.resolve(process + ".log");
  }

  /** What the sample service's SDK exporters delivered. */
  Path stats(String process) {
    return path.resolve(process + ".stats.json");
  }

  /** The last metrics of agent or gateway. */
  Path metrics(String process) {
    return path.resolve(process + ".metrics.txt");
  }

  /** What Elasticsearch holds, when it is to be kept. */
  Path storeData() {
    return path.resolve("elasticsearch");
  }

  Path deadLetters() {
    return path.resolve("dead-letter");
  }
}
