package io.plumbline.detector.rules;

import io.plumbline.detector.config.ConfigSection;
import io.plumbline.detector.rules.RuleConfig.BatchDuration;
import io.plumbline.detector.rules.RuleConfig.BatchEfficiency;
import io.plumbline.detector.rules.RuleConfig.BatchFailed;
import io.plumbline.detector.rules.RuleConfig.BatchMemory;
import io.plumbline.detector.rules.RuleConfig.BatchMemoryNegative;
import io.plumbline.detector.rules.RuleConfig.ErrorRatio;
import io.plumbline.detector.rules.RuleConfig.Head;
import io.plumbline.detector.rules.RuleConfig.NewErrorTemplate;
import io.plumbline.detector.rules.RuleConfig.NoData;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The rules in force.
 *
 * @param rules each with an id of its own
 */
public record RulesConfig(List<RuleConfig> rules) {
  /** S that opens an incident by itself, for what happens once. */
  private static final double AT_ONCE = 8;

  /** S that opens an incident when it is there in 2 of 3 windows. */
  private static final double WHEN_REPEATED = 4;

  /**
   * What is wrong everywhere. How many errors are too many, or where a feature has its limit,
   * depends on the service, so there is no such rule here.
   */
  public static final RulesConfig DEFAULT =
      new RulesConfig(
          List.of(
              new ErrorRatio(head("error-ratio", 6), 0.2, Duration.ofMinutes(1), 20),
              new NoData(head("no-data", AT_ONCE), Duration.ofMinutes(5), Duration.ofDays(1)),
              new NewErrorTemplate(head("new-error-template", WHEN_REPEATED)),
              new BatchFailed(head("batch-failed", AT_ONCE)),
              new BatchDuration(head("batch-duration", WHEN_REPEATED), Duration.ofHours(1)),
              new BatchMemory(head("batch-memory", WHEN_REPEATED), 100e6),
              new BatchMemoryNegative(head("batch-memory-negative", WHEN_REPEATED)),
              new BatchEfficiency(
                  head("batch-efficiency", WHEN_REPEATED), 20, Efficiency.DEFAULT)));

  public RulesConfig {
    rules = List.copyOf(rules);
    Set<String> ids = new HashSet<>();
    for (RuleConfig rule : rules) {
      if (!ids.add(rule.id())) {
        throw new IllegalArgumentException("every rule must have an id of its own: " + rule.id());
      }
    }
  }

  private static Head head(String id, double surprise) {
    return new Head(id, List.of(), surprise);
  }

  /**
   * Reads the list {@code rules} of a section. It adds to the default rules; one with the id of a
   * default rule takes its place, and with {@code enabled: false} it takes it away. What is wrong
   * is recorded in the section, and then the result must not be used.
   */
  public static RulesConfig read(ConfigSection section) {
    Map<String, RuleConfig> rules = new LinkedHashMap<>();
    DEFAULT.rules.forEach(rule -> rules.put(rule.id(), rule));
    Set<String> ids = new HashSet<>();
    for (ConfigSection one : section.sections("rules")) {
      String id = one.requiredString("id");
      if (!id.isEmpty() && !ids.add(id)) {
        one.problem("id", "expected an id that no other rule has, found '" + id + "'");
      }
      if (one.flag("enabled", true)) {
        RuleReader.read(one, id).ifPresent(rule -> rules.put(id, rule));
      } else if (rules.remove(id) == null && !id.isEmpty()) {
        one.problem("id", "expected the id of a default rule to leave out, found '" + id + "'");
      }
    }
    return new RulesConfig(List.copyOf(rules.values()));
  }
}
