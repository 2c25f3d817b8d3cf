package io.plumbline.elk.node;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Where a node's log goes, and what stands at its end. */
final class NodeLog {
  private static final int TAIL_BYTES = 8192;
  private static final int TAIL_LINES = 15;
  private static final Duration KEPT = Duration.ofDays(7);

  private NodeLog() {}

  static Path fileFor(NodeOptions options, NodeCache cache) throws IOException {
    Path asked = options.logFile();
    Path kept = options.keptIn();
    if (asked == null && kept == null) {
      Path logs = cache.folder("logs");
      deleteOld(logs);
      return Files.createTempFile(logs, "elasticsearch-", ".log");
    }
    Path file = asked != null ? asked : Path.of("" + kept, "logs", "elasticsearch.log");
    Path absolute = file.toAbsolutePath().normalize();
    Path parent = absolute.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    return absolute;
  }

  /** The last lines of a log, each cut to a width that a terminal shows. */
  static String tail(Path log) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      long from = Math.max(0, file.length() - TAIL_BYTES);
      byte[] bytes = new byte[(int) (file.length() - from)];
      file.seek(from);
      file.readFully(bytes);
      List<String> lines = new String(bytes, UTF_8).lines().toList();
      StringBuilder tail = new StringBuilder();
      for (String line : lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size())) {
        tail.append("  ").append(line, 0, Math.min(line.length(), 300)).append('\n');
      }
      return tail.toString();
    }
  }

  private static void deleteOld(Path logs) throws IOException {
    Instant oldest = Instant.now().minus(KEPT);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(logs, "elasticsearch-*.log")) {
      for (Path file : files) {
        if (Files.getLastModifiedTime(file).toInstant().isBefore(oldest)) {
          Files.deleteIfExists(file);
        }
      }
    }
  }
}
