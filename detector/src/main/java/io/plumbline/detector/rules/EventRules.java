package io.plumbline.detector.rules;

import io.plumbline.detector.config.DurationText;
import io.plumbline.detector.features.Window;
import io.plumbline.detector.rules.RuleConfig.ErrorCount;
import io.plumbline.detector.rules.RuleConfig.NewErrorTemplate;
import io.plumbline.detector.rules.RuleConfig.NoData;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Single events, and their absence, held against rules. */
final class EventRules {
  /** More templates are counted and not named. */
  private static final int NAMED_MAX = 3;

  private static final int TEMPLATE_LENGTH_MAX = 120;

  private EventRules() {}

  static List<RuleFinding> judge(ErrorCount rule, Collection<ErrorEvent> errors) {
    Map<String, List<Instant>> byService = new TreeMap<>();
    for (ErrorEvent error : errors) {
      if (rule.head().isFor(error.service())) {
        byService.computeIfAbsent(error.service(), _ -> new ArrayList<>()).add(error.at());
      }
    }
    List<RuleFinding> findings = new ArrayList<>();
    byService.forEach((service, times) -> {
      Collections.sort(times);
      judge(rule, service, times, findings);
    });
    return findings;
  }

  /** Counts the errors of the period (t − period, t] at every error t. */
  private static void judge(
      ErrorCount rule, String service, List<Instant> times, List<RuleFinding> findings) {
    int first = 0;
    int start = -1;
    int most = 0;
    for (int last = 0; last < times.size(); last++) {
      Instant after = times.get(last).minus(rule.period());
      while (!times.get(first).isAfter(after)) {
        first++;
      }
      int count = last - first + 1;
      boolean reached = count >= rule.count();
      if (reached) {
        start = start < 0 ? first : start;
        most = Math.max(most, count);
      }
      boolean ends = !reached || last == times.size() - 1;
      if (ends && start >= 0) {
        Instant end = times.get(reached ? last : last - 1);
        findings.add(finding(rule, service, times.get(start), end, most));
        start = -1;
        most = 0;
      }
    }
  }

  private static RuleFinding finding(
      ErrorCount rule, String service, Instant start, Instant end, int most) {
    String period = DurationText.of(rule.period());
    return new RuleFinding(
        rule.id(),
        service,
        new Window(start, Duration.between(start, end)),
        rule.head().surprise(),
        most + (most == 1 ? " error in " : " errors in ") + period + ", limit " + rule.count(),
        most,
        rule.count());
  }

  static RuleFinding silent(NoData rule, String service, Window silence) {
    Duration rounded = silence.length().truncatedTo(ChronoUnit.SECONDS);
    return new RuleFinding(
        rule.id(),
        service,
        silence,
        rule.head().surprise(),
        "no data for " + DurationText.of(rounded) + ", limit " + DurationText.of(rule.period()),
        silence.length().toMillis() / 1000.0,
        rule.period().toMillis() / 1000.0);
  }

  static RuleFinding newTemplates(
      NewErrorTemplate rule, String service, Window window, SortedSet<String> templates) {
    String named =
        templates.stream().limit(NAMED_MAX).map(EventRules::cut).collect(Collectors.joining("; "));
    int more = templates.size() - NAMED_MAX;
    String kinds = templates.size() == 1 ? "new error: " : templates.size() + " new errors: ";
    return new RuleFinding(
        rule.id(),
        service,
        window,
        rule.head().surprise(),
        kinds + named + (more > 0 ? "; and " + more + " more" : ""),
        templates.size(),
        0);
  }

  private static String cut(String template) {
    return template.length() <= TEMPLATE_LENGTH_MAX
        ? template
        : template.substring(0, TEMPLATE_LENGTH_MAX) + "…";
  }
}
