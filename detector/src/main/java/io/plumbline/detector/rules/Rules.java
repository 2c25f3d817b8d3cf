package io.plumbline.detector.rules;

import io.plumbline.detector.features.FeatureRow;
import io.plumbline.detector.features.Window;
import io.plumbline.detector.rules.RuleConfig.ErrorCount;
import io.plumbline.detector.rules.RuleConfig.ErrorRatio;
import io.plumbline.detector.rules.RuleConfig.NewErrorTemplate;
import io.plumbline.detector.rules.RuleConfig.NoData;
import io.plumbline.detector.rules.RuleConfig.OfBatches;
import io.plumbline.detector.rules.RuleConfig.OfRows;
import io.plumbline.detector.rules.RuleConfig.Threshold;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;

/**
 * Holds what happened against the rules. All methods are functions of what they are given.
 * Immutable.
 */
public final class Rules {
  private final List<RuleConfig> rules;

  public Rules(RulesConfig config) {
    this.rules = config.rules();
  }

  /** How many rows of a service, of windows of this length, {@link #rows} can make use of. */
  public int rowsNeeded(Duration window) {
    int needed = 1;
    for (OfRows rule : all(OfRows.class)) {
      needed = Math.max(needed, rowsNeeded(rule, window));
    }
    return needed;
  }

  private static int rowsNeeded(OfRows rule, Duration window) {
    return switch (rule) {
      case ErrorRatio ratio -> RowRules.windows(ratio.period(), window);
      case Threshold threshold -> threshold.windows();
    };
  }

  /**
   * Judges the latest window of a service: ratios and thresholds.
   *
   * @param rows of one service, the latest last, at least one; those before a gap are left out
   */
  public List<RuleFinding> rows(List<FeatureRow> rows) {
    RowRules judge = new RowRules(rows);
    List<RuleFinding> findings = new ArrayList<>();
    for (OfRows rule : all(OfRows.class, rows.getLast().service())) {
      RuleFinding finding =
          switch (rule) {
            case ErrorRatio ratio -> judge.ratio(ratio);
            case Threshold threshold -> judge.threshold(threshold);
          };
      if (finding != null) {
        findings.add(finding);
      }
    }
    return findings;
  }

  /** The rules about counts of errors, for {@link ErrorSearch}. */
  public List<ErrorCount> errorCounts() {
    return all(ErrorCount.class);
  }

  /**
   * Judges silence.
   *
   * @param regular whether the service is usually heard in every window; of one that is not, only
   *     the rules say something that name it
   * @param lastHeard the end of the last window in which anything was heard of the service
   * @param now until when it was listened for
   */
  public List<RuleFinding> silence(
      String service, boolean regular, Instant lastHeard, Instant now) {
    List<RuleFinding> findings = new ArrayList<>();
    Duration silence = Duration.between(lastHeard, now);
    for (NoData rule : all(NoData.class, service)) {
      if (!regular && rule.head().services().isEmpty()) {
        continue;
      }
      boolean isSilent = silence.compareTo(rule.period()) >= 0;
      if (isSilent && silence.compareTo(rule.goneAfter()) < 0) {
        findings.add(EventRules.silent(rule, service, new Window(lastHeard, silence)));
      }
    }
    return findings;
  }

  /** How long after the last sign of a service no rule says anything about its silence. */
  public Duration goneAfter() {
    Duration longest = Duration.ZERO;
    for (NoData rule : all(NoData.class)) {
      longest = longest.compareTo(rule.goneAfter()) < 0 ? rule.goneAfter() : longest;
    }
    return longest;
  }

  /**
   * Judges the error messages that a window was the first to have.
   *
   * @param templates of errors of this service, none of which was ever seen before
   */
  public List<RuleFinding> newErrorTemplates(
      String service, Window window, SortedSet<String> templates) {
    List<RuleFinding> findings = new ArrayList<>();
    if (templates.isEmpty()) {
      return findings;
    }
    for (NewErrorTemplate rule : all(NewErrorTemplate.class, service)) {
      findings.add(EventRules.newTemplates(rule, service, window, templates));
    }
    return findings;
  }

  /** Judges a batch execution. */
  public List<RuleFinding> batch(BatchExecution execution) {
    List<RuleFinding> findings = new ArrayList<>();
    for (OfBatches rule : all(OfBatches.class, execution.service())) {
      RuleFinding finding = BatchRules.judge(rule, execution);
      if (finding != null) {
        findings.add(finding);
      }
    }
    return findings;
  }

  private <R extends RuleConfig> List<R> all(Class<R> kind) {
    return rules.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  private <R extends RuleConfig> List<R> all(Class<R> kind, String service) {
    return all(kind).stream().filter(rule -> rule.head().isFor(service)).toList();
  }
}
