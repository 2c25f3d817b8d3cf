package io.plumbline.elk.node;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a node is to run.
 *
 * @param keptIn the folder that holds its data and still does after it stopped; null for a node
 *     whose data goes with it
 * @param httpPort the loopback port of its HTTP interface; 0 for any free one
 * @param heapMegabytes the JVM heap of the node; the process takes about 300 MB more
 * @param shortLived whether it is for minutes, as in tests: compiles its code once and quickly,
 *     which halves the work of a start and costs speed later
 * @param startTimeout how long it may take until it answers; a start takes 8 s on two idle cores
 * @param diskMegabytesMin the free disk space below which it is not started
 * @param logFile where its log goes; null for {@code logs/elasticsearch.log} of a kept folder and
 *     for a file of its own in the cache folder otherwise
 */
public record NodeOptions(
    @Nullable Path keptIn,
    int httpPort,
    int heapMegabytes,
    boolean shortLived,
    Duration startTimeout,
    int diskMegabytesMin,
    @Nullable Path logFile) {

  /** A short-lived node on a free port whose data goes when it stops. */
  public static final NodeOptions DISCARDED =
      new NodeOptions(null, 0, 512, true, Duration.ofMinutes(4), 1024, null);

  public NodeOptions {
    if (httpPort < 0 || httpPort > 65535) {
      throw new IllegalArgumentException("a port is 0 to 65535: httpPort=" + httpPort);
    }
    if (heapMegabytes < 128) {
      throw new IllegalArgumentException(
          "a node needs a heap of 128 MB or more: heapMegabytes=" + heapMegabytes);
    }
    if (!startTimeout.isPositive()) {
      throw new IllegalArgumentException(
          "the start timeout must be positive: startTimeout=" + startTimeout);
    }
  }

  /** A node for long on a free port whose data stays in {@code folder}. */
  public static NodeOptions keptIn(Path folder) {
    return new NodeOptions(
        folder,
        DISCARDED.httpPort,
        DISCARDED.heapMegabytes,
        false,
        DISCARDED.startTimeout,
        DISCARDED.diskMegabytesMin,
        null);
  }

  public NodeOptions withHttpPort(int port) {
    return new NodeOptions(
        keptIn, port, heapMegabytes, shortLived, startTimeout, diskMegabytesMin, logFile);
  }

  public NodeOptions withHeapMegabytes(int megabytes) {
    return new NodeOptions(
        keptIn, httpPort, megabytes, shortLived, startTimeout, diskMegabytesMin, logFile);
  }

  public NodeOptions withShortLived(boolean isShort) {
    return new NodeOptions(
        keptIn, httpPort, heapMegabytes, isShort, startTimeout, diskMegabytesMin, logFile);
  }

  public NodeOptions withStartTimeout(Duration timeout) {
    return new NodeOptions(
        keptIn, httpPort, heapMegabytes, shortLived, timeout, diskMegabytesMin, logFile);
  }

  public NodeOptions withDiskMegabytesMin(int megabytes) {
    return new NodeOptions(
        keptIn, httpPort, heapMegabytes, shortLived, startTimeout, megabytes, logFile);
  }

  public NodeOptions withLogFile(Path file) {
    return new NodeOptions(
        keptIn, httpPort, heapMegabytes, shortLived, startTimeout, diskMegabytesMin, file);
  }
}
