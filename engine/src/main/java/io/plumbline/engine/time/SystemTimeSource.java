package io.plumbline.engine.time;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The machine's clock and one daemon thread that rings the alarms of the whole process. */
final class SystemTimeSource implements TimeSource {
  static final SystemTimeSource INSTANCE = new SystemTimeSource();
  private static final Logger log = LoggerFactory.getLogger(SystemTimeSource.class);

  private final ScheduledThreadPoolExecutor executor =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().name("plumbline-alarms").daemon().factory());

  private SystemTimeSource() {
    // Most alarms are cancelled: the attempt that they limit ends in time.
    executor.setRemoveOnCancelPolicy(true);
  }

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public Alarm after(Duration delay, Runnable task) {
    Future<?> future =
        executor.schedule(() -> runLogged(task), toNanos(delay), TimeUnit.NANOSECONDS);
    return () -> future.cancel(false);
  }

  private static void runLogged(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      // The executor would keep it to itself, and a bug in one alarm must not silence the others.
      log.error("An alarm failed.", e);
    }
  }

  /** Durations of more than 146 years become 146 years, which the executor can still add up. */
  private static long toNanos(Duration delay) {
    Duration longest = Duration.ofNanos(Long.MAX_VALUE / 2);
    return delay.compareTo(longest) > 0 ? longest.toNanos() : delay.toNanos();
  }
}
