package io.plumbline.detector.rules;

import io.plumbline.detector.config.DurationText;
import io.plumbline.detector.rules.RuleConfig.BatchDuration;
import io.plumbline.detector.rules.RuleConfig.BatchEfficiency;
import io.plumbline.detector.rules.RuleConfig.BatchFailed;
import io.plumbline.detector.rules.RuleConfig.BatchMemory;
import io.plumbline.detector.rules.RuleConfig.BatchMemoryNegative;
import io.plumbline.detector.rules.RuleConfig.OfBatches;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A batch execution held against rules. */
final class BatchRules {
  private BatchRules() {}

  /** What is wrong with an execution; null when the rule is kept. */
  static @Nullable RuleFinding judge(OfBatches rule, BatchExecution execution) {
    return switch (rule) {
      case BatchFailed _ -> failed(rule, execution);
      case BatchDuration(_, Duration limit) -> duration(rule, execution, limit);
      case BatchMemory(_, double limit) -> memory(rule, execution, limit);
      case BatchMemoryNegative _ -> negativeMemory(rule, execution);
      case BatchEfficiency efficiency -> efficiency(efficiency, execution);
    };
  }

  private static @Nullable RuleFinding failed(RuleConfig rule, BatchExecution execution) {
    return execution.state() == BatchExecution.State.FAILED
        ? finding(rule, execution, "failed", Double.NaN, Double.NaN)
        : null;
  }

  private static @Nullable RuleFinding duration(
      RuleConfig rule, BatchExecution execution, Duration limit) {
    Duration duration = execution.duration();
    if (duration.compareTo(limit) <= 0) {
      return null;
    }
    String verb = execution.state() == BatchExecution.State.RUNNING ? "has taken " : "took ";
    String taken = DurationText.of(duration.truncatedTo(ChronoUnit.SECONDS));
    String message = verb + taken + ", limit " + DurationText.of(limit);
    return finding(rule, execution, message, seconds(duration), seconds(limit));
  }

  private static @Nullable RuleFinding memory(
      RuleConfig rule, BatchExecution execution, double limit) {
    double memory = execution.memoryBytes();
    if (!(memory > limit)) {
      return null;
    }
    String message = "held " + megabytes(memory) + " of memory, limit " + megabytes(limit);
    return finding(rule, execution, message, memory, limit);
  }

  private static @Nullable RuleFinding negativeMemory(RuleConfig rule, BatchExecution execution) {
    double memory = execution.memoryBytes();
    if (!(memory < 0)) {
      return null;
    }
    String message = "reports " + megabytes(memory) + " of memory, which is corrupt";
    return finding(rule, execution, message, memory, 0);
  }

  private static @Nullable RuleFinding efficiency(BatchEfficiency rule, BatchExecution execution) {
    double score = rule.efficiency().score(execution);
    if (!(score < rule.limit())) {
      return null;
    }
    String message =
        String.format(Locale.ROOT, "has efficiency %.1f of 100, limit %.1f", score, rule.limit());
    return finding(rule, execution, message, score, rule.limit());
  }

  private static RuleFinding finding(
      RuleConfig rule, BatchExecution execution, String message, double actual, double limit) {
    return new RuleFinding(
        rule.id(),
        execution.service(),
        execution.window(),
        rule.head().surprise(),
        "batch " + execution.name() + " (" + execution.id() + ") " + message,
        actual,
        limit);
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }

  private static String megabytes(double bytes) {
    return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
  }
}
