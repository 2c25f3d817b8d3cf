package io.plumbline.elk;

import io.plumbline.elk.node.LocalElasticsearch;
import io.plumbline.elk.node.NodeOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Runs a node until SIGTERM or SIGINT. */
@Command(
    name = "node",
    mixinStandardHelpOptions = true,
    versionProvider = ElkMain.Version.class,
    description = "Runs an Elasticsearch node of one's own until SIGTERM or SIGINT.")
final class NodeCommand implements Callable<Integer> {
  @Option(
      names = "--keep",
      paramLabel = "DIR",
      description = "Where its data stays (default: its data goes with it).")
  private @Nullable Path keep;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "9200",
      description = "Loopback port to listen on, 0 for a free one (default: ${DEFAULT-VALUE}).")
  private int port = 9200;

  @Option(
      names = "--heap-megabytes",
      paramLabel = "N",
      defaultValue = "512",
      description = "Heap of its JVM (default: ${DEFAULT-VALUE}).")
  private int heapMegabytes = 512;

  @Override
  public Integer call() throws IOException, InterruptedException {
    LocalElasticsearch node = LocalElasticsearch.start(options());
    Thread orderly = new Thread(() -> endWith(node), "stop-node");
    Runtime.getRuntime().addShutdownHook(orderly);
    System.out.println("Elasticsearch answers at " + node.uri());
    System.out.println("Its log is " + node.logFile());
    node.awaitEnd();
    if (removed(orderly)) {
      throw new IOException("The Elasticsearch node ended; its log is " + node.logFile());
    }
    // The hook is at work and ends this process.
    orderly.join();
    return 0;
  }

  private NodeOptions options() {
    try {
      NodeOptions kept = keep == null ? NodeOptions.DISCARDED : NodeOptions.keptIn(keep);
      return kept.withShortLived(false).withHttpPort(port).withHeapMegabytes(heapMegabytes);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(new CommandLine(this), String.valueOf(e.getMessage()), e);
    }
  }

  /** A node ends with its process anyway; this makes that orderly, and a success. */
  private static void endWith(LocalElasticsearch node) {
    node.close();
    Runtime.getRuntime().halt(0);
  }

  private static boolean removed(Thread hook) {
    try {
      return Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException _) {
      // The process is already stopping, so the hook runs.
      return false;
    }
  }
}
