package io.plumbline.detector.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.detector.explain.ScoredWindow;
import io.plumbline.detector.features.FeatureRow;
import io.plumbline.detector.features.FeatureSearch;
import io.plumbline.detector.features.Scope;
import io.plumbline.detector.features.ScopeSearch;
import io.plumbline.detector.features.Window;
import io.plumbline.detector.features.WindowGrid;
import io.plumbline.detector.incident.Incident;
import io.plumbline.detector.incident.IncidentRules;
import io.plumbline.detector.rules.RulesConfig;
import io.plumbline.detector.search.Search;
import io.plumbline.detector.store.CheckpointStore;
import io.plumbline.detector.store.ConcurrentMonitorException;
import io.plumbline.detector.store.Documents;
import io.plumbline.detector.store.FindingStore;
import io.plumbline.detector.store.IncidentStore;
import io.plumbline.detector.store.ModelStore;
import io.plumbline.detector.store.RefusedActionException;
import io.plumbline.detector.store.TemplateStore;
import io.plumbline.detector.store.Trail;
import io.plumbline.detector.store.UnusableModelException;
import io.plumbline.detector.telemetry.Disturbance;
import io.plumbline.detector.telemetry.ShopTelemetry;
import io.plumbline.detector.telemetry.TestNode;
import io.plumbline.detector.training.Trained;
import io.plumbline.detector.training.TrainedModel;
import io.plumbline.elk.ElasticsearchConnection;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A monitor on a real node: what it stores, and how it goes on after it was stopped anywhere. */
class MonitorTest {
  private static final Instant START = Instant.parse("2026-05-01T10:00:00Z");
  private static final Instant TRAINED = START.plusSeconds(600);
  private static final Instant END = TRAINED.plusSeconds(120);
  private static final WindowGrid GRID = new WindowGrid(Duration.ofSeconds(5));
  private static final Disturbance ERRORS =
      new Disturbance(
          Disturbance.Kind.ERROR_BURST, TRAINED.plusSeconds(30), TRAINED.plusSeconds(60));

  private static @Nullable TrainedModel trained;

  private ElasticsearchConnection connection = ElasticsearchConnection.open("http://localhost:1");
  private Documents documents = new Documents(connection);
  private ModelStore models = new ModelStore(documents);
  private final Recorder recorder = new Recorder();

  @BeforeEach
  void prepare() throws IOException, InterruptedException {
    connection.close();
    connection = TestNode.connect();
    documents = new Documents(connection);
    models = new ModelStore(documents);
    TestNode.forgetDetectors(connection);
    if (trained == null) {
      new ShopTelemetry(connection, 3, 5, List.of(ERRORS)).store(START, END);
      trained = train(new Search(connection));
    }
    Trained.save(models, trained);
  }

  private TrainedModel train(Search search) throws IOException {
    Scope scope = new ScopeSearch(search).learn(START, TRAINED, List.of());
    TrainedModel blank =
        new TrainedModel("test", 1, TRAINED, GRID, START, TRAINED, 42, scope, new TreeMap<>());
    List<FeatureRow> rows = new FeatureSearch(search, GRID, scope).rows(START, TRAINED, Set.of());
    return Trained.of(blank, rows);
  }

  @AfterEach
  void close() throws IOException {
    connection.close();
  }

  @Test
  void step_scoresEveryFinalWindowOnce_overRestarts() throws IOException, UnusableModelException {
    stepUntil(TRAINED.plusSeconds(23), "first");
    stepUntil(TRAINED.plusSeconds(61), "second");
    stepUntil(END, "third");
    stepUntil(END, "fourth");

    assertThat(recorder.scored)
        .extracting(Window::start)
        .containsExactlyElementsOf(
            GRID.between(TRAINED, END.minusSeconds(5)).stream().map(Window::start).toList());
  }

  @Test
  void step_restartedInAnIncident_goesOnWithIt() throws IOException, UnusableModelException {
    stepUntil(TRAINED.plusSeconds(50), "first");
    List<JsonNode> before = incidents();
    stepUntil(END, "second");
    List<JsonNode> after = incidents();

    assertThat(before).singleElement().satisfies(one -> assertStatus(one, "open"));
    assertThat(after).singleElement().satisfies(one -> assertStatus(one, "closed"));
    assertThat(after.getFirst().path("id")).isEqualTo(before.getFirst().path("id"));
    assertThat(after.getFirst().path("windows").asInt())
        .isGreaterThan(before.getFirst().path("windows").asInt());
  }

  @Test
  void step_killedBetweenFindingsAndCheckpoint_storesTheSameAgain()
      throws IOException, UnusableModelException {
    stepUntil(TRAINED.plusSeconds(46), "first");
    JsonNode checkpoint = document("checkpoints-plumbline", "monitor-5s");
    stepUntil(END, "killed");
    List<JsonNode> incidents = incidents();
    long anomalies = countAnomalies();
    connection
        .send("PUT", "/checkpoints-plumbline/_doc/monitor-5s", checkpoint.toString())
        .orThrow("Taking the checkpoint back");

    stepUntil(END, "second");

    assertThat(incidents).isNotEmpty();
    assertThat(incidents()).isEqualTo(incidents);
    assertThat(countAnomalies()).isEqualTo(anomalies).isPositive();
  }

  @Test
  void step_incidentClosedByAPerson_isClosedInTheMonitorOnce()
      throws IOException, UnusableModelException, RefusedActionException {
    stepUntil(TRAINED.plusSeconds(50), "first");
    String id = incidents().getFirst().path("id").asString();
    Instant closed = TRAINED.plusSeconds(52);
    new IncidentStore(documents).close(id, "eve", "rolled back", closed);
    List<JsonNode> atOnce = incidents();

    stepUntil(TRAINED.plusSeconds(61), "second");
    JsonNode checkpoint = document("checkpoints-plumbline", "monitor-5s");
    List<JsonNode> meanwhile = incidents();
    stepUntil(END, "killed");
    List<JsonNode> after = incidents();
    assertThat(recorder.closed).containsOnlyOnce(id);
    connection
        .send("PUT", "/checkpoints-plumbline/_doc/monitor-5s", checkpoint.toString())
        .orThrow("Taking the checkpoint back");
    stepUntil(END, "third");

    for (List<JsonNode> seen : List.of(atOnce, meanwhile, after)) {
      assertThat(seen)
          .filteredOn(one -> one.path("id").asString().equals(id))
          .singleElement()
          .satisfies(one -> {
            assertStatus(one, "closed");
            assertThat(one.path("closed").asString()).isEqualTo(closed.toString());
          });
    }
    assertThat(incidents()).containsExactlyInAnyOrderElementsOf(after);
  }

  @Test
  void step_acknowledgedIncident_staysAcknowledged()
      throws IOException, UnusableModelException, RefusedActionException {
    stepUntil(TRAINED.plusSeconds(50), "first");
    String id = incidents().getFirst().path("id").asString();
    new IncidentStore(documents).acknowledge(id, "eve", "", TRAINED.plusSeconds(51));

    stepUntil(END, "second");

    assertThat(incidents())
        .singleElement()
        .satisfies(one -> {
          assertStatus(one, "closed");
          assertThat(one.path("acknowledged").path("by").asString()).isEqualTo("eve");
        });
  }

  @Test
  void write_afterAnotherMonitor_isRefused() throws IOException {
    CheckpointStore one = new CheckpointStore(documents, GRID, "one");
    CheckpointStore other = new CheckpointStore(documents, GRID, "other");
    one.read();
    other.read();
    Trail checkpoint = Trail.start(TRAINED);
    one.write(checkpoint, TRAINED);
    one.write(checkpoint, TRAINED);

    assertThatThrownBy(() -> other.write(checkpoint, TRAINED))
        .isInstanceOf(ConcurrentMonitorException.class)
        .hasMessageContaining("only one may run");
  }

  @Test
  void write_afterAnAnswerThatGotLost_isTakenForOurOwn() throws IOException {
    Trail checkpoint = Trail.start(TRAINED);
    new CheckpointStore(documents, GRID, "one").write(checkpoint, TRAINED);
    CheckpointStore sameOwner = new CheckpointStore(documents, GRID, "one");

    sameOwner.write(Trail.start(END), END);

    assertThat(sameOwner.read()).isEqualTo(Trail.start(END));
  }

  @Test
  void step_incidentNobodyFollows_isClosed() throws IOException, UnusableModelException {
    stepUntil(TRAINED.plusSeconds(50), "first");
    connection
        .send("DELETE", "/checkpoints-plumbline/_doc/monitor-5s?refresh=true", null)
        .orThrow("Deleting the checkpoint");

    Instant elsewhere = END.plusSeconds(3600);
    new Monitor(
            new MonitorSettings(
                GRID,
                Duration.ofSeconds(5),
                Duration.ZERO,
                IncidentRules.DEFAULT,
                RulesConfig.DEFAULT,
                List.of(),
                elsewhere,
                null),
            new Search(connection),
            models,
            new FindingStore(documents),
            new CheckpointStore(documents, GRID, "second"),
            new TemplateStore(documents, GRID),
            InstantSource.fixed(elsewhere),
            recorder)
        .step();

    assertThat(incidents()).singleElement().satisfies(one -> assertStatus(one, "closed"));
  }

  @Test
  void step_damagedModel_saysWhatToDo() throws IOException {
    ObjectNode part = (ObjectNode) document("models-plumbline", "test:1").deepCopy();
    String rows = part.path("state").path("model").asString();
    part.putObject("state").put("model", rows.substring(0, rows.length() / 2));
    connection.send("PUT", "/models-plumbline/_doc/test:1", part.toString()).orThrow("Damaging");

    assertThatThrownBy(() -> stepUntil(END, "first"))
        .isInstanceOf(UnusableModelException.class)
        .hasMessageStartingWith("Model test is damaged, the part of service-a: ")
        .hasMessageEndingWith("run 'detector train' for a new one");
  }

  @Test
  void step_modelOfANewerFormat_saysWhatToDo() throws IOException {
    ObjectNode head = (ObjectNode) document("models-plumbline", "test").deepCopy();
    head.put("format", 99);
    connection.send("PUT", "/models-plumbline/_doc/test", head.toString()).orThrow("Changing");

    assertThatThrownBy(() -> stepUntil(END, "first"))
        .isInstanceOf(UnusableModelException.class)
        .hasMessageContaining("written by a newer version (format 99, this one reads ");
  }

  @Test
  void loadCurrent_givesTheSameScores() throws IOException, UnusableModelException {
    TrainedModel one = models.loadCurrent();
    TrainedModel other = models.loadCurrent();
    double[] row = {3, 0.1, 40, 60, 90, 20, 1, 0.1, 1, 0, 3, 0.2, 50e6, 20e6};

    assertThat(one.topology().graph().callees("service-a")).containsExactly("service-b");
    assertThat(one.topology().external())
        .extracting(peer -> peer.caller() + " " + peer.address())
        .containsExactly("service-b prices.example");
    one.services()
        .forEach((name, service) ->
            assertThat(service.model().reader().read(0, row).surprise())
                .isEqualTo(
                    Objects.requireNonNull(other.services().get(name))
                        .model()
                        .reader()
                        .read(0, row)
                        .surprise()));
  }

  private void stepUntil(Instant now, String owner) throws IOException, UnusableModelException {
    Monitor monitor = monitor(now, owner);
    while (monitor.step() > 0) {
      // The next windows.
    }
  }

  private Monitor monitor(Instant now, String owner) {
    IncidentRules rules = IncidentRules.DEFAULT.withCalmWindows(3);
    return new Monitor(
        new MonitorSettings(
            GRID,
            Duration.ofSeconds(5),
            Duration.ofMinutes(15),
            rules,
            RulesConfig.DEFAULT,
            List.of(),
            null,
            null),
        new Search(connection),
        models,
        new FindingStore(documents),
        new CheckpointStore(documents, GRID, owner),
        new TemplateStore(documents, GRID),
        InstantSource.fixed(now),
        recorder);
  }

  private static void assertStatus(JsonNode incident, String status) {
    assertThat(incident.path("status").asString()).isEqualTo(status);
  }

  private JsonNode document(String index, String id) throws IOException {
    return connection
        .send("GET", "/" + index + "/_doc/" + id, null)
        .orThrow("Reading")
        .path("_source");
  }

  private List<JsonNode> incidents() throws IOException {
    List<JsonNode> found = new ArrayList<>();
    search("incidents-plumbline").forEach(hit -> found.add(hit.path("_source").path("incident")));
    return found;
  }

  private long countAnomalies() throws IOException {
    long count = 0;
    for (JsonNode hit : search("anomalies-plumbline-default")) {
      String start = hit.path("_source").path("anomaly").path("window").path("start").asString("");
      count += start.startsWith("2026-05-01") ? 1 : 0;
    }
    return count;
  }

  private JsonNode search(String index) throws IOException {
    connection.send("POST", "/" + index + "/_refresh", null).orThrow("Refreshing");
    return connection
        .send("POST", "/" + index + "/_search", "{\"size\": 1000}")
        .orThrow("Searching")
        .path("hits")
        .path("hits");
  }

  /** Remembers what it is told. */
  private static final class Recorder extends SilentListener {
    private final List<Window> scored = new ArrayList<>();
    private final List<String> closed = new ArrayList<>();

    @Override
    public void scored(Window window, List<ScoredWindow> odd, List<Incident> changed) {
      scored.add(window);
      changed.stream().filter(one -> !one.isOpen()).forEach(one -> closed.add(one.id()));
    }
  }
}
