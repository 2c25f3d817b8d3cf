package io.plumbline.detector.monitor;

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
import io.plumbline.detector.store.ModelStore;
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
import tools.jackson.databind.JsonNode;

/** A monitor on the test node that holds rules only, with windows of 5 s, and what it stored. */
final class RulesMonitor implements AutoCloseable {
  static final WindowGrid GRID = new WindowGrid(Duration.ofSeconds(5));
  private static final Duration LATE = Duration.ofMinutes(2);
  private static final Duration DELAY = Duration.ofSeconds(5);

  final ElasticsearchConnection connection;
  final Documents documents;
  final Recorder told = new Recorder();

  /** Without anything that was stored by monitors before. */
  RulesMonitor() throws IOException, InterruptedException {
    connection = TestNode.connect();
    documents = new Documents(connection);
    TestNode.forgetDetectors(connection);
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }

  /** A new monitor that goes on after the last one, or begins at a time, without a model. */
  Monitor monitor(Instant first, Instant until, RuleConfig... rules) throws IOException {
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
        told);
  }

  /** Holds the services late and dark to rules of errors and of silence. */
  void step(Instant start, int seconds) throws IOException, UnusableModelException {
    Head errors = new Head("errors", List.of("late", "dark"), 8);
    Head silence = new Head("silence", List.of("late"), 8);
    monitor(
            start,
            start.plusSeconds(seconds),
            new ErrorCount(errors, Source.REQUESTS, 3, Duration.ofSeconds(3)),
            new NoData(silence, Duration.ofSeconds(10), Duration.ofHours(1)))
        .step();
  }

  JsonNode source(String path) throws IOException {
    return connection.send("GET", path, null).orThrow("Reading").path("_source");
  }

  List<JsonNode> incidents() throws IOException {
    return sources("incidents-plumbline", "{\"size\": 100, \"sort\": \"incident.opened\"}").stream()
        .map(source -> source.path("incident"))
        .toList();
  }

  List<JsonNode> anomalies(Instant start) throws IOException {
    return sources(
        "anomalies-plumbline-default",
        """
        {"size": 100, "sort": "@timestamp",
         "query": {"range": {"@timestamp": {"gte": "%s", "lt": "%s"}}}}
        """
            .formatted(start, start.plusSeconds(1800)));
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

  /** Remembers what it is told. */
  static final class Recorder extends SilentListener {
    final List<ScoredWindow> odd = new ArrayList<>();
    final List<Window> again = new ArrayList<>();
    final List<String> withdrawn = new ArrayList<>();
    final List<String> ahead = new ArrayList<>();
    int scored;

    @Override
    public void datedAhead(String service, Duration by) {
      ahead.add(service + " by " + by.toSeconds() + "s");
    }

    @Override
    public void scored(Window window, List<ScoredWindow> scored, List<Incident> changed) {
      this.scored++;
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
