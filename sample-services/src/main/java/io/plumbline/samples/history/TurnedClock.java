package io.plumbline.samples.history;

import io.opentelemetry.sdk.common.Clock;
import io.plumbline.samples.work.Pace;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** A clock that is turned: work makes its time pass at once. For one thread. */
final class TurnedClock implements Clock, Pace {
  private long epochNanos;

  TurnedClock(Instant start) {
    turnTo(start);
  }

  /** Sets the time, forwards or back. */
  void turnTo(Instant instant) {
    epochNanos = TimeUnit.SECONDS.toNanos(instant.getEpochSecond()) + instant.getNano();
  }

  @Override
  public void pass(long nanos) {
    epochNanos += nanos;
  }

  @Override
  public long now() {
    return epochNanos;
  }

  @Override
  public long nanoTime() {
    return epochNanos;
  }

  Instant instant() {
    return Instant.ofEpochSecond(0, epochNanos);
  }
}
