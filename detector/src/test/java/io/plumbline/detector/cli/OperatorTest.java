package io.plumbline.detector.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.detector.features.Feature;
import io.plumbline.detector.telemetry.Disturbance;
import io.plumbline.detector.telemetry.ShopTelemetry;
import io.plumbline.detector.telemetry.TestNode;
import io.plumbline.elk.ElasticsearchConnection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What people do with what a monitor found, on a real node: ten minutes of normal telemetry, then a
 * burst of errors that the monitor has seen the first windows of.
 */
class OperatorTest {
  private static final Instant START = Instant.parse("2026-05-03T10:00:00Z");
  private static final Instant TRAINED = START.plusSeconds(600);
  private static final Instant BURST = TRAINED.plusSeconds(30);
  private static final Instant NOW = BURST.plusSeconds(25);
  private static final Disturbance ERRORS =
      new Disturbance(Disturbance.Kind.ERROR_BURST, BURST, BURST.plusSeconds(60));

  private static final List<CommandRun> PREPARED = new ArrayList<>();
  private static final List<JsonNode> INCIDENTS = new ArrayList<>();

  @BeforeAll
  static void trainAndMonitor() throws IOException, InterruptedException {
    try (ElasticsearchConnection connection = TestNode.connect()) {
      TestNode.forgetDetectors(connection);
      new ShopTelemetry(connection, 3, 5, List.of(ERRORS)).store(START, BURST.plusSeconds(60));
    }
    for (int seed = 1; seed <= 2; seed++) {
      PREPARED.add(
          CommandRun.at(
              TRAINED.plusSeconds(4 + seed),
              "train",
              "--window=5s",
              "--last=10m",
              "--query-delay=5s",
              "--seed=" + seed));
    }
    PREPARED.add(monitor(NOW));
    CommandRun.at(NOW, "incidents", "--json")
        .out()
        .lines()
        .forEach(line -> INCIDENTS.add(read(line)));
  }

  private static CommandRun monitor(Instant now) throws IOException, InterruptedException {
    return CommandRun.at(now, "monitor", "--window=5s", "--query-delay=5s", "--once");
  }

  private static JsonNode read(String json) {
    return JsonMapper.shared().readTree(json);
  }

  private static JsonNode blamed() {
    return INCIDENTS.stream()
        .filter(one -> one.path("service").asString().equals("service-a"))
        .findFirst()
        .orElseThrow();
  }

  private static String id() {
    return blamed().path("id").asString();
  }

  @Test
  void commands_prepared_succeeded() {
    assertThat(PREPARED).allSatisfy(run -> assertThat(run.exitCode()).as(run.err()).isZero());
    assertThat(INCIDENTS).isNotEmpty();
  }

  @Test
  void incidents_listsThem() throws IOException, InterruptedException {
    CommandRun run = CommandRun.at(NOW, "incidents");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out().lines().findFirst())
        .hasValueSatisfying(one -> assertThat(one).startsWith("id "));
    assertThat(run.out()).contains(id() + "  ", "service-a  ");
  }

  @Test
  void incidents_longAgo_listsNoneButTheOpen() throws IOException, InterruptedException {
    Instant later = NOW.plusSeconds(86_400 * 30);

    CommandRun run = CommandRun.at(later, "incidents", "list", "--status", "closed");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("There is no closed incident of that time");
  }

  @Test
  void incidents_show_tellsAllThatIsKnown() throws IOException, InterruptedException {
    CommandRun run = CommandRun.at(NOW, "incidents", "show", id().substring(0, 9));

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out())
        .contains(
            "Incident " + id() + ", ",
            "service-a is the likely cause",
            "Since     " + blamed().path("opened").asString(),
            "How bad   ",
            "Oddest windows",
            "Look first at service-a",
            "resource.attributes.service.name : \"service-a\"");
  }

  @Test
  void incidents_ackThenClose_staysInTheTrailAndEndsItForTheMonitor()
      throws IOException, InterruptedException {
    CommandRun ack = CommandRun.at(NOW, "incidents", "ack", id(), "--by=eve", "--note=looking");
    Instant closed = NOW.plusSeconds(2);
    CommandRun close = CommandRun.at(closed, "incidents", "close", id(), "--by", "bob", "--json");
    CommandRun again = CommandRun.at(NOW, "incidents", "close", id());
    CommandRun late = CommandRun.at(NOW, "incidents", "ack", id());
    CommandRun monitored = monitor(BURST.plusSeconds(60));
    JsonNode shown = read(CommandRun.at(NOW, "incidents", "show", id(), "--json").out());

    assertThat(ack.out())
        .isEqualToIgnoringNewLines("Incident " + id() + " of service-a acknowledged");
    assertThat(read(close.out()).path("status").asString()).isEqualTo("closed");
    assertThat(again.exitCode()).isEqualTo(1);
    assertThat(again.err())
        .isEqualToIgnoringNewLines(
            "detector: Incident " + id() + " is closed already since " + closed + ", by bob");
    assertThat(late.exitCode()).isEqualTo(1);
    assertThat(monitored.out()).contains("incident " + id() + " closed");
    assertThat(shown.path("status").asString()).isEqualTo("closed");
    assertThat(shown.path("closed").asString()).isEqualTo(closed.toString());
    assertThat(shown.path("acknowledged").path("by").asString()).isEqualTo("eve");
    assertThat(shown.path("actions"))
        .extracting(one -> one.path("by").asString() + " " + one.path("kind").asString())
        .containsExactly("eve ack", "bob close");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ffffffffffffffff", "*", "a/../b", "x y", "%2e"})
  void incidents_unknownId_saysSo(String id) throws IOException, InterruptedException {
    CommandRun run = CommandRun.at(NOW, "incidents", "close", id);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).startsWith("detector: There is no incident " + id + ": ").hasLineCount(1);
  }

  @Test
  void models_listsThemWithTheOneInUse() throws IOException, InterruptedException {
    CommandRun run = CommandRun.at(NOW, "models");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out().lines().toList()).hasSize(3);
    assertThat(run.out()).contains("5 s", START + " to ", "frontend, service-a, service-b");
  }

  @Test
  void models_useAndBack_changesTheOneInUseAndNoVersion() throws IOException, InterruptedException {
    CommandRun back = CommandRun.at(NOW, "models", "use", "1");
    JsonNode first = read(CommandRun.at(NOW, "models", "show", "1", "--json").out());
    CommandRun forth = CommandRun.at(NOW, "models", "use", "2");
    CommandRun same = CommandRun.at(NOW, "models", "use", "2");
    String listed = CommandRun.at(NOW, "models", "--json").out();

    assertThat(back.exitCode()).as(back.err()).isZero();
    assertThat(first.path("in_use").asBoolean()).isTrue();
    assertThat(first.path("services").path("service-a").path("typical").path("latency_p99").size())
        .isEqualTo(3);
    assertThat(forth.out()).contains("(version 2) is in use, instead of ");
    assertThat(same.out()).contains("(version 2) is in use already");
    assertThat(read(listed.lines().findFirst().orElseThrow()).path("in_use").asBoolean()).isTrue();
  }

  @Test
  void models_unknownId_saysSo() throws IOException, InterruptedException {
    CommandRun run = CommandRun.at(NOW, "models", "use", "99");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .isEqualToIgnoringNewLines(
            "detector: There is no model 99: 'detector models' lists those that are stored");
  }

  @Test
  void explain_burst_blamesErrors() throws IOException, InterruptedException {
    String time = BURST.plusSeconds(12).toString();

    CommandRun run = CommandRun.at(NOW, "explain", "service-a", time);
    JsonNode json = read(CommandRun.at(NOW, "explain", "service-a", time, "--json").out());

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out())
        .contains(
            "service-a from " + BURST.plusSeconds(10),
            "Score ",
            "Lenses: forest ",
            "own error rate");
    assertThat(json.path("features")).hasSize(Feature.all().size());
    assertThat(json.path("window_seconds").asInt()).isEqualTo(5);
  }

  @Test
  void explain_isWhatTheMonitorStored() throws IOException, InterruptedException {
    JsonNode shown = read(CommandRun.at(NOW, "incidents", "show", id(), "--json").out());
    JsonNode window = shown.path("evidence").path(0);
    Instant start = Instant.parse(window.path("time").asString()).minusSeconds(5);

    JsonNode explained =
        read(
            CommandRun.at(
                    NOW.plusSeconds(60),
                    "explain",
                    window.path("service").asString(),
                    "" + start,
                    "--json")
                .out());

    assertThat(explained.path("score").asDouble())
        .isCloseTo(window.path("score").asDouble(), within(0.01));
  }

  @ParameterizedTest
  @CsvSource({
    "nobody, 2026-05-03T10:10:00Z, does not know nobody",
    "service-a, 2026-05-04T10:10:00Z, is not over yet",
    "service-a, 2020-05-04T10:10:00Z, There is no telemetry of any service"
  })
  void explain_impossible_saysWhy(String service, String time, String why)
      throws IOException, InterruptedException {
    CommandRun run = CommandRun.at(NOW, "explain", service, time);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains(why).hasLineCount(1);
  }

  @Test
  void score_collectedRows_areScoredByTheModelInUse(@TempDir Path folder)
      throws IOException, InterruptedException {
    Path rows = folder.resolve("rows.csv");
    CommandRun.at(
        NOW, "collect", "--window=5s", "--query-delay=5s", "--from=" + TRAINED, "--output=" + rows);

    CommandRun run = CommandRun.at(NOW, "score", rows.toString());

    assertThat(run.exitCode()).as(run.err()).isZero();
    List<String> lines = run.out().lines().toList();
    assertThat(lines.getFirst())
        .isEqualTo("line,score,surprise,severity,time,service,top_features");
    assertThat(lines).hasSize(Files.readAllLines(rows).size());
    assertThat(lines)
        .filteredOn(one -> one.contains(BURST.plusSeconds(10) + ",service-a"))
        .singleElement()
        .asString()
        .containsAnyOf("critical", "major");
  }
}
