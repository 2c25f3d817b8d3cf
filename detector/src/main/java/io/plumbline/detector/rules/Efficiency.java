package io.plumbline.detector.rules;

import java.time.Duration;

/**
 * How well a batch execution uses what it takes, from 0 to 100.
 *
 * <pre>
 *   score = 100 / (1 + (duration / d) · (memory / m))
 * </pre>
 *
 * <p>What an execution takes from others is memory for a time, so its cost is the product of the
 * two: the gigabyte-seconds that serverless platforms bill, and the memory integral of process
 * accounting on mainframes and Unix. The cost is measured in that of a reference execution, which
 * holds m for d, and mapped to a scale with an end: nothing is 100, the reference is 50, four times
 * the reference is 20, and it falls towards 0. It never rises with duration or with memory; much
 * memory for a moment, or little for long, costs little.
 *
 * <p>Without a duration or memory there is no cost and the score is 100. It is NaN, that is
 * unknown, when memory is NaN or either is negative.
 *
 * @param duration d, positive
 * @param memoryBytes m, positive
 */
public record Efficiency(Duration duration, double memoryBytes) {
  /** An hour with 100 MB: an execution at both limits of the default rules. */
  public static final Efficiency DEFAULT = new Efficiency(Duration.ofHours(1), 100e6);

  public Efficiency {
    if (duration.isNegative() || duration.isZero() || !(memoryBytes > 0)) {
      throw new IllegalArgumentException(
          "reference must be positive: " + duration + ", " + memoryBytes + " bytes");
    }
  }

  public double score(BatchExecution execution) {
    double memory = execution.memoryBytes() / memoryBytes;
    double time = seconds(execution.duration()) / seconds(duration);
    if (Double.isNaN(memory) || memory < 0 || time < 0) {
      return Double.NaN;
    }
    // Nothing for ever is still nothing, and not NaN.
    double cost = time == 0 || memory == 0 ? 0 : time * memory;
    return 100 / (1 + cost);
  }

  private static double seconds(Duration duration) {
    return duration.toSeconds() + duration.toNanosPart() / 1e9;
  }
}
