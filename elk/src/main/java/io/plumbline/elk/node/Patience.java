package io.plumbline.elk.node;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How long something is still waited for. Time in which this process did not run does not count: a
 * suspended or paused machine would otherwise give up on a node that had no time either.
 */
final class Patience {
  /** More than a look at a node takes, its HTTP timeout of 10 s included. */
  private static final long LOOK_NANOS_MAX = Duration.ofSeconds(15).toNanos();

  private final LongSupplier nanoTime;
  private long nanosLeft;
  private long lookedAt;

  Patience(Duration length) {
    this(length, System::nanoTime);
  }

  Patience(Duration length, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.nanosLeft = length.toNanos();
    this.lookedAt = nanoTime.getAsLong();
  }

  /** Asked at every look, so that the time between two looks is known. */
  boolean isOver() {
    long now = nanoTime.getAsLong();
    nanosLeft -= Math.min(now - lookedAt, LOOK_NANOS_MAX);
    lookedAt = now;
    return nanosLeft <= 0;
  }
}
