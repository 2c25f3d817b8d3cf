package io.plumbline.detector.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.detector.telemetry.Disturbance;
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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reports on a real node: ten minutes that teach, then eleven with two faults. */
class ReportTest {
  private static final Instant START = Instant.parse("2026-04-01T09:50:00Z");
  private static final Instant TRAINED = Instant.parse("2026-04-01T10:00:00Z");
  private static final Instant SATURATED = TRAINED.plusSeconds(180);
  private static final Instant HOGGED = TRAINED.plusSeconds(420);
  private static final Instant END = TRAINED.plusSeconds(660);
  private static final Instant NOW = END.plusSeconds(10);
  private static final String LAST = "--last=11m";

  private static final List<Disturbance> DISTURBANCES =
      List.of(
          new Disturbance(
              Disturbance.Kind.DATABASE_SATURATION, SATURATED, SATURATED.plusSeconds(60)),
          new Disturbance(Disturbance.Kind.CPU_HOG, HOGGED, HOGGED.plusSeconds(60)));

  @TempDir private static Path folder = Path.of("");

  @BeforeAll
  static void trainAndMonitor() throws IOException, InterruptedException {
    try (ElasticsearchConnection connection = TestNode.connect()) {
      TestNode.forgetDetectors(connection);
      new ShopTelemetry(connection, 3, 5, DISTURBANCES).store(START, END);
      run(TRAINED.plusSeconds(10), "train", "--window", "10s", "--last", "10m");
      run(NOW, "monitor", "--window", "10s", "--once", "--close-after", "3");
      connection
          .send("POST", "/incidents-plumbline,anomalies-plumbline-*/_refresh", null)
          .orThrow("Refreshing");
    }
  }

  private static CommandRun run(Instant now, String... args)
      throws IOException, InterruptedException {
    CommandRun run = CommandRun.at(now, args);
    assertThat(run.exitCode()).as(run.err()).isZero();
    return run;
  }

  @Test
  void report_faultsInTheRange_areOnThePage() throws IOException, InterruptedException {
    Path file = folder.resolve("new/report.html");

    CommandRun run = run(NOW, "report", LAST, "--out", file.toString(), "--truth", "" + truth());

    assertThat(run.out()).contains("at service-b: ");
    assertThat(run.err()).isEqualToIgnoringNewLines("Wrote " + file);
    assertThat(Files.readString(file))
        .contains("2026-04-01 10:00:00 to 2026-04-01 10:11:00 UTC, 66 windows of 10 s")
        .contains("<section id=\"incidents\"", "id=\"incident-1\"", "<section id=\"drift\"")
        .contains("class=\"band\"", "class=\"odd ", "class=\"incident ")
        .contains("timeout: no connection within", "change\">new<")
        .contains(">database-saturation<", "class=\"chip right\">right");
  }

  @Test
  void report_json_describesWhatWasWritten() throws IOException, InterruptedException {
    Path file = folder.resolve("report.md");

    CommandRun run =
        run(NOW, "report", LAST, "--out", "" + file, "--truth", "" + truth(), "--json");

    JsonNode node = JsonMapper.shared().readTree(run.out());
    assertThat(node.path("format").asString()).isEqualTo("markdown");
    assertThat(node.path("windows").asInt()).isEqualTo(66);
    assertThat(node.path("services").asInt()).isEqualTo(3);
    assertThat(node.path("detection").path("right_service").asInt()).isEqualTo(2);
    assertThat(Files.readString(file)).startsWith("# Report, 1 Apr 10:00 to 10:11");
  }

  @Test
  void report_oneService_leavesTheOthersOut() throws IOException, InterruptedException {
    CommandRun run =
        run(NOW, "report", LAST, "--service", "service-b", "--format", "markdown", "--out", "-");

    assertThat(run.out()).contains("\n### service-b\n").doesNotContain("\n### frontend\n");
  }

  @Test
  void report_otherWindowThanTheModels_saysThatNothingIsExpected()
      throws IOException, InterruptedException {
    CommandRun run = run(NOW, "report", LAST, "--window", "30s", "--out", "-");

    assertThat(run.out())
        .contains("The model is of windows of 10 s", "No monitor has judged windows of 30 s")
        .doesNotContain("class=\"band\"");
  }

  @Test
  void report_nothingInTheRange_saysSoAndIsFine() throws IOException, InterruptedException {
    CommandRun run = run(NOW, "report", "--daily", "2020-01-31", "--out", "-");

    assertThat(run.out())
        .contains("Daily report, Friday, 31 January 2020")
        .contains("Nothing is stored of any service in this time.");
  }

  @Test
  void report_windowsNotJudgedYet_saysSo() throws IOException, InterruptedException {
    CommandRun run = run(NOW.plusSeconds(60), "report", LAST, "--format=markdown", "--out", "-");

    assertThat(run.out()).contains("The monitor has come to 2026-04-01T10:11:00Z");
  }

  @Test
  void report_hourly_isTheLastFullHour() throws IOException, InterruptedException {
    CommandRun run =
        run(TRAINED.plusSeconds(3700), "report", "--hourly", "--format=markdown", "--out", "-");

    assertThat(run.out()).startsWith("# Hourly report, 1 Apr 10:00 to 11:00");
  }

  @Test
  void report_truthWithoutSense_saysWhichLine() throws IOException, InterruptedException {
    Path file = folder.resolve("wrong.jsonl");
    Files.writeString(file, "cpu-hog\n");

    CommandRun run = CommandRun.at(NOW, "report", LAST, "--truth", "" + file);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("wrong.jsonl line 1 is no fault").hasLineCount(1);
  }

  @Test
  void report_fileThatCannotBe_saysWhich() throws IOException, InterruptedException {
    Path file = Files.writeString(folder.resolve("file"), "").resolve("report.html");

    CommandRun run = CommandRun.at(NOW, "report", LAST, "--out", "" + file);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("could not be written to " + file).hasLineCount(1);
  }

  @Test
  void report_elasticsearchUnreachable_saysWhere() {
    CommandRun run = CommandRun.of(NOW, "report", "--elasticsearch", "http://localhost:1");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).startsWith("detector: ").contains("localhost:1").hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "report --daily --hourly",
        "report --daily noon",
        "report --range 2026-01-31",
        "report --range a/b",
        "report --from 2026-01-31 --last 1h",
        "report --format pdf",
        "report --json --out -"
      })
  void report_wrongUsage_exitsWith2(String line) {
    assertThat(CommandRun.of(NOW, line.split(" ")).exitCode()).isEqualTo(2);
  }

  private static Path truth() throws IOException {
    StringBuilder lines = new StringBuilder();
    for (Disturbance one : DISTURBANCES) {
      String kind = one.kind().name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
      lines.append(
          "{\"id\":\"%s\",\"kind\":\"%s\",\"service\":\"%s\",\"start\":\"%s\",\"end\":\"%s\"}\n"
              .formatted(kind, kind, one.kind().service(), one.start(), one.end()));
    }
    return Files.writeString(folder.resolve("truth.jsonl"), lines);
  }
}
