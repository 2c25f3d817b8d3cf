package io.plumbline.detector.rules;

import io.plumbline.detector.config.DurationText;
import io.plumbline.detector.features.Window;
import io.plumbline.detector.features.WindowGrid;
import io.plumbline.detector.rules.RuleConfig.ErrorCount;
import io.plumbline.detector.rules.RuleConfig.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Counts the errors of the period (t − period, t] at every error t. A rule is broken in the windows
 * that have an error at which the count is reached; each has one finding, of the highest count.
 */
final class SlidingCount {
  private final ErrorCount rule;
  private final WindowGrid grid;
  private final Deque<ErrorEvent> period = new ArrayDeque<>();
  private final List<RuleFinding> findings = new ArrayList<>();
  private String service = "";
  private boolean isFor;
  private long count;

  SlidingCount(ErrorCount rule, WindowGrid grid) {
    this.rule = rule;
    this.grid = grid;
  }

  /** Takes the next errors: those of one service in order of time, then those of another. */
  void add(ErrorEvent error) {
    if (!error.service().equals(service)) {
      service = error.service();
      isFor = rule.head().isFor(service);
      period.clear();
      count = 0;
    }
    if (!isFor) {
      return;
    }
    period.addLast(error);
    count += error.count();
    Instant after = error.at().minus(rule.period());
    while (!period.getFirst().at().isAfter(after)) {
      count -= period.removeFirst().count();
    }
    if (count >= rule.count()) {
      reached(error.at());
    }
  }

  private void reached(Instant at) {
    if (!findings.isEmpty() && isOf(findings.getLast(), grid.floor(at))) {
      if (findings.getLast().actual() >= count) {
        return;
      }
      findings.removeLast();
    }
    String one = rule.source() == Source.REQUESTS ? " failed request" : " error log";
    String what = count + one + (count == 1 ? "" : "s");
    Instant first = period.getFirst().at();
    findings.add(
        new RuleFinding(
            rule.id(),
            service,
            new Window(first, Duration.between(first, at)),
            rule.head().surprise(),
            what + " in " + DurationText.of(rule.period()) + ", limit " + rule.count(),
            count,
            rule.count()));
  }

  private boolean isOf(RuleFinding finding, Instant start) {
    return finding.service().equals(service) && start(finding).equals(start);
  }

  /** The start of the window that a finding is of. */
  Instant start(RuleFinding finding) {
    return grid.floor(finding.window().end());
  }

  /** By service and window. */
  List<RuleFinding> findings() {
    return findings;
  }
}
