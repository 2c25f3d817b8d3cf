package io.plumbline.detector.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.detector.telemetry.Disturbance;
import io.plumbline.detector.telemetry.ShopTelemetry;
import io.plumbline.detector.telemetry.TestNode;
import io.plumbline.elk.ElasticsearchConnection;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/**
 * The commands one after the other on a real node, as in the demo: windows of 5 s, half an hour of
 * normal telemetry, then every kind of disturbance for 25 s.
 */
class DetectionTest {
  private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
  private static final Instant TRAINED = START.plusSeconds(20 * 60);
  private static final Duration EVERY = Duration.ofSeconds(75);
  private static final Instant QUIET = TRAINED.plusSeconds(5 * 60);
  private static final List<Disturbance> DISTURBANCES =
      ShopTelemetry.oneOfEach(QUIET, Duration.ofSeconds(25), EVERY);
  private static final Instant END = QUIET.plus(EVERY.multipliedBy(DISTURBANCES.size()));

  private static ElasticsearchConnection connection = unset();
  private static final List<JsonNode> INCIDENTS = new ArrayList<>();
  private static CommandRun training = new CommandRun(0, "", "");
  private static CommandRun monitoring = new CommandRun(0, "", "");

  private static ElasticsearchConnection unset() {
    return ElasticsearchConnection.open("http://localhost:1");
  }

  @BeforeAll
  static void trainAndMonitor() throws IOException, InterruptedException {
    connection.close();
    connection = TestNode.connect();
    TestNode.forgetDetectors(connection);
    new ShopTelemetry(connection, 8, 1, DISTURBANCES).store(START, END);
    training =
        CommandRun.at(
            TRAINED.plusSeconds(5),
            "train",
            "--window",
            "5s",
            "--last",
            "20m",
            "--query-delay",
            "5s");
    monitoring =
        CommandRun.at(
            END.plusSeconds(5),
            "monitor",
            "--window",
            "5s",
            "--query-delay",
            "5s",
            "--once",
            "--close-after",
            "3");
    INCIDENTS.addAll(search("incidents-plumbline", "incident.opened"));
  }

  @AfterAll
  static void close() throws IOException {
    connection.close();
  }

  private static List<JsonNode> search(String index, String sort) throws IOException {
    connection.send("POST", "/" + index + "/_refresh", null).orThrow("Refreshing");
    List<JsonNode> found = new ArrayList<>();
    connection
        .send("POST", "/" + index + "/_search", "{\"size\":1000,\"sort\":[\"" + sort + "\"]}")
        .orThrow("Searching")
        .path("hits")
        .path("hits")
        .forEach(hit -> found.add(hit.path("_source")));
    return found;
  }

  @Test
  void train_learnsServicesAndCalls() {
    assertThat(training.exitCode()).as(training.err()).isZero();
    assertThat(training.out())
        .contains("frontend calls [service-a]", "service-a calls [service-b]")
        .contains("service-b: 238 windows");
  }

  @Test
  void monitor_quietTelemetry_opensFewIncidents() {
    assertThat(monitoring.exitCode()).as(monitoring.err()).isZero();
    assertThat(INCIDENTS)
        .filteredOn(incident ->
            Instant.parse(incident.path("incident").path("opened").asString()).isBefore(QUIET))
        .hasSizeLessThanOrEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(Disturbance.Kind.class)
  void monitor_disturbance_isReportedAgainstTheRightService(Disturbance.Kind kind) {
    Disturbance disturbance =
        DISTURBANCES.stream().filter(one -> one.kind() == kind).findFirst().orElseThrow();

    assertThat(INCIDENTS)
        .filteredOn(incident -> {
          Instant opened = Instant.parse(incident.path("incident").path("opened").asString());
          return !opened.isBefore(disturbance.start().minusSeconds(5))
              && opened.isBefore(disturbance.end());
        })
        .as(monitoring.out())
        .extracting(incident -> incident.path("service").path("name").asString())
        .containsExactly(kind.service());
  }
}
