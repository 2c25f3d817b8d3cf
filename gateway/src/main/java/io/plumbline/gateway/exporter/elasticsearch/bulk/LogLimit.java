package io.plumbline.gateway.exporter.elasticsearch.bulk;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Admits one log line in an interval. Thread-safe. */
final class LogLimit {
  private final long intervalNanos;
  private final LongSupplier nanoTime;
  private final AtomicLong nextNanos;

  LogLimit(Duration interval, LongSupplier nanoTime) {
    this.intervalNanos = interval.toNanos();
    this.nanoTime = nanoTime;
    this.nextNanos = new AtomicLong(nanoTime.getAsLong());
  }

  boolean admits() {
    long now = nanoTime.getAsLong();
    long next = nextNanos.get();
    return now - next >= 0 && nextNanos.compareAndSet(next, now + intervalNanos);
  }
}
