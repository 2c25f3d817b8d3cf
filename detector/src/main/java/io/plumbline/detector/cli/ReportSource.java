package io.plumbline.detector.cli;

import io.plumbline.detector.features.FeatureRow;
import io.plumbline.detector.features.FeatureSearch;
import io.plumbline.detector.features.Scope;
import io.plumbline.detector.features.WindowGrid;
import io.plumbline.detector.graph.Topology;
import io.plumbline.detector.graph.TopologySearch;
import io.plumbline.detector.report.Fault;
import io.plumbline.detector.report.FindingSearch;
import io.plumbline.detector.report.IncidentEntry;
import io.plumbline.detector.report.LogSampling;
import io.plumbline.detector.report.OddWindow;
import io.plumbline.detector.report.Report;
import io.plumbline.detector.report.ReportAssembly;
import io.plumbline.detector.search.Search;
import io.plumbline.detector.store.CheckpointStore;
import io.plumbline.detector.store.Documents;
import io.plumbline.detector.store.ModelStore;
import io.plumbline.detector.store.Trail;
import io.plumbline.detector.store.UnusableModelException;
import io.plumbline.detector.training.TrainedModel;
import io.plumbline.elk.ElasticsearchConnection;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

/** Reads what a report needs, part by part. */
final class ReportSource {
  private static final Duration WINDOW = Duration.ofSeconds(60);

  /** Of a stretch of time; a report reads two. More say nothing new about what logs are about. */
  private static final int LOG_LINES_MAX = 25_000;

  private final ElasticsearchConnection connection;
  private final InstantSource clock;
  private final Console console;
  private final Search search;

  ReportSource(ElasticsearchConnection connection, InstantSource clock, Console console) {
    this.connection = connection;
    this.clock = clock;
    this.console = console;
    this.search = new Search(connection);
  }

  /**
   * A report, and what a file of it may be called.
   *
   * @param name without an ending
   */
  record Made(Report report, String name) {}

  /**
   * Reads and assembles a report.
   *
   * @param service the only one that it is about; null for all
   * @param faults what was broken on purpose; null when nobody knows
   * @throws IOException when Elasticsearch does not answer, or answers in part
   * @throws CommandFailedException when there is nothing that could be reported on
   */
  Made make(
      ReportRange range, CommandLine line, @Nullable String service, @Nullable List<Fault> faults)
      throws IOException, CommandFailedException {
    requireTelemetry();
    List<String> notes = new ArrayList<>();
    TrainedModel model = model(notes);
    WindowGrid grid = range.grid(model == null ? WINDOW : model.grid().length());
    Instant now = clock.instant();
    ReportRange.Asked asked = range.asked(grid, now, line);
    if (model != null && !model.grid().equals(grid)) {
      notes.add(
          "The model is of windows of %d s: there is nothing that windows of %d s can be held against."
              .formatted(model.grid().seconds(), grid.seconds()));
    }
    RangeOptions.Range time = asked.range();
    ReportAssembly assembly =
        new ReportAssembly(
            new Report.Header(
                asked.title(),
                time.from(),
                time.to(),
                grid.seconds(),
                Duration.between(time.from(), time.to()).dividedBy(grid.length()),
                now,
                service));
    addRows(assembly, model, time, service);
    addFindings(assembly, time, service, notes);
    addLogs(assembly, time, service);
    if (model != null && model.grid().equals(grid)) {
      assembly.model(model);
      addDrift(assembly, model, notes);
    }
    if (faults != null) {
      assembly.faults(faults);
    }
    notes.forEach(assembly::note);
    return new Made(assembly.report(), "report-" + asked.name());
  }

  /** A store without any index of ours is most likely the wrong one. */
  private void requireTelemetry() throws IOException, CommandFailedException {
    String names = String.join(",", Search.TRACES, Search.LOGS, Search.METRICS);
    JsonNode found =
        connection
            .send("GET", "/_resolve/index/" + names + ",incidents-plumbline*", null)
            .orThrow("Looking for telemetry");
    if (found.path("data_streams").isEmpty() && found.path("indices").isEmpty()) {
      throw new CommandFailedException(
          "There is no index "
              + names
              + " at "
              + connection.uri()
              + ": has telemetry ever been sent there?");
    }
  }

  private @Nullable TrainedModel model(List<String> notes) throws IOException {
    try {
      return new ModelStore(new Documents(connection)).loadCurrent();
    } catch (UnusableModelException e) {
      notes.add("What is expected is not known. " + e.getMessage() + ".");
      return null;
    }
  }

  private void addRows(
      ReportAssembly assembly,
      @Nullable TrainedModel model,
      RangeOptions.Range time,
      @Nullable String service)
      throws IOException {
    Topology topology =
        model == null
            ? new TopologySearch(search, connection.json()).learn(time.from(), time.to())
            : model.topology();
    FeatureSearch features = new FeatureSearch(search, time.grid(), Scope.of(topology));
    List<FeatureRow> rows = RowReader.readAny(features, time, console, "Collecting windows");
    assembly.rows(
        rows.stream().filter(row -> service == null || service.equals(row.service())).toList());
  }

  private void addFindings(
      ReportAssembly assembly,
      RangeOptions.Range time,
      @Nullable String service,
      List<String> notes)
      throws IOException {
    FindingSearch findings = new FindingSearch(search);
    List<OddWindow> anomalies = findings.anomalies(time.from(), time.to(), service);
    List<IncidentEntry> incidents = findings.incidents(time.from(), time.to(), service);
    assembly.findings(anomalies, incidents);
    Trail trail = new CheckpointStore(new Documents(connection), time.grid(), "report").read();
    if (trail == null) {
      assembly.unjudged();
      notes.add(
          "No monitor has judged windows of %d s: what is odd in them is not known."
              .formatted(time.grid().seconds()));
    } else if (trail.last().scoredUntil().isBefore(time.to())) {
      notes.add(
          "The monitor has come to %s: what happened later is not judged yet."
              .formatted(trail.last().scoredUntil()));
    }
    if (anomalies.size() >= FindingSearch.ANOMALIES_MAX) {
      notes.add("Only the first " + anomalies.size() + " anomalies are in this report.");
    }
    if (incidents.size() >= FindingSearch.INCIDENTS_MAX) {
      notes.add("Only the first " + incidents.size() + " incidents are in this report.");
    }
  }

  private void addLogs(ReportAssembly assembly, RangeOptions.Range time, @Nullable String service)
      throws IOException {
    LogSampling logs = new LogSampling(search);
    Instant before = time.from().minus(Duration.between(time.from(), time.to()));
    long earlier = logs.count(before, time.from(), service);
    long here = logs.count(time.from(), time.to(), service);
    long read = Math.min(earlier, LOG_LINES_MAX) + Math.min(here, LOG_LINES_MAX);
    try (Console.Progress progress = console.progress("Reading logs", read)) {
      Runnable one = () -> progress.advance(1);
      assembly.logs(
          logs.sample(before, time.from(), service, earlier, LOG_LINES_MAX, one),
          logs.sample(time.from(), time.to(), service, here, LOG_LINES_MAX, one));
    }
  }

  private void addDrift(ReportAssembly assembly, TrainedModel model, List<String> notes)
      throws IOException {
    RangeOptions.Range trained = new RangeOptions.Range(model.grid(), model.from(), model.to());
    FeatureSearch features = new FeatureSearch(search, model.grid(), Scope.of(model.topology()));
    List<FeatureRow> rows =
        RowReader.readAny(features, trained, console, "Collecting training windows");
    if (rows.isEmpty()) {
      notes.add("Drift cannot be told: the telemetry of the training is not stored any more.");
    }
    assembly.drift(rows);
  }
}
