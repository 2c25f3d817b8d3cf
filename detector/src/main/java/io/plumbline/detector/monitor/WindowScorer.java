package io.plumbline.detector.monitor;

import io.plumbline.detector.explain.ScoredWindow;
import io.plumbline.detector.explain.ServiceReader;
import io.plumbline.detector.features.FeatureRow;
import io.plumbline.detector.features.Window;
import io.plumbline.detector.rules.RuleFinding;
import io.plumbline.detector.rules.Rules;
import io.plumbline.detector.training.TrainedModel;
import io.plumbline.detector.training.TrainedModel.TrainedService;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Puts the windows of all services, in time order, to the models and the rules. */
final class WindowScorer {
  /** A service heard in fewer of its training windows than this may well be silent. */
  private static final double REGULAR = 0.9;

  private final TrainedModel model;
  private final Rules rules;
  private final int rowsKept;
  private final Map<String, ServiceReader> readers = new HashMap<>();
  private final Map<String, List<FeatureRow>> recent = new HashMap<>();
  private final SortedMap<String, Instant> heard;

  /**
   * A scorer of the windows that follow.
   *
   * @param before the rows of the windows just before, in time order
   * @param heard by service, the end of the last window in which anything was heard of it
   */
  WindowScorer(
      TrainedModel model, Rules rules, List<FeatureRow> before, Map<String, Instant> heard) {
    this.model = model;
    this.rules = rules;
    this.rowsKept = rules.rowsNeeded(model.grid().length());
    this.heard = new TreeMap<>(heard);
    model
        .services()
        .forEach((name, service) ->
            readers.put(name, new ServiceReader(service.model(), service.facets())));
    for (FeatureRow row : before) {
      ServiceReader reader = readers.get(row.service());
      if (reader != null) {
        reader.pass(row);
      }
      keep(row);
      listen(row);
    }
  }

  /** By service, the end of the last window in which anything was heard of it. */
  SortedMap<String, Instant> heard() {
    return heard;
  }

  /**
   * Scores the next window.
   *
   * @param rows one for each service that is known to live
   * @param events broken rules about what happened in the window, of any services
   */
  Collection<ScoredWindow> score(
      Window window, List<FeatureRow> rows, Collection<RuleFinding> events) {
    SortedMap<String, ScoredWindow> scored = new TreeMap<>();
    SortedMap<String, List<RuleFinding>> broken = new TreeMap<>();
    for (FeatureRow row : rows) {
      keep(row);
      listen(row);
      scored.put(row.service(), read(row));
      add(broken, rules.rows(recent.getOrDefault(row.service(), List.of(row))));
    }
    add(broken, silences(window));
    add(broken, events);
    broken.forEach((service, findings) -> {
      ScoredWindow one = scored.get(service);
      ScoredWindow known =
          one == null ? ScoredWindow.withoutModel(FeatureRow.unknown(service, window)) : one;
      scored.put(service, known.withBroken(findings));
    });
    return scored.values();
  }

  private ScoredWindow read(FeatureRow row) {
    ServiceReader reader = readers.get(row.service());
    return reader == null ? ScoredWindow.withoutModel(row) : reader.read(row);
  }

  private static void add(Map<String, List<RuleFinding>> broken, Collection<RuleFinding> findings) {
    for (RuleFinding finding : findings) {
      broken.computeIfAbsent(finding.service(), _ -> new ArrayList<>()).add(finding);
    }
  }

  private void keep(FeatureRow row) {
    List<FeatureRow> own = recent.computeIfAbsent(row.service(), _ -> new ArrayList<>());
    own.add(row);
    if (own.size() > rowsKept) {
      own.removeFirst();
    }
  }

  private void listen(FeatureRow row) {
    if (!row.isSilent()) {
      heard.put(row.service(), row.window().end());
    }
  }

  private List<RuleFinding> silences(Window window) {
    Instant forgotten = window.end().minus(rules.goneAfter());
    heard.values().removeIf(last -> last.isBefore(forgotten));
    List<RuleFinding> findings = new ArrayList<>();
    heard.forEach((service, last) -> {
      if (last.isBefore(window.end())) {
        boolean regular = isRegular(model.services().get(service));
        findings.addAll(rules.silence(service, regular, last, window.end()));
      }
    });
    return findings;
  }

  private boolean isRegular(@Nullable TrainedService service) {
    if (service == null) {
      return false;
    }
    Duration trained = Duration.between(model.from(), model.to());
    return service.windows() >= REGULAR * trained.dividedBy(model.grid().length());
  }
}
