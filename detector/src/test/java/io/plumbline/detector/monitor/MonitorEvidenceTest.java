package io.plumbline.detector.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.detector.evidence.Objective;
import io.plumbline.detector.explain.ScoredWindow;
import io.plumbline.detector.features.FeatureRow;
import io.plumbline.detector.features.FeatureSearch;
import io.plumbline.detector.features.Scope;
import io.plumbline.detector.features.ScopeSearch;
import io.plumbline.detector.features.Window;
import io.plumbline.detector.features.WindowGrid;
import io.plumbline.detector.incident.Incident;
import io.plumbline.detector.incident.IncidentRules;
import io.plumbline.detector.incident.Note;
import io.plumbline.detector.logs.LogKnowledge;
import io.plumbline.detector.logs.LogSearch;
import io.plumbline.detector.logs.LogWatch;
import io.plumbline.detector.rules.RuleFinding;
import io.plumbline.detector.rules.RulesConfig;
import io.plumbline.detector.search.Search;
import io.plumbline.detector.store.CheckpointStore;
import io.plumbline.detector.store.Documents;
import io.plumbline.detector.store.FindingStore;
import io.plumbline.detector.store.ModelStore;
import io.plumbline.detector.store.TemplateStore;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What a monitor on a real node knows of an incident beside its scores, and what rules add. */
class MonitorEvidenceTest {
  private static final Instant START = Instant.parse("2026-06-01T10:00:00Z");
  private static final Instant TRAINED = START.plusSeconds(600);
  private static final Instant TROUBLE = TRAINED.plusSeconds(30);
  private static final Instant END = TRAINED.plusSeconds(120);
  private static final WindowGrid GRID = new WindowGrid(Duration.ofSeconds(5));
  private static boolean stored;

  private ElasticsearchConnection connection = ElasticsearchConnection.open("http://localhost:1");
  private Documents documents = new Documents(connection);
  private final Map<String, Incident> incidents = new HashMap<>();
  private final List<ScoredWindow> odd = new ArrayList<>();
  private int withoutModel;

  @BeforeEach
  void prepare() throws IOException, InterruptedException {
    connection.close();
    connection = TestNode.connect();
    documents = new Documents(connection);
    TestNode.forgetDetectors(connection);
    if (!stored) {
      Disturbance saturated =
          new Disturbance(Disturbance.Kind.DATABASE_SATURATION, TROUBLE, TROUBLE.plusSeconds(40));
      new ShopTelemetry(connection, 4, 5, List.of(saturated)).store(START, END);
      span("service-b", "\"service.version\":\"1.4\",", TROUBLE.minusSeconds(40), 1, "");
      span("service-b", "\"service.version\":\"1.5\",", TROUBLE.minusSeconds(12), 1, "");
      String job =
          "\"batch.job.name\":\"invoices\",\"batch.execution.id\":\"e-7\",\"batch.memory\":";
      span("nightly", "", END.minusSeconds(2 * 3600 + 8), 2 * 3600, job + "-5");
      span("nightly", "", END.minusSeconds(60), 1, job + "1000");
      stored = true;
    }
  }

  @AfterEach
  void close() throws IOException {
    connection.close();
  }

  @Test
  void step_databaseSaturated_tellsAllThatIsKnown() throws IOException, UnusableModelException {
    train();

    monitor(List.of(new Objective("frontend", 0.999, 30)));

    Incident incident = of("service-b");
    assertThat(notes(incident, Note.Kind.DEPLOYMENT))
        .anySatisfy(
            text -> assertThat(text).startsWith("service-b changed from version 1.4 to 1.5 at"));
    assertThat(incident.explanation()).contains("Just before: service-b changed from version 1.4");
    assertThat(notes(incident, Note.Kind.WORST_TRACE)).first().asString().hasSize(32);
    assertThat(notes(incident, Note.Kind.TYPICAL_TRACE)).isNotEmpty();
    assertThat(notes(incident, Note.Kind.NEW_TEMPLATE))
        .anySatisfy(text -> assertThat(text).contains("no connection within"));
    assertThat(notes(incident, Note.Kind.THEME))
        .anySatisfy(text -> assertThat(text).containsIgnoringCase("timeout"));
    assertThat(incident.impact().requests()).isGreaterThan(50);
    assertThat(incident.impact().failed()).isGreaterThan(50);
    assertThat(incident.impact().budget()).isBetween(0.001, 0.1);
    JsonNode document = document("incidents-plumbline", incident.id()).path("incident");
    assertThat(document.path("evidence").size()).isEqualTo(incident.notes().size());
    assertThat(document.path("impact").path("failed").asDouble())
        .isEqualTo(incident.impact().failed());
  }

  @Test
  void step_batchExecutions_breakTheirRules() throws IOException, UnusableModelException {
    train();

    monitor(List.of());

    assertThat(odd)
        .filteredOn(one -> one.service().equals("nightly"))
        .singleElement()
        .satisfies(one -> {
          assertThat(one.window().start()).isEqualTo(GRID.floor(END.minusSeconds(8)));
          assertThat(one.broken())
              .extracting(RuleFinding::ruleId)
              .containsExactlyInAnyOrder("batch-duration", "batch-memory-negative");
          assertThat(one.sentence()).contains("batch invoices (e-7) took 2h, limit 1h");
        });
  }

  @Test
  void step_noModel_holdsRulesOnly() throws IOException, UnusableModelException {
    monitor(List.of());

    assertThat(withoutModel).isEqualTo(1);
    Incident incident = of("frontend", "service-a", "service-b");
    assertThat(incident.suspect().features()).contains("error-ratio");
    assertThat(incident.services()).contains("frontend", "service-a", "service-b");
  }

  private void train() throws IOException {
    Search search = new Search(connection);
    Scope scope = new ScopeSearch(search).learn(START, TRAINED, List.of());
    TrainedModel blank =
        new TrainedModel("test", 1, TRAINED, GRID, START, TRAINED, 42, scope, new TreeMap<>());
    List<FeatureRow> rows = new FeatureSearch(search, GRID, scope).rows(START, TRAINED, Set.of());
    Trained.save(new ModelStore(documents), Trained.of(blank, rows));
    LogWatch logs = new LogWatch(GRID.length(), LogKnowledge.NONE);
    assertThat(new LogSearch(search).read(START, TRAINED, logs::add)).isTrue();
    logs.learn(START, TRAINED, Set.of("frontend", "service-a", "service-b"));
    new TemplateStore(documents, GRID).save("test", logs.knowledge(), TRAINED);
  }

  private void monitor(List<Objective> objectives) throws IOException, UnusableModelException {
    Monitor monitor =
        new Monitor(
            new MonitorSettings(
                GRID,
                Duration.ofSeconds(5),
                Duration.ZERO,
                IncidentRules.DEFAULT.withCalmWindows(3),
                RulesConfig.DEFAULT,
                objectives,
                TRAINED,
                null),
            new Search(connection),
            new ModelStore(documents),
            new FindingStore(documents),
            new CheckpointStore(documents, GRID, "test"),
            new TemplateStore(documents, GRID),
            InstantSource.fixed(END.plusSeconds(5)),
            new Recorder());
    while (monitor.step() > 0) {
      // The next windows.
    }
  }

  private Incident of(String... causes) {
    return incidents.values().stream()
        .filter(one -> List.of(causes).contains(one.cause()))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no incident of these: " + incidents.values()));
  }

  private static List<String> notes(Incident incident, Note.Kind kind) {
    return incident.notes().stream().filter(one -> one.kind() == kind).map(Note::text).toList();
  }

  private JsonNode document(String index, String id) throws IOException {
    return connection
        .send("GET", "/" + index + "/_doc/" + id, null)
        .orThrow("Reading")
        .path("_source");
  }

  private void span(String service, String resource, Instant start, long seconds, String attributes)
      throws IOException {
    String body =
        """
        {"@timestamp": "%d.000000", "kind": "Internal", "name": "job", "span_id": "1", "trace_id": "2",
         "duration": %d, "status": {"code": "Unset"}, "attributes": {%s},
         "resource": {"attributes": {%s "service.name": "%s"}}}
        """
            .formatted(
                start.toEpochMilli(), 1_000_000_000 * seconds, attributes, resource, service);
    connection
        .send("POST", "/traces-generic.otel-default/_doc?refresh=true", body)
        .orThrow("Storing a span");
  }

  /** Remembers what it is told. */
  private final class Recorder extends SilentListener {

    @Override
    public void noModel() {
      withoutModel++;
    }

    @Override
    public void scored(Window window, List<ScoredWindow> scored, List<Incident> changed) {
      odd.addAll(scored);
      changed.forEach(one -> incidents.put(one.id(), Objects.requireNonNull(one)));
    }
  }
}
