package io.plumbline.samples.work;

import java.util.random.RandomGenerator;

/**
 * A log-normal distribution of durations: half of them are below the median, and a sigma of 0.4
 * puts the 99th percentile at 2.5 times the median, as in healthy request handling.
 */
public record Latency(double medianMillis, double sigma) {
  public Latency {
    if (!(medianMillis > 0) || !(sigma >= 0)) {
      throw new IllegalArgumentException(
          "median must be positive and sigma not negative: median="
              + medianMillis
              + " sigma="
              + sigma);
    }
  }

  public long sampleNanos(RandomGenerator random) {
    return Math.round(1e6 * medianMillis * Math.exp(sigma * random.nextGaussian()));
  }
}
