package io.plumbline.elk.node;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A real Elasticsearch node that this process started. It answers on a loopback port without
 * security, and ends with {@link #close} or with this process, even when that is killed. Safe for
 * use by several threads.
 */
public final class LocalElasticsearch implements AutoCloseable {
  /** How often a node that starts is looked at. */
  private static final long POLL_MILLIS = 50;

  /** Longer than a node may take to end after its parent was killed. */
  private static final Duration ENDING_MAX = Duration.ofSeconds(25);

  private final NodeProcess process;
  private final NodeFolder folder;
  private final Path logFile;
  private final URI uri;

  private LocalElasticsearch(NodeProcess process, NodeFolder folder, Path logFile, URI uri) {
    this.process = process;
    this.folder = folder;
    this.logFile = logFile;
    this.uri = uri;
  }

  /**
   * Starts a node and waits until it answers.
   *
   * @throws IOException with what to do about it, and the end of the node's log where there is one:
   *     too little disk space, a taken port or folder, a distribution that was not fetched, a
   *     machine too slow for the timeout
   */
  public static LocalElasticsearch start(NodeOptions options)
      throws IOException, InterruptedException {
    Patience patience = new Patience(options.startTimeout());
    NodeCache cache = NodeCache.ofUser(NodeUser.isRoot());
    Path distribution = cache.unpacked(NodeArchive.version(), NodeArchive::locate);
    Path logFile = NodeLog.fileFor(options, cache);
    NodeFolder folder = folder(options, cache);
    boolean discarded = options.keptIn() == null;
    NodeUser user;
    try {
      FreePort.require(options.httpPort());
      FreeSpace.require(
          folder.root(), (long) options.diskMegabytesMin() << 20, "an Elasticsearch node");
      awaitFree(folder, options.startTimeout());
      folder.prepare(options, distribution);
      Path java = Path.of(System.getProperty("java.home"), "bin", "java");
      user = NodeUser.choose(java, distribution, folder);
    } catch (IOException | InterruptedException | RuntimeException e) {
      if (discarded) {
        NodeCache.delete(folder.root());
      }
      throw e;
    }
    NodeProcess process = NodeProcess.start(folder, distribution, user, logFile, discarded);
    try {
      URI uri = awaitAnswer(process, folder, options, patience);
      return new LocalElasticsearch(process, folder, logFile, uri);
    } catch (IOException e) {
      process.stop();
      throw new IOException(
          e.getMessage() + ". Its log is " + logFile + " and ends:\n" + NodeLog.tail(logFile), e);
    } catch (InterruptedException | RuntimeException e) {
      process.stop();
      throw e;
    }
  }

  /** The address of its HTTP interface, such as {@code http://127.0.0.1:43211}. */
  public URI uri() {
    return uri;
  }

  /** Where it writes its log. */
  public Path logFile() {
    return logFile;
  }

  /** Where its data is; gone with the node when that is discarded. */
  public Path folder() {
    return folder.root();
  }

  /** Whether it still runs: false after {@link #close} and after it ended by itself. */
  public boolean isRunning() {
    return process.isRunning();
  }

  /** Waits until it has ended, by {@link #close} or by itself. */
  public void awaitEnd() throws InterruptedException {
    process.awaitEnd();
  }

  /**
   * Ends the node and waits for that: orderly when its data is kept, at once otherwise. Works
   * twice.
   */
  @Override
  public void close() {
    process.stop();
  }

  private static NodeFolder folder(NodeOptions options, NodeCache cache) throws IOException {
    Path kept = options.keptIn();
    if (kept != null) {
      return new NodeFolder(Files.createDirectories(kept.toAbsolutePath().normalize()));
    }
    Path nodes = cache.folder("nodes");
    StaleNodes.delete(nodes);
    Path folder = Files.createTempDirectory(nodes, "node-");
    Files.setPosixFilePermissions(folder, NodeCache.OPEN_FOLDER);
    return new NodeFolder(folder);
  }

  /** A node whose parent was killed a moment ago may still be ending. */
  private static void awaitFree(NodeFolder folder, Duration startTimeout)
      throws IOException, InterruptedException {
    boolean isShort = startTimeout.compareTo(ENDING_MAX) < 0;
    Patience patience = new Patience(isShort ? startTimeout : ENDING_MAX);
    while (folder.isInUse()) {
      if (patience.isOver()) {
        throw new IOException("Another Elasticsearch node runs on the folder " + folder.root());
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
  }

  private static URI awaitAnswer(
      NodeProcess process, NodeFolder folder, NodeOptions options, Patience patience)
      throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build()) {
      while (!patience.isOver()) {
        if (process.endsWithin(POLL_MILLIS)) {
          throw new IOException("The Elasticsearch node ended while it started");
        }
        if (Files.isRegularFile(folder.portsFile())) {
          List<String> addresses = Files.readString(folder.portsFile(), UTF_8).lines().toList();
          if (!addresses.isEmpty() && answers(http, addresses.getFirst())) {
            return URI.create("http://" + addresses.getFirst());
          }
        }
      }
    }
    throw new IOException(
        "The Elasticsearch node did not answer within "
            + options.startTimeout().toSeconds()
            + " s");
  }

  private static boolean answers(HttpClient http, String address)
      throws IOException, InterruptedException {
    URI health =
        URI.create("http://" + address + "/_cluster/health?wait_for_status=yellow&timeout=1s");
    HttpRequest request = HttpRequest.newBuilder(health).timeout(Duration.ofSeconds(10)).build();
    try {
      return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (ConnectException | HttpTimeoutException _) {
      // Not yet: the caller asks again until its deadline.
      return false;
    }
  }
}
