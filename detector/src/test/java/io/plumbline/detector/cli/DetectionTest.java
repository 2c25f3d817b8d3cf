package io.plumbline.detector.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.plumbline.detector.telemetry.Disturbance;
import io.plumbline.detector.telemetry.ShopTelemetry;
import io.plumbline.detector.telemetry.TestNode;
import io.plumbline.elk.ElasticsearchConnection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
  private static CommandRun again = new CommandRun(0, "", "");
  private static final List<String> ALERTS = new CopyOnWriteArrayList<>();
  private static int alertsOnce;

  private static ElasticsearchConnection unset() {
    return ElasticsearchConnection.open("http://localhost:1");
  }

  @TempDir private static Path folder = Path.of("");

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
    HttpServer receiver = receiver();
    Path config = folder.resolve("detector.yaml");
    Files.writeString(
        config,
        """
        alerts:
          cooldown: 0s
          storm:
            messages_per_hour: 1000
          receivers:
            - type: webhook
              url: http://localhost:%d/${env:NO_SUCH_VARIABLE:-hook}
              template: '{"event":"${incident.event}","service":"${incident.service}","id":"${incident.id}"}'
        """
            .formatted(receiver.getAddress().getPort()));
    monitoring = monitor(config);
    alertsOnce = ALERTS.size();
    again = monitor(config, "--from", QUIET.toString());
    receiver.stop(0);
    INCIDENTS.addAll(search("incidents-plumbline", "incident.opened"));
  }

  private static CommandRun monitor(Path config, String... more)
      throws IOException, InterruptedException {
    List<String> arguments =
        new ArrayList<>(List.of("monitor", "--window", "5s", "--query-delay", "5s", "--once"));
    arguments.addAll(List.of("--close-after", "3", "--config", config.toString()));
    arguments.addAll(List.of(more));
    return CommandRun.at(END.plusSeconds(5), arguments.toArray(String[]::new));
  }

  private static HttpServer receiver() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/hook",
        exchange -> {
          ALERTS.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
    return server;
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
  void replay_ofWhatWasMonitored_findsTheSameIncidentsAndStoresNothing()
      throws IOException, InterruptedException {
    int stored = search("anomalies-plumbline-default", "@timestamp").size();

    CommandRun replay =
        CommandRun.at(
            END.plusSeconds(5),
            "replay",
            TRAINED.toString(),
            END.toString(),
            "--close-after=3",
            "--json");

    assertThat(replay.exitCode()).as(replay.err()).isZero();
    Set<String> incidents = new TreeSet<>();
    for (String line : replay.out().lines().toList()) {
      JsonNode node = connection.json().readTree(line);
      if (node.path("type").asString("").equals("incident")) {
        incidents.add(node.path("id").asString());
      }
    }
    Set<String> monitored = new TreeSet<>();
    INCIDENTS.forEach(one -> monitored.add(one.path("incident").path("id").asString()));
    assertThat(incidents).isNotEmpty().isSubsetOf(monitored);
    assertThat(replay.err())
        .contains(" windows of 3 services in ")
        .contains(incidents.size() + " incidents");
    assertThat(search("anomalies-plumbline-default", "@timestamp")).hasSize(stored);
  }

  @Test
  void forecast_ofAFeature_hasBandsSpikesAndWhenALimitIsReached()
      throws IOException, InterruptedException {
    CommandRun table =
        CommandRun.at(
            END.plusSeconds(5), "forecast", "frontend", "latency_p50", "--window=5s", "--last=30m");
    CommandRun object =
        CommandRun.at(
            END.plusSeconds(5),
            "forecast",
            "frontend",
            "latency_p50",
            "--window=5s",
            "--last=30m",
            "--limit=1000000",
            "--json");
    CommandRun unknown = CommandRun.at(END.plusSeconds(5), "forecast", "frontend", "colour");

    assertThat(table.exitCode()).as(table.err()).isZero();
    assertThat(table.out()).contains("latency p50 of frontend").contains("spike at ");
    JsonNode node = connection.json().readTree(object.out());
    assertThat(node.path("forecast").size()).isEqualTo(14);
    assertThat(node.has("reached")).isTrue();
    assertThat(unknown.exitCode()).isEqualTo(1);
    assertThat(unknown.err()).contains("There is no feature 'colour', only request_rate");
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

  @Test
  void monitor_withAReceiver_tellsWhenIncidentsOpenAndClose() {
    assertThat(monitoring.err()).doesNotContain("not told");
    for (JsonNode incident : INCIDENTS) {
      String id = incident.path("incident").path("id").asString();
      List<String> told =
          ALERTS.subList(0, alertsOnce).stream().filter(one -> one.contains(id)).toList();

      assertThat(told).as("of incident %s", incident).isNotEmpty();
      assertThat(told.getFirst()).contains("\"event\":\"opened\"");
      assertThat(told.getLast()).contains("\"event\":\"closed\"");
      assertThat(told).doesNotHaveDuplicates();
    }
  }

  @Test
  void monitor_sameWindowsAgain_tellsNothingTwice() {
    assertThat(again.exitCode()).as(again.err()).isZero();
    assertThat(ALERTS).hasSize(alertsOnce);
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
