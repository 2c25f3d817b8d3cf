package io.plumbline.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class RunCommandTest {
  private static final String GATEWAY =
      "'%s' -Xmx256m -cp '%s' io.plumbline.gateway.GatewayMain --config {config}"
          .formatted(
              Path.of(System.getProperty("java.home"), "bin", "java"),
              System.getProperty("java.class.path"));

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--system a=x --system b=x --system c=x",
        "--system a=x --system a=y",
        "--system ../a=x",
        "--system a=x --rounds 0",
        "--system a=x --warm-up -1s",
        "--system a=x --for 10",
        "--system a=x --for 0s",
        "--system a=x --rate -5",
        "--system a=x --config b=f.yaml",
        "--system a=x --scenario kafka"
      })
  void arguments_thatMakeNoSense_areWrongUsage(String arguments) {
    assertThat(run(arguments.isEmpty() ? new String[0] : arguments.split(" "))).isEqualTo(2);
    assertThat(err.toString()).contains("Usage: bench run").doesNotContain("\tat ");
  }

  @Test
  void system_thatIsNotThere_isAnErrorWithItsLog() {
    assertThat(run("--system", "a=/no/such/collector")).isEqualTo(1);
    assertThat(err.toString()).contains("exit code 127").contains("/no/such/collector");
  }

  @Test
  void system_thatNeverListens_isAnErrorAndIsStopped() {
    assertThat(run("--start-timeout", "1s", "--system", "a=sleep 4321")).isEqualTo(1);
    assertThat(err.toString()).contains("does not take OTLP").contains("after 1 s");
    assertThat(ProcessHandle.current().descendants().filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void template_thatIsNotThere_isAnError() {
    assertThat(run("--system", "a=true", "--config", "a=/no/such.yaml")).isEqualTo(1);
    assertThat(err.toString()).contains("cannot read the configuration template /no/such.yaml");
  }

  @ParameterizedTest
  @ValueSource(strings = {"otlp", "elasticsearch"})
  void gateway_inAShortRound_losesNothing(String scenario) {
    int code =
        run(
            "--scenario",
            scenario,
            "--rounds",
            "1",
            "--for",
            "1s",
            "--warm-up",
            "0s",
            "--rate",
            "2000",
            "--spans",
            "20",
            "--connections",
            "2",
            "--system",
            "plumbline=" + GATEWAY);
    assertThat(err.toString()).isEmpty();
    assertThat(code).isZero();
    assertThat(out.toString()).containsPattern("plumbline +[1-9]\\d* .* 0 +0 +0\n");
    assertThat(ProcessHandle.current().descendants().filter(ProcessHandle::isAlive)).isEmpty();
  }

  private int run(String... arguments) {
    CommandLine command = BenchMain.commandLine();
    command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    List<String> all = new ArrayList<>(List.of("run"));
    all.addAll(List.of(arguments));
    return command.execute(all.toArray(String[]::new));
  }
}
