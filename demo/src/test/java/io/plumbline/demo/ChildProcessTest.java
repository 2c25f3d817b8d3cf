package io.plumbline.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessTest {
  @TempDir Path folder;

  @Test
  void stop_childThatHandlesTerm_endsWithItsCode() throws Exception {
    ChildProcess child =
        start("trap 'echo bye; exit 0' TERM; echo up; while :; do sleep 0.1; done");
    await().until(() -> log().contains("up"));

    boolean clean = child.stop(Duration.ofSeconds(10));

    assertThat(clean).isTrue();
    assertThat(log()).contains("bye");
  }

  @Test
  void stop_childThatIgnoresTerm_isKilled() throws Exception {
    ChildProcess child = start("trap '' TERM; echo $$ up; while :; do sleep 0.1; done");
    await().until(() -> log().contains("up"));
    long pid = Long.parseLong(log().substring(0, log().indexOf(" ")));

    boolean clean = child.stop(Duration.ofMillis(300));

    assertThat(clean).isFalse();
    await().until(() -> ProcessHandle.of(pid).isEmpty());
  }

  /** Repeated, because a child may have ended before its guard first looks at it. */
  @RepeatedTest(20)
  void exitCode_isTheChilds() throws Exception {
    assertThat(start("exit 7").await()).isEqualTo(7);
  }

  @Test
  void kill9OfTheOwner_leavesNothing() throws Exception {
    Path pidFile = folder.resolve("pid");
    Process owner =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Owner.class.getName(),
                folder.toString())
            .inheritIO()
            .start();
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> Files.exists(pidFile) && Files.size(pidFile) > 1);
    long pid = Long.parseLong(Files.readString(pidFile).strip());
    assertThat(ProcessHandle.of(pid)).isPresent();

    owner.destroyForcibly().waitFor();

    await().until(() -> ProcessHandle.of(pid).isEmpty());
  }

  private ChildProcess start(String script) {
    return ChildProcess.start(
        "child", List.of("sh", "-c", script), Map.of(), folder.resolve("child.log"));
  }

  private String log() throws IOException {
    return Files.readString(folder.resolve("child.log"));
  }

  /** A process that starts a child and waits to be killed. */
  static final class Owner {
    private Owner() {}

    public static void main(String[] arguments) throws InterruptedException {
      Path folder = Path.of(arguments[0]);
      ChildProcess child =
          ChildProcess.start(
              "child",
              List.of(
                  "sh",
                  "-c",
                  "echo $$ > " + folder.resolve("pid") + "; while :; do sleep 0.1; done"),
              Map.of(),
              folder.resolve("owned.log"));
      child.await();
    }
  }
}
