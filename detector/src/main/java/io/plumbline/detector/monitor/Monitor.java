package io.plumbline.detector.monitor;

import io.plumbline.detector.explain.ScoredWindow;
import io.plumbline.detector.features.Scope;
import io.plumbline.detector.features.ScopeSearch;
import io.plumbline.detector.features.WindowGrid;
import io.plumbline.detector.incident.Incident;
import io.plumbline.detector.incident.TrackerState;
import io.plumbline.detector.logs.LogWatch;
import io.plumbline.detector.search.Search;
import io.plumbline.detector.store.Checkpoint;
import io.plumbline.detector.store.CheckpointStore;
import io.plumbline.detector.store.FindingStore;
import io.plumbline.detector.store.ModelStore;
import io.plumbline.detector.store.TemplateStore;
import io.plumbline.detector.store.UnusableModelException;
import io.plumbline.detector.training.TrainedModel;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
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

  /** Without a model, who calls whom is learned from so much of the past. */
  private static final Duration TOPOLOGY_REACH = Duration.ofHours(1);

  private final MonitorSettings settings;
  private final Search search;
  private final ModelStore models;
  private final FindingStore findings;
  private final CheckpointStore checkpoints;
  private final TemplateStore templates;
  private final InstantSource clock;
  private final MonitorListener listener;
  private final Judge judge;
  private @Nullable TrainedModel model;
  private @Nullable LogWatch logs;
  private @Nullable Checkpoint checkpoint;

  /** A monitor that has not asked Elasticsearch anything yet. */
  public Monitor(
      MonitorSettings settings,
      Search search,
      ModelStore models,
      FindingStore findings,
      CheckpointStore checkpoints,
      TemplateStore templates,
      InstantSource clock,
      MonitorListener listener) {
    this.settings = settings;
    this.search = search;
    this.models = models;
    this.findings = findings;
    this.checkpoints = checkpoints;
    this.templates = templates;
    this.clock = clock;
    this.listener = listener;
    this.judge = new Judge(settings, search, listener::unknownService);
  }

  /**
   * Scores the final windows that are not scored yet, up to a few hundred.
   *
   * @return how many; 0 when all final ones are scored
   * @throws IOException when Elasticsearch is away or refuses; the step can be done again
   * @throws UnusableModelException when the model is not for these windows, or damaged
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
    LogWatch watch = logs == null ? known(inUse) : logs;
    // A step that fails reads its lines again: into what was stored, not into what it has read.
    logs = null;
    Map<String, Instant> closings = findings.closings(ids(start.tracker()), from);
    Judge.Verdict verdict = judge.judge(inUse, start, to, watch, closings);

    store(inUse, verdict.outcomes());
    if (watch.hasNews()) {
      templates.save(inUse.id(), watch.knowledge(), clock.instant());
    }
    checkpoints.write(verdict.after(), clock.instant());
    checkpoint = verdict.after();
    logs = watch;
    judge.stands(verdict);
    verdict.outcomes().forEach(one -> listener.scored(one.window(), one.odd(), one.changed()));
    return verdict.outcomes().size();
  }

  private LogWatch known(TrainedModel inUse) throws IOException {
    return new LogWatch(settings.grid().length(), templates.load(inUse.id()));
  }

  private void store(TrainedModel inUse, List<Judge.Outcome> outcomes) throws IOException {
    List<FindingStore.Anomaly> anomalies = new ArrayList<>();
    Map<String, Incident> incidents = new LinkedHashMap<>();
    for (Judge.Outcome outcome : outcomes) {
      for (ScoredWindow odd : outcome.odd()) {
        String incident = outcome.incidentIds().get(odd.service());
        anomalies.add(new FindingStore.Anomaly(odd, inUse, incident));
      }
      outcome.changed().forEach(incident -> incidents.put(incident.id(), incident));
    }
    findings.write(anomalies, incidents.values(), settings.grid(), clock.instant());
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
    String current = models.currentId();
    if (current == null) {
      return last == null ? untrained() : last;
    }
    if (last != null && last.id().equals(current)) {
      return last;
    }
    TrainedModel loaded = models.loadCurrent();
    WindowGrid grid = settings.grid();
    if (!loaded.grid().equals(grid)) {
      throw new WrongWindowException(loaded.grid().length(), grid.length());
    }
    model = loaded;
    logs = null;
    judge.newModel();
    listener.modelInUse(loaded, position(loaded).scoredUntil());
    return loaded;
  }

  private TrainedModel untrained() throws IOException {
    Instant now = lastFinal();
    Scope scope = new ScopeSearch(search).learn(now.minus(TOPOLOGY_REACH), now, List.of());
    TrainedModel none = TrainedModel.untrained(settings.grid(), now, scope);
    model = none;
    listener.noModel();
    return none;
  }

  /** Where to go on: from the last step, the stored checkpoint, or the end of the training. */
  private Checkpoint position(TrainedModel inUse) throws IOException {
    if (checkpoint != null) {
      return checkpoint;
    }
    findings.prepare();
    Checkpoint stored = checkpoints.read();
    Instant from = settings.from();
    Checkpoint position;
    if (from != null) {
      position = Checkpoint.start(settings.grid().floor(from));
    } else if (stored != null) {
      position = stored;
    } else {
      position = Checkpoint.start(settings.grid().floor(inUse.to()));
    }
    List<String> forgotten =
        findings.closeForgotten(ids(position.tracker()), settings.grid(), clock.instant());
    if (!forgotten.isEmpty()) {
      listener.closedForgotten(forgotten);
    }
    checkpoint = position;
    return position;
  }

  private static Set<String> ids(TrackerState tracker) {
    return tracker.open().stream().map(Incident::id).collect(Collectors.toSet());
  }
}
