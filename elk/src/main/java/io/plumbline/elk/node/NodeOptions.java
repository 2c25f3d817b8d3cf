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
 * @param startTimeout how long it may take until it answers; a start takes 8 s on two idle cores
 * @param diskMegabytesMin the free disk space below which it is not started
 * @param logFile where its log goes; null for {@code logs/elasticsearch.log} of a kept folder and
 *     for a file of its own in the cache folder otherwise
 */
public record NodeOptions(
    @Nullable Path keptIn,
    int httpPort,
    int heapMegabytes,
    Duration startTimeout,
    int diskMegabytesMin,
    @Nullable Path logFile) {

  /** A node on a free port whose data goes when it stops. */
  public static final NodeOptions DISCARDED =
      new NodeOptions(null, 0, 512, Duration.ofMinutes(4), 1024, null);

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

  /** A node on a free port whose data stays in {@code folder}. */
  public static NodeOptions keptIn(Path folder) {
    return new NodeOptions(
        folder,
        DISCARDED.httpPort,
        DISCARDED.heapMegabytes,
        DISCARDED.startTimeout,
        DISCARDED.diskMegabytesMin,
        null);
  }

  public NodeOptions withHttpPort(int port) {
    return new NodeOptions(keptIn, port, heapMegabytes, startTimeout, diskMegabytesMin, logFile);
  }

  public NodeOptions withHeapMegabytes(int megabytes) {
    return new NodeOptions(keptIn, httpPort, megabytes, startTimeout, diskMegabytesMin, logFile);
  }

  public NodeOptions withStartTimeout(Duration timeout) {
    return new NodeOptions(keptIn, httpPort, heapMegabytes, timeout, diskMegabytesMin, logFile);
  }

  public NodeOptions withDiskMegabytesMin(int megabytes) {
    return new NodeOptions(keptIn, httpPort, heapMegabytes, startTimeout, megabytes, logFile);
  }

  public NodeOptions withLogFile(Path file) {
    return new NodeOptions(keptIn, httpPort, heapMegabytes, startTimeout, diskMegabytesMin, file);
  }
}
