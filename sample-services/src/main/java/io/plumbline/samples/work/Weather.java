package io.plumbline.samples.work;

/**
 * How slow the world is at a moment: a factor near 1 that wanders over seconds to minutes, as
 * shared hosts, networks and databases make latencies do. A function of time and of the service
 * alone, so a running service and its history agree, and windows of telemetry vary as real ones do.
 */
public final class Weather {
  /** Periods that share no common multiple worth the name, so the pattern does not repeat. */
  private static final double[] PERIODS_SECONDS = {23, 61, 149, 367, 907};

  /** The standard deviation of the factor's logarithm. */
  private static final double SIGMA = 0.12;

  private final double[] phases = new double[PERIODS_SECONDS.length];

  /** The weather of a service. */
  public Weather(String service) {
    for (int i = 0; i < phases.length; i++) {
      phases[i] = Math.floorMod(31 * service.hashCode() + 7919 * i, 1000) / 1000.0;
    }
  }

  /** The factor at an epoch time. */
  public double factorAt(long epochNanos) {
    double sum = 0;
    for (int i = 0; i < phases.length; i++) {
      sum += Math.sin(2 * Math.PI * (epochNanos / 1e9 / PERIODS_SECONDS[i] + phases[i]));
    }
    // Each sine has a variance of one half.
    return Math.exp(SIGMA * sum / Math.sqrt(phases.length / 2.0));
  }
}
