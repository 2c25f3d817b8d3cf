package io.plumbline.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole system as a person starts it, on what was just packaged: SDKs, agent, gateway, a real
 * Elasticsearch, detector.
 */
class DemoIT {
  private static final Path ROOT = Path.of(System.getProperty("repository.root"));

  @TempDir Path folder;
  private @Nullable Process demo;

  @AfterEach
  void killWhatIsLeft() {
    if (demo != null) {
      demo.descendants().forEach(ProcessHandle::destroyForcibly);
      demo.destroyForcibly();
    }
  }

  @Test
  void demo_oneFault_isBlamedRightAndNothingIsLost() throws Exception {
    Process run = start("--for", "2m", "--history", "10m", "--port", freePort());

    assertThat(run.waitFor(5, TimeUnit.MINUTES)).as("ended by itself: %s", output()).isTrue();
    assertThat(run.exitValue()).as(output()).isZero();
    assertThat(output())
        .contains("The ledger balances to the item.")
        .contains("1 of 1 faults were reported against the right service. PASSED");
  }

  @Test
  void demo_killed_leavesNoProcess() throws Exception {
    Process run = start("--port", freePort());
    await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> !run.isAlive() || output().contains("minutes of history"));
    assertThat(run.isAlive()).as(output()).isTrue();
    List<ProcessHandle> children = run.descendants().toList();
    assertThat(children).as("guards, collectors, services, store").hasSizeGreaterThan(8);

    run.destroyForcibly().waitFor();

    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(children).noneMatch(ProcessHandle::isAlive));
  }

  @Test
  void demo_portTaken_saysSoAndStartsNothing() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Process run = start("--port", String.valueOf(taken.getLocalPort()));

      assertThat(run.waitFor(1, TimeUnit.MINUTES)).isTrue();
      assertThat(run.exitValue()).isOne();
      assertThat(output())
          .startsWith("plumbline demo: port " + taken.getLocalPort() + " is taken")
          .contains("--port");
    }
  }

  private Process start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(ROOT.resolve("plumbline").toString(), "demo"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(folder.resolve("output").toFile());
    builder.environment().put("PLUMBLINE_BUILT", "1");
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    demo = builder.start();
    return demo;
  }

  private String output() throws IOException {
    return Files.readString(folder.resolve("output"));
  }

  private static String freePort() {
    return String.valueOf(FreePorts.find(1).getFirst());
  }
}
