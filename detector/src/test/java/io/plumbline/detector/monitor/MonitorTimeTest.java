package io.plumbline.detector.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.detector.explain.ScoredWindow;
import io.plumbline.detector.features.Window;
import io.plumbline.detector.features.WindowGrid;
import io.plumbline.detector.incident.Incident;
import io.plumbline.detector.incident.IncidentRules;
import io.plumbline.detector.rules.RuleConfig;
import io.plumbline.detector.rules.RuleConfig.ErrorCount;
import io.plumbline.detector.rules.RuleConfig.Head;
import io.plumbline.detector.rules.RuleConfig.NoData;
import io.plumbline.detector.rules.RuleConfig.Source;
import io.plumbline.detector.rules.RulesConfig;
import io.plumbline.detector.search.Search;
import io.plumbline.detector.store.CheckpointStore;
import io.plumbline.detector.store.Documents;
import io.plumbline.detector.store.FindingStore;
import io.plumbline.detector.store.IncidentStore;
import io.plumbline.detector.store.ModelStore;
import io.plumbline.detector.store.RefusedActionException;
import io.plumbline.detector.store.StoredIncident;
import io.plumbline.detector.store.TemplateStore;
import io.plumbline.detector.store.UnusableModelException;
import io.plumbline.detector.telemetry.TestNode;
import io.plumbline.elk.ElasticsearchConnection;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What a monitor on a real node makes of when things happened, and of when they were told. */
class MonitorTimeTest {
  private static final Instant START = Instant.parse("2026-07-01T10:00:00Z");
  private static final WindowGrid GRID = new WindowGrid(Duration.ofSeconds(5));
  private static final Duration LATE = Duration.ofMinutes(2);
  private static final Duration DELAY = Duration.ofSeconds(5);

  private ElasticsearchConnection connection = ElasticsearchConnection.open("http://localhost:1");
  private Documents documents = new Documents(connection);
  private final Recorder recorder = new Recorder();

  @BeforeEach
  void prepare() throws IOException, InterruptedException {
    connection.close();
    connection = TestNode.connect();
    documents = new Documents(connection);
    TestNode.forgetDetectors(connection);
  }

  @AfterEach
  void close() throws IOException {
    connection.close();
  }

  @Test
  void step_errorsOnBothSidesOfItsBorder_areCountedTogether()
      throws IOException, UnusableModelException {
    Instant start = START;
    Stream counted = new Stream(connection, "counted");
    counted.errorLogs(start, 0, 2000, 4000, 8500, 9000, 10_200, 11_400);
    Head head = new Head("bursts", List.of("counted"), 6);
    RuleConfig bursts = new ErrorCount(head, Source.LOGS, 4, Duration.ofSeconds(3));

    for (int second = 5; second <= 20; second += 5) {
      monitor(start, start.plusSeconds(second), bursts).step();
    }

    assertThat(recorder.odd)
        .singleElement()
        .satisfies(one -> {
          assertThat(one.window().start()).isEqualTo(start.plusSeconds(10));
          assertThat(one.sentence()).startsWith("counted: 4 error logs in 3s, limit 4");
        });
  }

  @Test
  void step_telemetryOfAnOutageArrives_isScoredAsIfItHadBeenThere()
      throws IOException, UnusableModelException {
    Instant start = START.plusSeconds(3600);
    outage(start);
    List<JsonNode> before = incidents();

    endOutage(start);
    step(start, 65);

    String silence = before.getFirst().path("id").asString();
    assertThat(before).singleElement().satisfies(one -> assertStatus(one, "open"));
    assertThat(recorder.withdrawn).containsExactly(silence);
    assertThat(incidents())
        .filteredOn(one -> one.path("id").asString().equals(silence))
        .singleElement()
        .satisfies(one -> {
          assertStatus(one, "withdrawn");
          assertThat(one.path("explanation").asString())
              .startsWith("Withdrawn: with telemetry that arrived late, nothing is odd there");
        });
    assertThat(anomalies(start))
        .extracting(one -> one.path("service").path("name").asString())
        .hasSize(3)
        .containsOnly("dark");
    assertThat(recorder.again).isNotEmpty();
    assertThat(new FindingStore(documents).troubles(start, start.plusSeconds(65)))
        .singleElement()
        .satisfies(one -> assertThat(one.from()).isEqualTo(start.plusSeconds(30)));

    recorder.again.clear();
    new Stream(connection, "late").requests(start.plusSeconds(65), start.plusSeconds(70), false);
    step(start, 70);
    assertThat(recorder.again).isEmpty();
  }

  @Test
  void step_killedAfterGoingBack_comesToTheSame() throws IOException, UnusableModelException {
    Instant start = START.plusSeconds(7200);
    outage(start);
    JsonNode checkpoint = source("/checkpoints-plumbline/_doc/monitor-5s");
    endOutage(start);
    step(start, 65);
    List<JsonNode> incidents = incidents();
    List<String> anomalies = anomalyIds(start);
    String after = source("/checkpoints-plumbline/_doc/monitor-5s").path("late").toString();
    connection
        .send("PUT", "/checkpoints-plumbline/_doc/monitor-5s", checkpoint.toString())
        .orThrow("Taking the checkpoint back");

    step(start, 65);

    assertThat(incidents()).containsExactlyInAnyOrderElementsOf(incidents);
    assertThat(anomalyIds(start)).isEqualTo(anomalies).hasSize(3);
    assertThat(source("/checkpoints-plumbline/_doc/monitor-5s").path("late").toString())
        .isEqualTo(after);
    assertThat(recorder.withdrawn).hasSize(2).containsOnly(recorder.withdrawn.getFirst());
  }

  @Test
  void step_incidentThatBeganEarlier_keepsItsIdAndWhoLooksAfterIt()
      throws IOException, UnusableModelException, RefusedActionException {
    Instant start = START.plusSeconds(10_800);
    Stream late = new Stream(connection, "late");
    late.requests(start, start.plusSeconds(15), false);
    late.requests(start.plusSeconds(20), start.plusSeconds(60), true);
    step(start, 40);
    String id = incidents().getFirst().path("id").asString();
    new IncidentStore(documents).acknowledge(id, "eve", "", start.plusSeconds(41));

    late.requests(start.plusSeconds(15), start.plusSeconds(20), true);
    step(start, 45);

    assertThat(incidents())
        .singleElement()
        .satisfies(one -> {
          assertThat(one.path("id").asString()).isEqualTo(id);
          assertThat(one.path("opened").asString()).isEqualTo(start.plusSeconds(15).toString());
          assertThat(one.path("acknowledged").path("by").asString()).isEqualTo("eve");
          assertThat(one.path("windows").asInt()).isEqualTo(6);
        });
    assertThat(recorder.withdrawn).isEmpty();
  }

  /** Heard for 20 s, then nothing more until 60 s are scored, a window at a time. */
  private void outage(Instant start) throws IOException, UnusableModelException {
    new Stream(connection, "late").requests(start, start.plusSeconds(20), false);
    for (int second = 5; second <= 60; second += 5) {
      step(start, second);
    }
  }

  /** What both services had to tell arrives; one of them had trouble. */
  private void endOutage(Instant start) throws IOException {
    new Stream(connection, "late").requests(start.plusSeconds(20), start.plusSeconds(65), false);
    new Stream(connection, "dark").requests(start.plusSeconds(30), start.plusSeconds(45), true);
  }

  private void step(Instant start, int seconds) throws IOException, UnusableModelException {
    Head errors = new Head("errors", List.of("late", "dark"), 8);
    Head silence = new Head("silence", List.of("late"), 8);
    monitor(
            start,
            start.plusSeconds(seconds),
            new ErrorCount(errors, Source.REQUESTS, 3, Duration.ofSeconds(3)),
            new NoData(silence, Duration.ofSeconds(10), Duration.ofHours(1)))
        .step();
  }

  private static void assertStatus(JsonNode incident, String status) {
    assertThat(incident.path("status").asString()).isEqualTo(status);
  }

  private JsonNode source(String path) throws IOException {
    return connection.send("GET", path, null).orThrow("Reading").path("_source");
  }

  private List<JsonNode> incidents() throws IOException {
    return sources("incidents-plumbline", "{\"size\": 100, \"sort\": \"incident.opened\"}").stream()
        .map(source -> source.path("incident"))
        .toList();
  }

  private List<JsonNode> anomalies(Instant start) throws IOException {
    return sources(
        "anomalies-plumbline-default",
        """
        {"size": 100, "sort": "@timestamp",
         "query": {"range": {"@timestamp": {"gte": "%s", "lt": "%s"}}}}
        """
            .formatted(start, start.plusSeconds(1800)));
  }

  private List<String> anomalyIds(Instant start) throws IOException {
    return anomalies(start).stream()
        .map(source -> source.path("anomaly").path("id").asString())
        .toList();
  }

  private List<JsonNode> sources(String index, String query) throws IOException {
    connection.send("POST", "/" + index + "/_refresh", null).orThrow("Refreshing");
    List<JsonNode> sources = new ArrayList<>();
    connection
        .send("POST", "/" + index + "/_search", query)
        .orThrow("Searching")
        .path("hits")
        .path("hits")
        .forEach(hit -> sources.add(hit.path("_source")));
    return sources;
  }

  /** A new monitor that goes on after the last one, or begins at a time, without a model. */
  private Monitor monitor(Instant first, Instant until, RuleConfig... rules) throws IOException {
    CheckpointStore checkpoints = new CheckpointStore(documents, GRID, "at " + until);
    return new Monitor(
        new MonitorSettings(
            GRID,
            DELAY,
            LATE,
            IncidentRules.DEFAULT.withCalmWindows(3),
            new RulesConfig(List.of(rules)),
            List.of(),
            checkpoints.read() == null ? first : null,
            null),
        new Search(connection),
        new ModelStore(documents),
        new FindingStore(documents),
        checkpoints,
        new TemplateStore(documents, GRID),
        InstantSource.fixed(until.plus(DELAY)),
        recorder);
  }

  /** Remembers what it is told. */
  private static final class Recorder extends SilentListener {
    private final List<ScoredWindow> odd = new ArrayList<>();
    private final List<Window> again = new ArrayList<>();
    private final List<String> withdrawn = new ArrayList<>();

    @Override
    public void scored(Window window, List<ScoredWindow> scored, List<Incident> changed) {
      odd.addAll(scored);
    }

    @Override
    public void wentBack(Instant from, Instant to, List<StoredIncident> incidents) {
      incidents.forEach(one -> withdrawn.add(one.id()));
    }

    @Override
    public void rescored(Window window, List<ScoredWindow> scored, List<Incident> changed) {
      again.add(window);
    }
  }
}
