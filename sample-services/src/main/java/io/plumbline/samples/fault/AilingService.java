package io.plumbline.samples.fault;

import io.plumbline.samples.shop.Symptoms;
import java.time.Duration;
import java.util.function.LongSupplier;

/** The symptoms of one service, as its faults make them. */
public final class AilingService implements Symptoms {
  private static final double MILLIS = 1e6;

  /**
   * A drift's extra latency at its start and end: from visible beside a request of 25 ms to grave.
   */
  private static final double DRIFT_START_MILLIS = 15;

  private static final double DRIFT_END_MILLIS = 220;
  private static final double DRIFT_START_ERRORS = 0.02;
  private static final double DRIFT_END_ERRORS = 0.3;
  private static final double BURST_ERRORS = 0.5;
  private static final double DEPENDENCY_DELAY_MILLIS = 400;

  private record Drift(long startNanos, long lengthNanos) {}

  private final LongSupplier nanoTime;
  private volatile @org.jspecify.annotations.Nullable Drift drift;
  private volatile boolean bursting;
  private volatile boolean dependencySlow;

  /** A healthy service; drifts are timed with the given clock. */
  public AilingService(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  @Override
  public long extraWorkNanos() {
    Drift current = drift;
    return current == null
        ? 0
        : Math.round(MILLIS * between(DRIFT_START_MILLIS, DRIFT_END_MILLIS, current));
  }

  @Override
  public double errorShare() {
    Drift current = drift;
    double drifted = current == null ? 0 : between(DRIFT_START_ERRORS, DRIFT_END_ERRORS, current);
    return Math.max(drifted, bursting ? BURST_ERRORS : 0);
  }

  @Override
  public long dependencyDelayNanos() {
    return dependencySlow ? Math.round(MILLIS * DEPENDENCY_DELAY_MILLIS) : 0;
  }

  private double between(double start, double end, Drift current) {
    double progress = (double) (nanoTime.getAsLong() - current.startNanos) / current.lengthNanos;
    return start + (end - start) * Math.clamp(progress, 0, 1);
  }

  /** Latency and errors creep up over the fault's length. */
  public Effect drift() {
    return new Effect() {
      @Override
      public void begin(Duration length) {
        drift = new Drift(nanoTime.getAsLong(), length.toNanos());
      }

      @Override
      public void end() {
        drift = null;
      }
    };
  }

  /** Half of the requests fail. */
  public Effect errorBurst() {
    return new Effect() {
      @Override
      public void begin(Duration length) {
        bursting = true;
      }

      @Override
      public void end() {
        bursting = false;
      }
    };
  }

  /** The external dependency answers 400 ms later. */
  public Effect slowDependency() {
    return new Effect() {
      @Override
      public void begin(Duration length) {
        dependencySlow = true;
      }

      @Override
      public void end() {
        dependencySlow = false;
      }
    };
  }
}
