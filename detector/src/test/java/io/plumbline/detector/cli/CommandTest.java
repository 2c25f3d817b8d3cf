package io.plumbline.detector.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.detector.telemetry.ShopTelemetry;
import io.plumbline.detector.telemetry.TestNode;
import io.plumbline.elk.ElasticsearchConnection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person sees of the commands, above all when something is wrong. */
class CommandTest {
  private static final Instant START = Instant.parse("2026-06-01T10:00:00Z");
  private static final Instant NOW = START.plusSeconds(70);

  @BeforeAll
  static void store() throws IOException, InterruptedException {
    try (ElasticsearchConnection connection = TestNode.connect()) {
      new ShopTelemetry(connection, 2, 3, List.of()).store(START, START.plusSeconds(60));
    }
  }

  @Test
  void collect_printsATable() throws IOException, InterruptedException {
    CommandRun run = CommandRun.at(NOW, "collect", "--window", "30s", "--last", "1m");

    assertThat(run.exitCode()).as(run.err()).isZero();
    List<String> lines = run.out().lines().toList();
    assertThat(lines).hasSize(7);
    assertThat(lines.getFirst()).startsWith("window").contains("latency_p99");
    assertThat(lines.get(1)).startsWith("2026-06-01T10:00:00Z frontend").contains("/s");
  }

  @Test
  void collect_output_writesCsv(@TempDir Path folder) throws IOException, InterruptedException {
    Path file = folder.resolve("rows.csv");

    CommandRun run =
        CommandRun.at(NOW, "collect", "--window", "30s", "--last", "1m", "--output", "" + file);

    assertThat(run.exitCode()).as(run.err()).isZero();
    List<String> lines = Files.readAllLines(file);
    assertThat(lines).hasSize(7);
    assertThat(lines.getFirst()).startsWith("window_start,window_seconds,service,request_rate,");
    assertThat(lines.get(3)).startsWith("2026-06-01T10:00:00Z,30,service-b,");
  }

  @Test
  void collect_json_printsLinesWithNullForMissing() throws IOException, InterruptedException {
    CommandRun run = CommandRun.at(NOW, "collect", "--window", "30s", "--last", "1m", "--json");

    assertThat(run.out().lines().toList())
        .hasSize(6)
        .allMatch(line -> line.startsWith("{\"window_start\":\"2026-06-01T10:00:"));
  }

  @Test
  void collect_outputOfUnknownKind_saysWhichThereAre() throws IOException, InterruptedException {
    CommandRun run = CommandRun.at(NOW, "collect", "--output", "rows.parquet");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("--output must end in .csv");
  }

  @Test
  void collect_outputIntoNoFolder_saysSo(@TempDir Path folder)
      throws IOException, InterruptedException {
    Path file = folder.resolve("none/rows.csv");

    CommandRun run = CommandRun.at(NOW, "collect", "--last", "1m", "--output", "" + file);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .startsWith("detector: There is no file or folder " + folder.resolve("none"));
  }

  @Test
  void collect_noTelemetry_saysSo() throws IOException, InterruptedException {
    CommandRun run =
        CommandRun.at(Instant.parse("2020-01-01T00:00:00Z"), "collect", "--last", "1h");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .startsWith("detector: There is no telemetry of any service from 2019-12-31T22:59:00Z to");
  }

  @Test
  void train_fewWindows_saysHowMany() throws IOException, InterruptedException {
    CommandRun run = CommandRun.at(NOW, "train", "--window", "10s", "--last", "1m");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .contains("No service has the 20 windows that a model needs")
        .contains("frontend=4");
  }

  @Test
  void monitor_withoutModel_saysThatOnlyRulesAreChecked() throws IOException, InterruptedException {
    try (ElasticsearchConnection connection = TestNode.connect()) {
      TestNode.forgetDetectors(connection);
    }

    CommandRun run = CommandRun.at(NOW, "monitor", "--once");

    assertThat(run.exitCode()).isEqualTo(0);
    assertThat(run.err())
        .isEqualToIgnoringNewLines(
            "There is no model yet: only rules are checked until 'detector train' has run");
  }

  @ParameterizedTest
  @ValueSource(strings = {"collect", "train", "all"})
  void command_elasticsearchUnreachable_saysWhere(String command) {
    CommandRun run = CommandRun.of(NOW, command, "--elasticsearch", "http://localhost:1");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).startsWith("detector: ").contains("localhost:1").hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "collect --last yesterday",
        "collect --from noon",
        "train --seed x",
        "monitor --close-after many",
        "generate",
        "unknown",
        ""
      })
  void command_wrongUsage_exitsWith2(String line) {
    String[] args = line.isEmpty() ? new String[0] : line.split(" ");

    assertThat(CommandRun.of(NOW, args).exitCode()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"collect", "train", "monitor", "generate", "all", "report"})
  void help_hasExamples(String command) {
    CommandRun run = CommandRun.of(NOW, command, "--help");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("Examples:", "detector " + command + " ");
  }

  @Test
  void window_partOfASecond_isRefused() throws IOException, InterruptedException {
    CommandRun run = CommandRun.at(NOW, "collect", "--window", "1500ms");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("--window: a window must be whole seconds");
  }
}
