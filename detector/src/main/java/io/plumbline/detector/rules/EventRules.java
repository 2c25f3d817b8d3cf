package io.plumbline.detector.rules;

import io.plumbline.detector.config.DurationText;
import io.plumbline.detector.features.Window;
import io.plumbline.detector.rules.RuleConfig.NewErrorTemplate;
import io.plumbline.detector.rules.RuleConfig.NoData;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.SortedSet;
import java.util.stream.Collectors;

/** Silence and new messages, held against rules. */
final class EventRules {
  /** More templates are counted and not named. */
  private static final int NAMED_MAX = 3;

  private static final int TEMPLATE_LENGTH_MAX = 120;

  private EventRules() {}

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
