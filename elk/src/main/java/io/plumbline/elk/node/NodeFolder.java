package io.plumbline.elk.node;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** The folder of one node: its configuration, data, logs and temporary files. */
record NodeFolder(Path root) {
  private static final String LOG4J =
      """
      status = error
      appender.console.type = Console
      appender.console.name = console
      appender.console.layout.type = PatternLayout
      appender.console.layout.pattern = [%d{ISO8601}][%-5p][%-25c{1.}] %m%n
      rootLogger.level = info
      rootLogger.appenderRef.console.ref = console
      """;

  Path config() {
    return root.resolve("config");
  }

  Path data() {
    return root.resolve("data");
  }

  Path logs() {
    return root.resolve("logs");
  }

  Path temporary() {
    return root.resolve("tmp");
  }

  /** What the node itself writes to. */
  List<Path> written() {
    return List.of(config(), data(), logs(), temporary());
  }

  /** Where the node, once it listens, writes the address of its HTTP interface. */
  Path portsFile() {
    return logs().resolve("http.ports");
  }

  /** Makes what is missing and writes the configuration anew; data of an earlier node stays. */
  void prepare(NodeOptions options, Path distribution) throws IOException {
    for (Path folder : written()) {
      Files.createDirectories(folder);
    }
    Files.deleteIfExists(portsFile());
    Files.writeString(config().resolve("elasticsearch.yml"), settings(options));
    Files.writeString(config().resolve("log4j2.properties"), LOG4J);
    Files.write(config().resolve("jvm.options"), jvmOptions(options, distribution));
    try (InputStream script = NodeArchive.resource("guard.sh")) {
      Files.copy(script, guard(), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  Path guard() {
    return root.resolve("guard.sh");
  }

  /**
   * Whether a node runs on this folder: it holds a lock on a file in it, which its end releases.
   */
  boolean isInUse() throws IOException {
    Path lock = data().resolve("node.lock");
    if (!Files.exists(lock)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE)) {
      FileLock taken = channel.tryLock();
      return taken == null;
    } catch (OverlappingFileLockException _) {
      // Another thread of this process asks the same at this moment, and will start a node.
      return true;
    }
  }

  /**
   * Unknown settings are fatal to this distribution, so only what is needed. Watermarks are
   * absolute: the defaults are shares of the disk and stop a node on a large disk with much room
   * left.
   */
  private String settings(NodeOptions options) {
    return """
    cluster.name: plumbline
    node.name: plumbline
    discovery.type: single-node
    network.host: 127.0.0.1
    http.port: %d
    transport.port: 0
    node.portsfile: true
    path.data: %s
    path.logs: %s
    xpack.security.enabled: false
    cluster.routing.allocation.disk.watermark.low: 400mb
    cluster.routing.allocation.disk.watermark.high: 300mb
    cluster.routing.allocation.disk.watermark.flood_stage: 200mb
    indices.merge.disk.watermark.high: 200mb
    """
        .formatted(options.httpPort(), quoted(data()), quoted(logs()));
  }

  /** A YAML string in single quotes, in which only the quote itself is special. */
  private static String quoted(Path path) {
    return "'" + path.toString().replace("'", "''") + "'";
  }

  /**
   * The distribution's own options, without its log of collections (up to 2 GB) and the incubating
   * module that a runtime without development tools does not have, and ours.
   */
  private List<String> jvmOptions(NodeOptions options, Path distribution) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line : Files.readAllLines(distribution.resolve("config").resolve("jvm.options"))) {
      boolean ours = line.startsWith("-Xlog") || line.contains("HeapDump");
      if (!ours && !line.contains("-XX:ErrorFile") && !line.contains("--add-modules")) {
        lines.add(line);
      }
    }
    lines.add("-Xms%dm".formatted(options.heapMegabytes()));
    lines.add("-Xmx%dm".formatted(options.heapMegabytes()));
    lines.add("-XX:-AlwaysPreTouch");
    if (options.shortLived()) {
      lines.add("-XX:TieredStopAtLevel=1");
    }
    lines.add("-XX:ErrorFile=" + logs().resolve("hs_err_pid%p.log"));
    return lines;
  }
}
