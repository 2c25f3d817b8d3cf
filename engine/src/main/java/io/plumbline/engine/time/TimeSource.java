package io.plumbline.engine.time;

import java.time.Duration;

/**
 * Measures durations and calls back when they are over. Callable from any thread.
 *
 * <p>Whoever waits for a while waits for an alarm of this source, never with {@code sleep} or a
 * timed wait, so that a test that turns the source turns everything.
 */
public interface TimeSource {

  /** The time of the machine, the same for the whole process. */
  static TimeSource system() {
    return SystemTimeSource.INSTANCE;
  }

  /** Nanoseconds since an arbitrary moment; only differences mean something. */
  long nanoTime();

  /**
   * Runs the task once, not before the delay is over, on a thread of this source. The task must
   * return quickly: others wait for the same thread.
   */
  Alarm after(Duration delay, Runnable task);

  /** A task that is still to run, unless it ran or is running already. */
  @FunctionalInterface
  interface Alarm {
    /** Has no effect when the task ran, is running, or was cancelled. */
    void cancel();
  }
}
