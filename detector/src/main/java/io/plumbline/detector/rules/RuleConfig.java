package io.plumbline.detector.rules;

import io.plumbline.detector.features.Feature;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** One rule: what is measured, and the limit. */
public sealed interface RuleConfig {
  Head head();

  default String id() {
    return head().id();
  }

  /** A rule that feature rows are held against. */
  sealed interface OfRows extends RuleConfig {}

  /** A rule that batch executions are held against. */
  sealed interface OfBatches extends RuleConfig {}

  /**
   * What all rules have.
   *
   * @param id unique among the rules
   * @param services the services it is for, {@code *} standing for any text; without any it is for
   *     all
   * @param surprise S of its findings
   */
  record Head(String id, List<String> services, double surprise) {
    public Head {
      services = List.copyOf(services);
    }

    boolean isFor(String service) {
      return services.isEmpty() || services.stream().anyMatch(glob -> matches(glob, service));
    }

    private static boolean matches(String glob, String service) {
      String regex = "\\Q" + glob.replace("*", "\\E.*\\Q") + "\\E";
      return Pattern.matches("(?s)" + regex, service);
    }
  }

  /** At least this many errors within a period, wherever it begins. */
  record ErrorCount(Head head, Source source, int count, Duration period) implements RuleConfig {}

  /** What counts as an error. */
  enum Source {
    /** Requests served that failed. */
    REQUESTS,
    /** Log records of severity error and fatal. */
    LOGS
  }

  /**
   * A larger share of requests failed than the ratio.
   *
   * @param requests with fewer in the period nothing is said
   */
  record ErrorRatio(Head head, double ratio, Duration period, int requests) implements OfRows {}

  /**
   * A feature beyond a limit in each of so many windows in a row.
   *
   * @param limit in the feature's unit: events a second, shares of 1, milliseconds or bytes
   */
  record Threshold(Head head, Feature feature, Side side, double limit, int windows)
      implements OfRows {}

  /** Which side of a limit is wrong. */
  enum Side {
    ABOVE,
    BELOW
  }

  /**
   * Nothing was heard of a service for a period.
   *
   * @param goneAfter after this the service counts as taken out of use, and nothing is said any
   *     more
   */
  record NoData(Head head, Duration period, Duration goneAfter) implements RuleConfig {}

  /** A kind of error message that was never seen before. */
  record NewErrorTemplate(Head head) implements RuleConfig {}

  /** A batch execution that failed. */
  record BatchFailed(Head head) implements OfBatches {}

  /** A batch execution that takes longer than the limit, also one that is still running. */
  record BatchDuration(Head head, Duration limit) implements OfBatches {}

  /** A batch execution that held more memory than the limit. */
  record BatchMemory(Head head, double limitBytes) implements OfBatches {}

  /** A batch execution whose memory is negative, so that what it reports is corrupt. */
  record BatchMemoryNegative(Head head) implements OfBatches {}

  /** A batch execution whose efficiency is below the limit. */
  record BatchEfficiency(Head head, double limit, Efficiency efficiency) implements OfBatches {}
}
