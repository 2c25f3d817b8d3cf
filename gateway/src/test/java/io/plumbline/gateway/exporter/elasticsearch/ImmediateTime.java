package io.plumbline.gateway.exporter.elasticsearch;

import io.plumbline.engine.time.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** A time source on which every wait is over at once; it keeps how long each would have been. */
final class ImmediateTime implements TimeSource {
  private final AtomicLong nanos = new AtomicLong();
  private final List<Duration> waits = new CopyOnWriteArrayList<>();

  List<Duration> waits() {
    return waits;
  }

  @Override
  public long nanoTime() {
    return nanos.get();
  }

  @Override
  public Alarm after(Duration delay, Runnable task) {
    waits.add(delay);
    nanos.addAndGet(delay.toNanos());
    task.run();
    return () -> {};
  }
}
