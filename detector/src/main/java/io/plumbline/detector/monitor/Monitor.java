package io.plumbline.detector.monitor;

import io.plumbline.detector.explain.ScoredWindow;
import io.plumbline.detector.features.Scope;
import io.plumbline.detector.features.ScopeSearch;
import io.plumbline.detector.features.WindowGrid;
import io.plumbline.detector.incident.Incident;
import io.plumbline.detector.incident.Past;
import io.plumbline.detector.incident.TrackerState;
import io.plumbline.detector.logs.LogWatch;
import io.plumbline.detector.search.Search;
import io.plumbline.detector.store.Checkpoint;
import io.plumbline.detector.store.CheckpointStore;
import io.plumbline.detector.store.FindingStore;
import io.plumbline.detector.store.ModelStore;
import io.plumbline.detector.store.StoredIncident;
import io.plumbline.detector.store.TemplateStore;
import io.plumbline.detector.store.Trail;
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
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Scores windows in order. A step takes the final windows after the checkpoint, stores what it
 * found in the place of what was found there before, then moves the checkpoint, which also holds
 * the state of the incidents. So a step that ends anywhere is done again from the same state: ids
 * are the same, and nothing is skipped, lost or there twice. When telemetry of scored windows has
 * arrived, a step begins before them. For one thread.
 */
public final class Monitor {
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
  private final Arrivals arrivals;
  private final ClockWatch clocks;
  private @Nullable Judge judge;
  private @Nullable LogWatch logs;
  private @Nullable Trail trail;

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
    this.clocks = new ClockWatch(search, listener);
    this.arrivals = new Arrivals(search, settings.grid());
  }

  /**
   * Scores the final windows that are not scored yet, up to a few hundred.
   *
   * @return how many; 0 when all final ones are scored
   * @throws IOException when Elasticsearch is away or refuses; the step can be done again
   * @throws UnusableModelException when the model is not for these windows, or damaged
   */
  public int step() throws IOException, UnusableModelException {
    Judge judging = judgeInUse();
    TrainedModel inUse = judging.model();
    Trail start = position(inUse);
    Instant until = start.last().scoredUntil();
    Instant farthest = until.plus(judging.stretch());
    Instant to = lastFinal();
    to = to.isBefore(farthest) ? to : farthest;
    // Counted first: what arrives between this and the scoring is taken for late, and not missed.
    SortedMap<Instant, Long> counts =
        settings.lateData().isZero() || to.isBefore(until)
            ? new TreeMap<>()
            : arrivals.count(start.watchedFrom(), to);
    Checkpoint from = settings.lateData().isZero() ? start.last() : start.settled(counts);
    if (!from.scoredUntil().isBefore(to)) {
      return 0;
    }
    clocks.look(clock.instant());
    LogWatch watch = logs == null ? known(inUse) : logs;
    // A step that fails reads its lines again: into what was stored, not into what it has read.
    logs = null;
    List<FindingStore.Earlier> earlier = findings.opened(from.scoredUntil(), to, settings.grid());
    Judge.Verdict verdict = judging.judge(from, to, watch, past(from, earlier));

    List<FindingStore.Earlier> gone = gone(earlier, verdict);
    store(inUse, from.scoredUntil(), verdict, gone);
    if (watch.hasNews()) {
      templates.save(inUse.id(), watch.knowledge(), clock.instant());
    }
    List<Checkpoint> judged = verdict.outcomes().stream().map(Judge.Outcome::after).toList();
    Trail after = start.with(from, judged, counts, settings.lateData());
    checkpoints.write(after, clock.instant());
    trail = after;
    logs = watch;
    judging.stands(verdict);
    return tell(from.scoredUntil(), until, verdict, gone);
  }

  private Past past(Checkpoint from, List<FindingStore.Earlier> earlier) throws IOException {
    Map<String, Instant> closings = findings.closings(ids(from.tracker()), from.scoredUntil());
    List<Past.Found> found =
        earlier.stream()
            .map(FindingStore.Earlier::incident)
            .map(one ->
                new Past.Found(one.id(), one.opened(), one.updated(), Set.copyOf(one.services())))
            .toList();
    return new Past(closings, found);
  }

  private static List<FindingStore.Earlier> gone(
      List<FindingStore.Earlier> earlier, Judge.Verdict verdict) {
    Set<String> still =
        verdict.outcomes().stream()
            .flatMap(outcome -> outcome.changed().stream())
            .map(Incident::id)
            .collect(Collectors.toSet());
    return earlier.stream().filter(one -> !still.contains(one.incident().id())).toList();
  }

  private LogWatch known(TrainedModel inUse) throws IOException {
    return new LogWatch(settings.grid().length(), templates.load(inUse.id()));
  }

  private void store(
      TrainedModel inUse, Instant from, Judge.Verdict verdict, List<FindingStore.Earlier> gone)
      throws IOException {
    List<FindingStore.Anomaly> anomalies = new ArrayList<>();
    Map<String, Incident> incidents = new LinkedHashMap<>();
    for (Judge.Outcome outcome : verdict.outcomes()) {
      for (ScoredWindow odd : outcome.odd()) {
        String incident = outcome.incidentIds().get(odd.service());
        anomalies.add(new FindingStore.Anomaly(odd, inUse, incident));
      }
      outcome.changed().forEach(incident -> incidents.put(incident.id(), incident));
    }
    List<StoredIncident> withdrawn =
        gone.stream()
            .filter(one -> !one.isWithdrawn())
            .map(FindingStore.Earlier::incident)
            .toList();
    Instant to = verdict.after().scoredUntil();
    findings.write(
        new FindingStore.Found(from, to, anomalies, incidents.values(), withdrawn),
        settings.grid(),
        clock.instant());
  }

  /**
   * Tells what is stored now.
   *
   * @param until end of the last window that was told before
   * @return count of windows that were not
   */
  private int tell(
      Instant from, Instant until, Judge.Verdict verdict, List<FindingStore.Earlier> gone) {
    if (from.isBefore(until)) {
      // Also those that were withdrawn by a step that did not get as far as this.
      List<StoredIncident> withdrawn =
          gone.stream()
              .filter(one -> !one.isWithdrawn() || isAtLeast(one.incident().closed(), until))
              .map(FindingStore.Earlier::incident)
              .toList();
      listener.wentBack(from, until, withdrawn);
    }
    int fresh = 0;
    for (Judge.Outcome one : verdict.outcomes()) {
      if (one.window().start().isBefore(until)) {
        listener.rescored(one.window(), one.odd(), one.changed());
      } else {
        listener.scored(one.window(), one.odd(), one.changed());
        fresh++;
      }
    }
    return fresh;
  }

  private static boolean isAtLeast(@Nullable Instant time, Instant least) {
    return time != null && !time.isBefore(least);
  }

  /** When the next window that is not scored yet will be final; the epoch before the first step. */
  public Instant nextFinal() {
    return trail == null
        ? Instant.EPOCH
        : trail.last().scoredUntil().plus(settings.grid().length()).plus(settings.queryDelay());
  }

  /** Whether the last window to be scored has been. */
  public boolean isDone() {
    Instant until = settings.until();
    return until != null
        && trail != null
        && !trail.last().scoredUntil().isBefore(settings.grid().floor(until));
  }

  private Instant lastFinal() {
    Instant until = settings.until();
    Instant last = clock.instant().minus(settings.queryDelay());
    return settings.grid().floor(until != null && until.isBefore(last) ? until : last);
  }

  /** With the current model, of which there may be a new one since the last step. */
  private Judge judgeInUse() throws IOException, UnusableModelException {
    String current = models.currentId();
    Judge same = judgeOf(current);
    if (same != null) {
      return same;
    }
    if (current == null) {
      return untrained();
    }
    // The old model goes before the new one comes: memory need not hold both.
    judge = null;
    TrainedModel loaded = models.loadCurrent();
    WindowGrid grid = settings.grid();
    if (!loaded.grid().equals(grid)) {
      throw new WrongWindowException(loaded.grid().length(), grid.length());
    }
    logs = null;
    listener.modelInUse(loaded, position(loaded).last().scoredUntil());
    return judgeWith(loaded);
  }

  /** The one with a model; any, if there is no model any more. */
  private @Nullable Judge judgeOf(@Nullable String id) {
    Judge last = judge;
    return last == null || id == null || last.model().id().equals(id) ? last : null;
  }

  private Judge judgeWith(TrainedModel model) {
    Judge fresh = new Judge(settings, search, model, listener::unknownService);
    judge = fresh;
    return fresh;
  }

  private Judge untrained() throws IOException {
    Instant now = lastFinal();
    Scope scope = new ScopeSearch(search).learn(now.minus(TOPOLOGY_REACH), now, List.of());
    listener.noModel();
    return judgeWith(TrainedModel.untrained(settings.grid(), now, scope));
  }

  /** Where to go on: from the last step, the stored checkpoint, or the end of the training. */
  private Trail position(TrainedModel inUse) throws IOException {
    if (trail != null) {
      return trail;
    }
    findings.prepare();
    Trail stored = checkpoints.read();
    Instant from = settings.from();
    Trail position;
    if (from != null) {
      position = Trail.start(settings.grid().floor(from));
    } else if (stored != null) {
      position = stored;
    } else {
      position = Trail.start(settings.grid().floor(inUse.to()));
    }
    List<String> forgotten =
        findings.closeForgotten(ids(position.last().tracker()), settings.grid(), clock.instant());
    if (!forgotten.isEmpty()) {
      listener.closedForgotten(forgotten);
    }
    trail = position;
    return position;
  }

  private static Set<String> ids(TrackerState tracker) {
    return tracker.open().stream().map(Incident::id).collect(Collectors.toSet());
  }
}
