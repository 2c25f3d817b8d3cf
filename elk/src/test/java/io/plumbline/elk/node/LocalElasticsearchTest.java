package io.plumbline.elk.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.plumbline.elk.ElasticsearchConnection;
import io.plumbline.elk.JsonAnswer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalElasticsearchTest {
  @Test
  void parentKilled_leavesNoProcess(@TempDir Path folder) throws Exception {
    Path told = folder.resolve("told");
    Process parent =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                ParentMain.class.getName(),
                told.toString())
            .inheritIO()
            .start();
    List<ProcessHandle> below;
    try {
      await().atMost(Duration.ofSeconds(150)).until(() -> Files.exists(told));
      below = parent.descendants().toList();
      assertThat(below).hasSizeGreaterThanOrEqualTo(3).allMatch(ProcessHandle::isAlive);
    } finally {
      parent.destroyForcibly();
    }

    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(below).noneMatch(ProcessHandle::isAlive));
    Path node = Path.of(Files.readString(told));
    await().atMost(Duration.ofSeconds(20)).until(() -> Files.notExists(node));
  }

  @Test
  void keptData_isThereAfterRestart(@TempDir Path temporary) throws Exception {
    openForAll(temporary);
    Path kept = temporary.resolve("kept 'data'");
    URI first;
    LocalElasticsearch stopped;
    try (LocalElasticsearch node = LocalElasticsearch.start(NodeOptions.keptIn(kept));
        ElasticsearchConnection connection = ElasticsearchConnection.open("" + node.uri())) {
      first = node.uri();
      assertThat(node.logFile()).isEqualTo(kept.resolve("logs").resolve("elasticsearch.log"));
      assertThat(node.isRunning()).isTrue();
      connection
          .send("PUT", "/numbers/_doc/1?refresh=true", "{\"number\":7}")
          .orThrow("storing a document");

      assertThatThrownBy(() ->
              LocalElasticsearch.start(
                  NodeOptions.keptIn(kept).withStartTimeout(Duration.ofMillis(10))))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("Another Elasticsearch node runs on the folder " + kept);
    }
    assertThatThrownBy(() -> first.toURL().openConnection().getInputStream())
        .isInstanceOf(java.net.ConnectException.class);

    try (LocalElasticsearch node = LocalElasticsearch.start(NodeOptions.keptIn(kept));
        ElasticsearchConnection connection = ElasticsearchConnection.open("" + node.uri())) {
      JsonAnswer found = connection.send("GET", "/numbers/_doc/1", null);
      assertThat(found.orThrow("reading it").path("_source").path("number").asInt()).isEqualTo(7);
      stopped = node;
    }
    assertThat(stopped.isRunning()).isFalse();
    stopped.close();
  }

  private static void openForAll(Path folder) throws IOException {
    Files.setPosixFilePermissions(folder, NodeCache.OPEN_FOLDER);
  }
}
