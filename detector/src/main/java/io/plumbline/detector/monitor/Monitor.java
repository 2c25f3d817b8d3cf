package io.plumbline.detector.monitor;

import io.plumbline.detector.explain.ScoredWindow;
import io.plumbline.detector.features.FeatureRow;
import io.plumbline.detector.features.FeatureSearch;
import io.plumbline.detector.features.Window;
import io.plumbline.detector.features.WindowGrid;
import io.plumbline.detector.incident.Incident;
import io.plumbline.detector.incident.IncidentTracker;
import io.plumbline.detector.incident.TrackerState;
import io.plumbline.detector.model.WindowReader;
import io.plumbline.detector.search.Search;
import io.plumbline.detector.store.Checkpoint;
import io.plumbline.detector.store.CheckpointStore;
import io.plumbline.detector.store.FindingStore;
import io.plumbline.detector.store.ModelStore;
import io.plumbline.detector.store.UnusableModelException;
import io.plumbline.detector.training.TrainedModel;
import io.plumbline.detector.training.TrainedModel.TrainedService;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Scores windows in order. A step takes the final windows after the checkpoint, stores what it
 * found, then moves the checkpoint, which also holds the state of the incidents. So a step that
 * ends anywhere is done again from the same state: ids are the same, and nothing is skipped, lost
 * or there twice. For one thread.
 */
public final class Monitor {
  /** Windows of one step: enough to catch up quickly, few enough to hold. */
  private static final int STEP_MAX = 240;

  private final MonitorSettings settings;
  private final Search search;
  private final ModelStore models;
  private final FindingStore findings;
  private final CheckpointStore checkpoints;
  private final InstantSource clock;
  private final MonitorListener listener;
  private final Set<String> unknown = new HashSet<>();
  private @Nullable TrainedModel model;
  private @Nullable Checkpoint checkpoint;

  /** The rows of the last windows scored; null until there are some. */
  private @Nullable List<FeatureRow> recent;

  /** A monitor that has not asked Elasticsearch anything yet. */
  public Monitor(
      MonitorSettings settings,
      Search search,
      ModelStore models,
      FindingStore findings,
      CheckpointStore checkpoints,
      InstantSource clock,
      MonitorListener listener) {
    this.settings = settings;
    this.search = search;
    this.models = models;
    this.findings = findings;
    this.checkpoints = checkpoints;
    this.clock = clock;
    this.listener = listener;
  }

  /** What a window came to. */
  private record Outcome(Window window, List<ScoredWindow> odd, List<Incident> changed) {}

  /**
   * Scores the final windows that are not scored yet, up to a few hundred.
   *
   * @return how many; 0 when all final ones are scored
   * @throws IOException when Elasticsearch is away or refuses; the step can be done again
   * @throws UnusableModelException when there is no model for these windows
   */
  public int step() throws IOException, UnusableModelException {
    TrainedModel inUse = modelInUse();
    Checkpoint start = position(inUse);
    Instant from = start.scoredUntil();
    Instant to = lastFinal();
    Instant farthest = from.plus(settings.grid().length().multipliedBy(STEP_MAX));
    to = to.isBefore(farthest) ? to : farthest;
    if (!from.isBefore(to)) {
      return 0;
    }
    IncidentTracker tracker =
        new IncidentTracker(settings.rules(), inUse.topology().graph(), start.tracker());
    List<FindingStore.Anomaly> anomalies = new ArrayList<>();
    FeatureSearch features = new FeatureSearch(search, settings.grid(), inUse.topology());
    List<FeatureRow> before = rowsBefore(from, inUse, features);
    List<FeatureRow> rows = features.rows(from, to, inUse.services().keySet());
    List<Outcome> outcomes = score(inUse, before, rows, from, to, tracker, anomalies);
    Map<String, Incident> incidents = new LinkedHashMap<>();
    outcomes.forEach(one -> one.changed.forEach(it -> incidents.put(it.id(), it)));

    Instant now = clock.instant();
    findings.write(anomalies, incidents.values(), settings.grid(), now);
    Checkpoint after = new Checkpoint(to, tracker.state());
    checkpoints.write(after, now);
    checkpoint = after;
    keepRecent(before, rows, to);
    outcomes.forEach(one -> listener.scored(one.window, one.odd, one.changed));
    return outcomes.size();
  }

  /** When the next window that is not scored yet will be final; the epoch before the first step. */
  public Instant nextFinal() {
    return checkpoint == null
        ? Instant.EPOCH
        : checkpoint.scoredUntil().plus(settings.grid().length()).plus(settings.queryDelay());
  }

  /** Whether the last window to be scored has been. */
  public boolean isDone() {
    Instant until = settings.until();
    return until != null
        && checkpoint != null
        && !checkpoint.scoredUntil().isBefore(settings.grid().floor(until));
  }

  private Instant lastFinal() {
    Instant until = settings.until();
    Instant last = clock.instant().minus(settings.queryDelay());
    return settings.grid().floor(until != null && until.isBefore(last) ? until : last);
  }

  private TrainedModel modelInUse() throws IOException, UnusableModelException {
    TrainedModel last = model;
    if (last != null && last.id().equals(models.currentId())) {
      return last;
    }
    TrainedModel loaded = models.loadCurrent();
    WindowGrid grid = settings.grid();
    if (!loaded.grid().equals(grid)) {
      throw new WrongWindowException(loaded.grid().length(), grid.length());
    }
    model = loaded;
    unknown.clear();
    listener.modelInUse(loaded, position(loaded).scoredUntil());
    return loaded;
  }

  /** Where to go on: from the last step, the stored checkpoint, or the end of the training. */
  private Checkpoint position(TrainedModel inUse) throws IOException {
    if (checkpoint != null) {
      return checkpoint;
    }
    Checkpoint stored = checkpoints.read();
    Instant from = settings.from();
    Checkpoint position;
    if (from != null) {
      position = new Checkpoint(settings.grid().floor(from), TrackerState.EMPTY);
    } else if (stored != null) {
      position = stored;
    } else {
      position = new Checkpoint(settings.grid().floor(inUse.to()), TrackerState.EMPTY);
    }
    Set<String> followed =
        position.tracker().open().stream().map(Incident::id).collect(Collectors.toSet());
    List<String> forgotten = findings.closeForgotten(followed, settings.grid(), clock.instant());
    if (!forgotten.isEmpty()) {
      listener.closedForgotten(forgotten);
    }
    checkpoint = position;
    return position;
  }

  /** The rows that the change lens compares the first ones with. */
  private List<FeatureRow> rowsBefore(Instant from, TrainedModel inUse, FeatureSearch features)
      throws IOException {
    List<FeatureRow> kept = recent;
    if (kept != null) {
      return kept;
    }
    Instant start = from.minus(settings.grid().length().multipliedBy(WindowReader.REACH));
    return features.rows(start, from, inUse.services().keySet());
  }

  private void keepRecent(List<FeatureRow> before, List<FeatureRow> rows, Instant to) {
    Instant start = to.minus(settings.grid().length().multipliedBy(WindowReader.REACH));
    recent =
        Stream.concat(before.stream(), rows.stream())
            .filter(row -> !row.window().start().isBefore(start))
            .toList();
  }

  private List<Outcome> score(
      TrainedModel inUse,
      List<FeatureRow> before,
      List<FeatureRow> rows,
      Instant from,
      Instant to,
      IncidentTracker tracker,
      List<FindingStore.Anomaly> anomalies) {
    Map<String, WindowReader> readers = new HashMap<>();
    inUse.services().forEach((name, service) -> readers.put(name, service.model().reader()));
    for (FeatureRow row : before) {
      WindowReader reader = readers.get(row.service());
      if (reader != null) {
        reader.pass(row.window().start().getEpochSecond(), row.values());
      }
    }
    Map<Instant, List<ScoredWindow>> scored = new TreeMap<>();
    for (FeatureRow row : rows) {
      TrainedService service = inUse.services().get(row.service());
      WindowReader reader = readers.get(row.service());
      if (service == null || reader == null) {
        if (unknown.add(row.service())) {
          listener.unknownService(row.service());
        }
        continue;
      }
      scored
          .computeIfAbsent(row.window().start(), _ -> new ArrayList<>())
          .add(ScoredWindow.of(row, service.model(), reader));
    }
    List<Outcome> outcomes = new ArrayList<>();
    for (Window window : settings.grid().between(from, to)) {
      List<ScoredWindow> all = scored.getOrDefault(window.start(), List.of());
      IncidentTracker.Step step = tracker.step(window, all);
      List<ScoredWindow> odd =
          all.stream().filter(one -> one.surprise() >= settings.rules().stays()).toList();
      for (ScoredWindow one : odd) {
        String incident = step.incidentIds().get(one.service());
        anomalies.add(new FindingStore.Anomaly(one, inUse, incident));
      }
      outcomes.add(new Outcome(window, odd, step.changed()));
    }
    return outcomes;
  }

  /** The model was trained on windows of another length than the monitor's. */
  public static final class WrongWindowException extends IllegalStateException {
    private static final long serialVersionUID = 1;

    WrongWindowException(Duration trained, Duration monitored) {
      super(
          "The model was trained on windows of "
              + trained.toSeconds()
              + " s, the monitor has windows of "
              + monitored.toSeconds()
              + " s: give --window "
              + trained.toSeconds()
              + "s, or run 'detector train --window "
              + monitored.toSeconds()
              + "s'");
    }
  }
}
