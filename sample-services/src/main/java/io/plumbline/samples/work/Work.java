package io.plumbline.samples.work;

import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * What simulated work draws on: a pace and randomness.
 *
 * @param random gives the generator to use on the calling thread
 */
public record Work(Pace pace, Supplier<RandomGenerator> random) {
  /** Spends a duration drawn from the distribution. */
  public void spend(Latency latency) {
    pace.pass(latency.sampleNanos(random.get()));
  }

  /** True with the given probability. */
  public boolean chance(double probability) {
    return probability > 0 && random.get().nextDouble() < probability;
  }
}
