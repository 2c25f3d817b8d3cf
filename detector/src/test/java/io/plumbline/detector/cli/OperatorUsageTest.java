package io.plumbline.detector.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the commands for people are typed, without a node. */
class OperatorUsageTest {
  private static final Instant NOW = Instant.parse("2026-05-03T10:00:00Z");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "incidents show",
        "incidents list 3f2a",
        "incidents reopen 3f2a",
        "incidents ack a b",
        "incidents --status maybe",
        "models use",
        "models list 3",
        "explain service-a",
        "explain service-a noon",
        "score",
        "score x.csv --train-rows many"
      })
  void command_wrongUsage_exitsWith2(String line) {
    assertThat(CommandRun.of(NOW, line.split(" ")).exitCode()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "incidents",
        "incidents list",
        "incidents ack 3f2a",
        "incidents close 3f2a --by eve",
        "models",
        "models use 1",
        "explain service-a 2026-05-03"
      })
  void command_elasticsearchAway_saysWhere(String line) {
    List<String> args = new ArrayList<>(List.of(line.split(" ")));
    args.add("--elasticsearch=http://localhost:1");

    CommandRun run = CommandRun.of(NOW, args.toArray(String[]::new));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).startsWith("detector: ").contains("localhost:1").hasLineCount(1);
  }

  @Test
  void option_beforeTheAction_countsToo() {
    CommandRun run =
        CommandRun.of(NOW, "incidents", "--elasticsearch=http://localhost:1", "ack", "3f2a");

    assertThat(run.err()).startsWith("detector: ").contains("localhost:1").hasLineCount(1);
  }

  @ParameterizedTest
  @CsvSource({
    "incidents list, --status=STATUS",
    "incidents show, ID",
    "incidents ack, --note=TEXT",
    "incidents close, --by=NAME",
    "models list, --json",
    "models show, ID",
    "models use, ID"
  })
  void help_ofAnAction_isItsOwn(String action, String mentioned) {
    CommandRun run = CommandRun.of(NOW, (action + " --help").split(" "));

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("detector " + action, mentioned, "--elasticsearch=URL");
  }

  @ParameterizedTest
  @ValueSource(strings = {"incidents", "models", "explain", "score"})
  void help_hasExamples(String command) {
    CommandRun run = CommandRun.of(NOW, command, "--help");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("Examples:", "detector " + command);
  }
}
