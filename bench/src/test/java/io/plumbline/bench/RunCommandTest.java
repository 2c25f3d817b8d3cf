package io.plumbline.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RunCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @EnumSource
  void run_gateway_losesNothing(Scenario scenario) {
    int code =
        run(
            "--scenario",
            scenario.name(),
            "--rounds",
            "1",
            "--warm-up",
            "0",
            "--for",
            "1",
            "--spans",
            "10",
            "--system",
            "gateway=" + gateway());

    assertThat(code).as(out + "\n" + err).isZero();
    String row =
        out.toString().lines().filter(line -> line.startsWith("gateway")).findFirst().get();
    String[] cells = row.split(" +", -1);
    assertThat(Double.parseDouble(cells[1])).as("items/s").isPositive();
    assertThat(Double.parseDouble(cells[3])).as("RSS MiB").isGreaterThan(20);
    assertThat(cells[6]).as("lost").isEqualTo("0");
    assertThat(cells[7]).as("failures").isEqualTo("0");
  }

  @Test
  void run_commandThatEnds_saysHow() {
    int code = run("--system", "broken=sh -c 'echo no such flag; exit 3'");

    assertThat(code).isOne();
    assertThat(err.toString()).contains("exit code 3", "no such flag");
  }

  @Test
  void run_wrongConfiguration_saysWhatTheSystemSays(@TempDir Path folder) throws Exception {
    Path template = Files.writeString(folder.resolve("t.yaml"), "receivers: {nosuch: {}}\n");

    int code = run("--system", "gateway=" + gateway(), "--config", "gateway=" + template);

    assertThat(code).isOne();
    assertThat(err.toString()).contains("exit code 1", "nosuch");
  }

  @Test
  void run_missingTemplate_isNamed() {
    int code = run("--system", "a=true", "--config", "a=/no/such/file.yaml");

    assertThat(code).isOne();
    assertThat(err.toString()).contains("/no/such/file.yaml");
  }

  @Test
  void run_wrongUsage_is2() {
    assertThat(run()).isEqualTo(2);
    assertThat(run("--system", "a=true", "--rounds", "0")).isEqualTo(2);
    assertThat(run("--system", "a=true", "--config", "b=x")).isEqualTo(2);
    assertThat(run("--system", "a=true", "--system", "b=true", "--system", "c=true")).isEqualTo(2);
  }

  /** A process of its own, with the class path of this test. */
  private static String gateway() {
    return "'%s/bin/java' -Xmx128m -XX:+UseSerialGC -cp '%s' %s --config {config}"
        .formatted(
            System.getProperty("java.home"),
            System.getProperty("java.class.path"),
            "io.plumbline.gateway.GatewayMain");
  }

  private int run(String... arguments) {
    List<String> all = new ArrayList<>(List.of("run"));
    all.addAll(List.of(arguments));
    return BenchMain.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(all.toArray(String[]::new));
  }
}
