package io.plumbline.detector.monitor;

import io.plumbline.detector.evidence.LogNotes;
import io.plumbline.detector.features.Window;
import io.plumbline.detector.features.WindowGrid;
import io.plumbline.detector.incident.Incident;
import io.plumbline.detector.incident.Note;
import io.plumbline.detector.logs.LogSearch;
import io.plumbline.detector.logs.LogWatch;
import io.plumbline.detector.rules.ErrorSearch;
import io.plumbline.detector.rules.ExecutionSearch;
import io.plumbline.detector.rules.RuleConfig.ErrorCount;
import io.plumbline.detector.rules.RuleFinding;
import io.plumbline.detector.rules.Rules;
import io.plumbline.detector.search.Search;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What happened beside what is counted by windows: errors one by one, batch executions that ended,
 * log lines of unusual kinds.
 */
final class Events {
  private final Map<Instant, List<RuleFinding>> broken = new HashMap<>();
  private final Map<Instant, List<LogWatch.Unusual>> logs = new HashMap<>();

  private final LogWatch watch;

  private Events(LogWatch watch) {
    this.watch = watch;
  }

  /** Reads the windows in [from, to). */
  static Events read(
      Search search, WindowGrid grid, Rules rules, LogWatch logs, Instant from, Instant to)
      throws IOException {
    Events events = new Events(logs);
    for (ExecutionSearch.Told one : new ExecutionSearch(search).between(from, to)) {
      Instant start = grid.floor(one.told());
      events.add(start, rules.batch(one.execution()));
    }
    ErrorSearch errors = new ErrorSearch(search, grid);
    for (ErrorCount rule : rules.errorCounts()) {
      errors.broken(rule, from, to).forEach(events::add);
    }
    new LogSearch(search).read(from, to, logs::add);
    for (LogWatch.Unusual one : logs.unusual(to)) {
      events.logs.computeIfAbsent(one.start(), _ -> new ArrayList<>()).add(one);
      Window window = new Window(one.start(), grid.length());
      events.add(one.start(), rules.newErrorTemplates(one.service(), window, one.newErrors()));
    }
    return events;
  }

  private void add(Instant start, List<RuleFinding> findings) {
    broken.computeIfAbsent(start, _ -> new ArrayList<>()).addAll(findings);
  }

  /** Rules that were broken in a window. */
  List<RuleFinding> broken(Window window) {
    return broken.getOrDefault(window.start(), List.of());
  }

  /** What the logs of a window say of an incident. */
  List<Note> notes(Incident incident, Window window) {
    return LogNotes.of(incident, logs.getOrDefault(window.start(), List.of()), watch);
  }
}
