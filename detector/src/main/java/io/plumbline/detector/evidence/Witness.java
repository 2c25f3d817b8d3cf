package io.plumbline.detector.evidence;

import io.plumbline.detector.explain.ScoredWindow;
import io.plumbline.detector.features.Feature;
import io.plumbline.detector.features.Window;
import io.plumbline.detector.incident.Impact;
import io.plumbline.detector.incident.Incident;
import io.plumbline.detector.incident.Note;
import io.plumbline.detector.search.Search;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/** Finds out what else is known of an incident when a window opens it or goes on with it. */
public final class Witness {
  /** Windows before an incident in which a deployment may be its reason. */
  private static final int LOOK_BACK = 10;

  private final DeploymentSearch deployments;
  private final TraceSearch traces;
  private final List<Objective> objectives;

  public Witness(Search search, List<Objective> objectives) {
    this.deployments = new DeploymentSearch(search);
    this.traces = new TraceSearch(search);
    this.objectives = List.copyOf(objectives);
  }

  /** Notes of an incident that is odd in a window. */
  public List<Note> notes(Incident incident, Window window, Collection<ScoredWindow> scored)
      throws IOException {
    Instant before = incident.opened().minus(window.length().multipliedBy(LOOK_BACK));
    List<Note> notes = new ArrayList<>();
    if (incident.windows() == 1) {
      notes.addAll(deployments.between(before, window.end(), incident.services()));
    }
    String cause = incident.cause();
    if (!incident.hasNote(Note.Kind.WORST_TRACE, cause)) {
      notes.addAll(traces.worst(cause, window.start(), window.end()));
      for (ScoredWindow one : scored) {
        if (one.service().equals(cause)) {
          double usual = one.part(Feature.LATENCY_P50).typical().median();
          notes.addAll(traces.typical(cause, usual, before, incident.opened()));
        }
      }
    }
    return notes;
  }

  /** Whom the window touched: requests of the service of the incident that served the most. */
  public Impact impact(Incident incident, Window window, Collection<ScoredWindow> scored) {
    double seconds = window.length().toSeconds();
    double requests = 0;
    double failed = 0;
    double budget = Double.NaN;
    for (ScoredWindow one : scored) {
      double rate = one.part(Feature.REQUEST_RATE).actual();
      double errors = one.part(Feature.ERROR_RATE).actual();
      if (!incident.services().contains(one.service()) || !(rate > 0)) {
        continue;
      }
      double own = Double.isNaN(errors) ? 0 : rate * seconds * errors;
      requests = Math.max(requests, rate * seconds);
      failed = Math.max(failed, own);
      double usual = one.part(Feature.REQUEST_RATE).typical().median();
      double share =
          objectives.stream()
              .filter(objective -> Objects.equals(objective.service(), one.service()))
              .mapToDouble(objective -> objective.budget(own, usual))
              .max()
              .orElse(Double.NaN);
      budget = Double.isNaN(budget) || share > budget ? share : budget;
    }
    return new Impact(Math.rint(requests), Math.rint(failed), budget);
  }
}
