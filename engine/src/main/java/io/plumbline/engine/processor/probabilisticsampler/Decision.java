package io.plumbline.engine.processor.probabilisticsampler;

import io.plumbline.engine.processor.probabilisticsampler.ProbabilisticSamplerProcessor.Config;
import io.plumbline.engine.processor.probabilisticsampler.ProbabilisticSamplerProcessor.Mode;
import org.jspecify.annotations.Nullable;

/**
 * Decides about items, in one of the three modes. Has no state; the same input, the same answer.
 */
final class Decision {
  static final String MALFORMED = "malformed tracestate or sampling attribute";
  static final String MISSING = "missing randomness";
  static final String INCONSISTENT =
      "inconsistent arriving t-value: span should not have been sampled";
  static final String RANDOMNESS_IN_USE =
      "item has sampling randomness, equalizing or proportional mode recommended";
  static final String THRESHOLD_IN_USE =
      "item has sampling threshold, equalizing or proportional mode recommended";

  private final Mode mode;
  private final boolean failClosed;
  private final int precision;
  private final double ratio;
  private final long fixedThreshold;

  Decision(Config config, Mode mode) {
    this.mode = mode;
    this.failClosed = config.failClosed();
    this.precision = config.samplingPrecision();
    this.ratio = Math.min(config.samplingPercentage(), 100f) / 100.0;
    this.fixedThreshold =
        mode == Mode.HASH_SEED
            ? HashRandomness.threshold(config.samplingPercentage())
            : Thresholds.ofProbability(ratio, precision);
  }

  /** Fills in the decision; returns what was wrong with the item, or null. */
  @Nullable String decide(Evidence item) {
    boolean hashing = mode == Mode.HASH_SEED;
    long carried = hashing ? -1 : item.carriedRandomness;
    item.policy = carried >= 0 ? Policy.SAMPLING_RANDOMNESS : item.ownPolicy;
    long randomness = carried >= 0 ? carried : item.ownRandomness;
    boolean missing = randomness < 0 || (item.malformed && !hashing);
    if (missing) {
      randomness = Thresholds.RANDOMNESS_MAX;
      item.policy = Policy.MISSING_RANDOMNESS;
    }
    String problem = problem(item, missing, randomness);
    long threshold = problem == null ? threshold(item) : fallback();
    if (item.priorityThreshold >= 0) {
      threshold = item.priorityThreshold;
      item.policy = Policy.SAMPLING_PRIORITY;
    }
    item.kept = Thresholds.keeps(threshold, randomness);

    long arriving = INCONSISTENT.equals(problem) ? -1 : item.carriedThreshold;
    // The probability that is written never rises: what was dropped before is not there to count.
    item.threshold = Math.max(arriving, threshold);
    boolean adds = hashing && problem == null;
    item.randomness = adds ? randomness : item.carriedRandomness;
    return problem;
  }

  private @Nullable String problem(Evidence item, boolean missing, long randomness) {
    if (item.malformed) {
      return MALFORMED;
    }
    if (mode == Mode.HASH_SEED && item.carriedRandomness >= 0) {
      return RANDOMNESS_IN_USE;
    }
    if (mode == Mode.HASH_SEED && item.carriedThreshold >= 0) {
      return THRESHOLD_IN_USE;
    }
    if (missing) {
      return MISSING;
    }
    return item.carriedThreshold >= 0 && !Thresholds.keeps(item.carriedThreshold, randomness)
        ? INCONSISTENT
        : null;
  }

  private long fallback() {
    return failClosed ? Thresholds.NEVER : Thresholds.ALWAYS;
  }

  private long threshold(Evidence item) {
    if (mode != Mode.PROPORTIONAL || item.carriedThreshold < 0) {
      return fixedThreshold;
    }
    double arriving = Thresholds.probability(item.carriedThreshold);
    return Thresholds.ofProbability(arriving * ratio, precision);
  }
}
