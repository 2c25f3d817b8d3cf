package io.plumbline.engine.time;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A time that stands still until a test turns it. */
public final class ManualTime implements TimeSource {
  private record Pending(long atNanos, long order, Runnable task) {}

  private final List<Pending> alarms = new ArrayList<>();
  private long nanos = 1_000_000_000;
  private long order;

  @Override
  public synchronized long nanoTime() {
    return nanos;
  }

  @Override
  public synchronized Alarm after(Duration delay, Runnable task) {
    Pending alarm = new Pending(nanos + delay.toNanos(), order++, task);
    alarms.add(alarm);
    return () -> cancel(alarm);
  }

  /** Lets time pass; what is due on the way runs on the caller's thread, each at its time. */
  public void turn(Duration duration) {
    long end = nanoTime() + duration.toNanos();
    for (Pending due = nextUntil(end); due != null; due = nextUntil(end)) {
      due.task.run();
    }
    synchronized (this) {
      nanos = end;
    }
  }

  /** How many alarms are still to ring. */
  public synchronized int alarms() {
    return alarms.size();
  }

  private synchronized void cancel(Pending alarm) {
    alarms.remove(alarm);
  }

  private synchronized @Nullable Pending nextUntil(long end) {
    Pending next =
        alarms.stream()
            .min(Comparator.comparingLong(Pending::atNanos).thenComparingLong(Pending::order))
            .filter(alarm -> alarm.atNanos <= end)
            .orElse(null);
    if (next != null) {
      alarms.remove(next);
      nanos = Math.max(nanos, next.atNanos);
    }
    return next;
  }
}
