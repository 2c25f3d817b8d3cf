package io.plumbline.samples.load;

import java.time.Instant;
import java.util.function.DoubleSupplier;
import java.util.random.RandomGenerator;

/**
 * When requests arrive: a Poisson process whose rate follows the daily shape, made by thinning
 * (Lewis and Shedler, 1979): candidates come at the highest rate, and each is kept with the
 * probability of the rate at its time. For one thread.
 */
public final class Arrivals {
  private final double ratePerSecond;
  private final DailyShape shape;
  private final DoubleSupplier multiplier;
  private final RandomGenerator random;

  /**
   * Arrivals at an average rate.
   *
   * @param multiplier multiplies the rate; asked again for every candidate
   */
  public Arrivals(
      double ratePerSecond, DailyShape shape, DoubleSupplier multiplier, RandomGenerator random) {
    if (!(ratePerSecond > 0) || ratePerSecond > 100_000) {
      throw new IllegalArgumentException(
          "rate must be above 0 and up to 100000 per second: rate=" + ratePerSecond);
    }
    this.ratePerSecond = ratePerSecond;
    this.shape = shape;
    this.multiplier = multiplier;
    this.random = random;
  }

  /** A moment when a request may arrive, and whether one does. */
  public record Candidate(Instant at, boolean arrives) {}

  /** The next candidate after an instant. */
  public Candidate nextAfter(Instant instant) {
    double factor = multiplier.getAsDouble();
    double highest = ratePerSecond * shape.max() * Math.max(1, factor);
    double seconds = -Math.log(1 - random.nextDouble()) / highest;
    Instant at = instant.plusNanos(Math.max(1, Math.round(seconds * 1e9)));
    double share = ratePerSecond * shape.factorAt(at) * factor / highest;
    return new Candidate(at, random.nextDouble() < share);
  }
}
