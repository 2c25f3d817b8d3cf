package io.plumbline.elk.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.plumbline.elk.ElasticsearchConnection;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** One node of this process, whose data is kept, and at the same time one of another process. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LocalElasticsearchTest {
  private Path kept;
  private LocalElasticsearch node;
  private Process other;
  private Path otherTold;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    otherTold = folder.resolve("told");
    other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                ParentMain.class.getName(),
                otherTold.toString())
            .inheritIO()
            .start();
    Files.setPosixFilePermissions(folder, NodeCache.OPEN_FOLDER);
    kept = folder.resolve("kept 'data'");
    node = LocalElasticsearch.start(NodeOptions.keptIn(kept).withShortLived(true));
  }

  @AfterAll
  void stop() {
    other.destroyForcibly();
    node.close();
  }

  @Test
  void parentKilled_leavesNoProcess() throws Exception {
    await().atMost(Duration.ofMinutes(4)).until(() -> Files.exists(otherTold));
    List<String> told = Files.readAllLines(otherTold);
    Path folder = Path.of(told.getFirst());
    List<ProcessHandle> below = other.descendants().toList();
    assertThat(below).hasSizeGreaterThanOrEqualTo(3).allMatch(ProcessHandle::isAlive);
    assertThat(told.getLast()).isNotEqualTo(node.uri().toString());

    other.destroyForcibly();

    await()
        .atMost(Duration.ofMinutes(4))
        .untilAsserted(() -> assertThat(below).noneMatch(ProcessHandle::isAlive));
    await().atMost(Duration.ofMinutes(4)).until(() -> Files.notExists(folder));
    assertThat(node.isRunning()).isTrue();
    try (ElasticsearchConnection connection = connect(node)) {
      connection.check();
    }
  }

  @Test
  void keptData_isThereAfterRestart() throws Exception {
    URI first = node.uri();
    try (ElasticsearchConnection connection = connect(node)) {
      connection
          .send("PUT", "/numbers/_doc/1?refresh=true", "{\"number\":7}")
          .orThrow("storing a document");
    }
    LocalElasticsearch stopped = node;
    stopped.close();
    stopped.close();
    assertThat(stopped.isRunning()).isFalse();
    assertThatThrownBy(() -> first.toURL().openConnection().getInputStream())
        .isInstanceOf(ConnectException.class);

    node = LocalElasticsearch.start(NodeOptions.keptIn(kept).withShortLived(true));

    try (ElasticsearchConnection connection = connect(node)) {
      var found = connection.send("GET", "/numbers/_doc/1", null).orThrow("reading it");
      assertThat(found.path("_source").path("number").asInt()).isEqualTo(7);
    }
  }

  @Test
  void logFile_isInKeptFolder() throws IOException {
    assertThat(node.logFile()).isEqualTo(kept.resolve("logs").resolve("elasticsearch.log"));
    assertThat(Files.readString(node.logFile())).contains("started");
  }

  @Test
  void folderOfAnother_isRefused() {
    NodeOptions same = NodeOptions.keptIn(kept).withStartTimeout(Duration.ofMillis(10));

    assertThatThrownBy(() -> LocalElasticsearch.start(same))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("Another Elasticsearch node runs on the folder " + kept);
  }

  @Test
  void takenPort_isRefused() {
    NodeOptions taken = NodeOptions.DISCARDED.withHttpPort(node.uri().getPort());

    assertThatThrownBy(() -> LocalElasticsearch.start(taken))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("Port " + node.uri().getPort() + " of 127.0.0.1 is taken");
  }

  @Test
  void tooLittleDisk_isRefused() {
    NodeOptions greedy = NodeOptions.DISCARDED.withDiskMegabytesMin(Integer.MAX_VALUE);

    assertThatThrownBy(() -> LocalElasticsearch.start(greedy))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("Too little disk space for an Elasticsearch node: ")
        .hasMessageContaining("2147483647 MB are needed");
  }

  private static ElasticsearchConnection connect(LocalElasticsearch node) {
    return ElasticsearchConnection.open(node.uri().toString());
  }
}
