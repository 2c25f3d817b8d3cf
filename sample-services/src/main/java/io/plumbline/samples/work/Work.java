package io.plumbline.samples.work;

import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * What simulated work draws on.
 *
 * @param random gives the generator to use on the calling thread
 * @param slowness multiplies what work takes at this moment
 */
public record Work(Pace pace, Supplier<RandomGenerator> random, DoubleSupplier slowness) {
  /** Spends a duration drawn from the distribution. */
  public void spend(Latency latency) {
    spend(latency, 0);
  }

  /** Spends a duration drawn from the distribution and so many nanoseconds more. */
  public void spend(Latency latency, long extraNanos) {
    double nanos = latency.sampleNanos(random.get()) * slowness.getAsDouble();
    pace.pass(Math.round(nanos) + extraNanos);
  }

  /** True with the given probability. */
  public boolean chance(double probability) {
    return probability > 0 && random.get().nextDouble() < probability;
  }
}
