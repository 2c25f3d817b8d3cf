package io.plumbline.detector.monitor;

import io.plumbline.detector.evidence.Witness;
import io.plumbline.detector.explain.ScoredWindow;
import io.plumbline.detector.features.FeatureRow;
import io.plumbline.detector.features.LiveRows;
import io.plumbline.detector.features.Window;
import io.plumbline.detector.incident.Incident;
import io.plumbline.detector.incident.IncidentTracker;
import io.plumbline.detector.incident.Note;
import io.plumbline.detector.incident.Past;
import io.plumbline.detector.logs.LogWatch;
import io.plumbline.detector.model.WindowReader;
import io.plumbline.detector.rules.Rules;
import io.plumbline.detector.search.Search;
import io.plumbline.detector.store.Checkpoint;
import io.plumbline.detector.training.TrainedModel;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Judges stretches of windows by one model, each after the one before: features, models, rules,
 * logs, incidents and what else is known of them. It only reads what is stored. For one thread.
 */
final class Judge {
  /** Rows of services that memory holds at once, with their facets some 50 MB. */
  private static final int ROWS_AT_ONCE = 30_000;

  /** Windows that Elasticsearch answers for within seconds. */
  private static final int WINDOWS_AT_ONCE = 480;

  private final MonitorSettings settings;
  private final Search search;
  private final TrainedModel model;
  private final LiveRows live;
  private final Rules rules;
  private final Witness witness;
  private final int reach;
  private final Consumer<String> unknownService;
  private final Set<String> unknown = new HashSet<>();

  /** The rows of the last windows of the last verdict that stands; null until there is one. */
  private @Nullable List<FeatureRow> recent;

  private Instant recentUntil = Instant.EPOCH;

  Judge(
      MonitorSettings settings,
      Search search,
      TrainedModel model,
      Consumer<String> unknownService) {
    this.settings = settings;
    this.search = search;
    this.model = model;
    this.live = new LiveRows(search, settings.grid(), model.scope());
    this.rules = new Rules(settings.rules());
    this.witness = new Witness(search, settings.objectives());
    this.reach = Math.max(WindowReader.REACH, rules.rowsNeeded(settings.grid().length()) - 1);
    this.unknownService = unknownService;
  }

  /**
   * What a window came to.
   *
   * @param odd the windows of services that are worth a document
   * @param changed incidents that opened, went on, calmed or closed
   * @param incidentIds by service, the incident that its window belongs to
   * @param after to go on from
   */
  record Outcome(
      Window window,
      List<ScoredWindow> odd,
      List<Incident> changed,
      Map<String, String> incidentIds,
      Checkpoint after) {}

  /**
   * What a stretch came to.
   *
   * @param outcomes at least one
   * @param recent rows that the next stretch is seen with
   */
  record Verdict(List<Outcome> outcomes, List<FeatureRow> recent) {
    Checkpoint after() {
      return outcomes.getLast().after();
    }
  }

  TrainedModel model() {
    return model;
  }

  /** How long a stretch should be: enough to be quick, and not more than memory holds. */
  Duration stretch() {
    int windows = ROWS_AT_ONCE / Math.max(1, model.services().size());
    return settings.grid().length().multipliedBy(Math.clamp(windows, 1, WINDOWS_AT_ONCE));
  }

  /** The verdict is stored: the next stretch begins where it ends. */
  void stands(Verdict verdict) {
    recent = verdict.recent;
    recentUntil = verdict.after().scoredUntil();
  }

  /** Judges the windows from a checkpoint to a later time. */
  Verdict judge(Checkpoint start, Instant to, LogWatch logs, Past past) throws IOException {
    Instant from = start.scoredUntil();
    List<FeatureRow> before =
        recent != null && recentUntil.equals(from) ? recent : rowsBefore(from);
    List<FeatureRow> rows = live.rows(from, to, model.services().keySet());
    Events events = Events.read(search, settings.grid(), rules, logs, from, to);
    WindowScorer scorer = new WindowScorer(model, rules, before, start.heard());
    IncidentTracker tracker =
        new IncidentTracker(settings.incidents(), live.graph(), start.tracker(), past.found());
    Map<Instant, List<FeatureRow>> byStart = byStart(rows);
    List<Outcome> outcomes = new ArrayList<>();
    for (Window window : settings.grid().between(from, to)) {
      List<FeatureRow> own = byStart.getOrDefault(window.start(), List.of());
      Collection<ScoredWindow> all = scorer.score(window, own, events.broken(window));
      List<Incident> changed = new ArrayList<>(tracker.close(past.closings(), window));
      IncidentTracker.Step step = tracker.step(window, all);
      List<ScoredWindow> odd =
          all.stream().filter(one -> one.surprise() >= settings.incidents().stays()).toList();
      for (Incident incident : step.changed()) {
        boolean isOdd = incident.updated().equals(window.end());
        changed.add(isOdd ? noted(tracker, incident, window, all, events) : incident);
      }
      Checkpoint after = new Checkpoint(window.end(), tracker.state(), scorer.heard());
      outcomes.add(new Outcome(window, odd, changed, step.incidentIds(), after));
    }
    return new Verdict(outcomes, last(before, rows, to));
  }

  private Map<Instant, List<FeatureRow>> byStart(List<FeatureRow> rows) {
    Map<Instant, List<FeatureRow>> byStart = new HashMap<>();
    for (FeatureRow row : rows) {
      byStart.computeIfAbsent(row.window().start(), _ -> new ArrayList<>()).add(row);
      boolean known = model.services().containsKey(row.service());
      if (model.isTrained() && !known && unknown.add(row.service())) {
        unknownService.accept(row.service());
      }
    }
    return byStart;
  }

  private Incident noted(
      IncidentTracker tracker,
      Incident incident,
      Window window,
      Collection<ScoredWindow> scored,
      Events events)
      throws IOException {
    List<Note> notes = new ArrayList<>(witness.notes(incident, window, scored));
    notes.addAll(events.notes(incident, window));
    return tracker.note(incident, notes, witness.impact(incident, window, scored));
  }

  /** The rows that the change lens and the rules see the first ones with. */
  private List<FeatureRow> rowsBefore(Instant from) throws IOException {
    Instant start = from.minus(settings.grid().length().multipliedBy(reach));
    return live.rows(start, from, model.services().keySet());
  }

  private List<FeatureRow> last(List<FeatureRow> before, List<FeatureRow> rows, Instant to) {
    Instant start = to.minus(settings.grid().length().multipliedBy(reach));
    return Stream.concat(before.stream(), rows.stream())
        .filter(row -> !row.window().start().isBefore(start))
        .toList();
  }
}
