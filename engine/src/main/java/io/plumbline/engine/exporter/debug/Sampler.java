package io.plumbline.engine.exporter.debug;

import java.util.function.LongSupplier;

/** Passes the first of every tick, and then every n-th. Safe for use by many threads. */
final class Sampler {
  private final int initial;
  private final int thereafter;
  private final long tickNanos;
  private final LongSupplier nanoTime;

  /** Guarded by this. */
  private long tickStart;

  /** Guarded by this. */
  private long count;

  Sampler(int initial, int thereafter, long tickNanos, LongSupplier nanoTime) {
    this.initial = initial;
    this.thereafter = thereafter;
    this.tickNanos = tickNanos;
    this.nanoTime = nanoTime;
    this.tickStart = nanoTime.getAsLong();
  }

  synchronized boolean pass() {
    long now = nanoTime.getAsLong();
    if (now - tickStart >= tickNanos) {
      tickStart = now;
      count = 0;
    }
    count++;
    return count <= initial || (thereafter > 0 && (count - initial) % thereafter == 0);
  }
}
