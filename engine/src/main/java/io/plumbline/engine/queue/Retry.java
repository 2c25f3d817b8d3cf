package io.plumbline.engine.queue;

import io.plumbline.engine.component.Outcome;
import io.plumbline.engine.component.StatusCode;
import io.plumbline.engine.time.TimeSource;
import io.plumbline.engine.time.TimeSource.Alarm;
import io.plumbline.otlp.Batch;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.DoubleSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Attempts to send a batch until it is delivered, refused for good, or has been tried for too long.
 * Between attempts it waits: exponentially longer, scattered at random, and at least as long as the
 * other side asked for.
 */
final class Retry {
  private static final Logger log = LoggerFactory.getLogger(Retry.class);

  private static final String SHUTDOWN = "interrupted due to shutdown: ";

  private final RetryConfig config;
  private final AttemptTimeout attempt;
  private final TimeSource time;
  private final DoubleSupplier random;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /** Guarded by {@link #lock}. */
  private boolean stopped;

  /** Draws from [0, 1). */
  Retry(RetryConfig config, AttemptTimeout attempt, TimeSource time, DoubleSupplier random) {
    this.config = config;
    this.attempt = attempt;
    this.time = time;
    this.random = random;
  }

  /**
   * Delivers as much as it can. The outcome is about the batch that was given: what was delivered
   * on the way is not part of what remains.
   */
  Outcome send(Batch batch) throws InterruptedException {
    long startNanos = time.nanoTime();
    long intervalNanos = config.initialInterval().toNanos();
    Batch current = batch;
    while (true) {
      Outcome outcome = attempt.send(current);
      if (!(outcome instanceof Outcome.RetryAfter retry)) {
        return config.enabled() ? finished(batch, current, outcome) : outcome;
      }
      if (retry.remaining() != null) {
        current = retry.remaining();
      }
      if (!config.enabled()) {
        return unfinished(batch, current, retry, "");
      }
      Duration wait = Duration.ofNanos(scattered(intervalNanos));
      if (retry.delay().compareTo(wait) > 0) {
        wait = retry.delay();
      }
      if (endsAfter(startNanos, wait)) {
        return unfinished(batch, current, retry, "no more retries left: ");
      }
      if (stopped()) {
        return unfinished(batch, current, retry, SHUTDOWN);
      }
      log.atInfo()
          .addKeyValue("error", retry.message())
          .addKeyValue("interval", wait)
          .log("Exporting failed. Will retry the request after interval.");
      if (!pause(wait)) {
        return unfinished(batch, current, retry, SHUTDOWN);
      }
      intervalNanos =
          Math.min((long) (intervalNanos * config.multiplier()), config.maxInterval().toNanos());
    }
  }

  /** From now on nobody waits for another attempt. */
  void stop() {
    lock.lock();
    try {
      stopped = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  boolean stopped() {
    lock.lock();
    try {
      return stopped;
    } finally {
      lock.unlock();
    }
  }

  private boolean endsAfter(long startNanos, Duration wait) {
    if (config.maxElapsedTime().isZero()) {
      return false;
    }
    Duration elapsed = Duration.ofNanos(time.nanoTime() - startNanos);
    return elapsed.plus(wait).compareTo(config.maxElapsedTime()) > 0;
  }

  /** Uniform between interval·(1 − factor) and interval·(1 + factor). */
  private long scattered(long intervalNanos) {
    double low = intervalNanos * (1 - config.randomizationFactor());
    double width = intervalNanos * 2 * config.randomizationFactor();
    return (long) (low + random.getAsDouble() * width);
  }

  /** Returns whether the wait is over, rather than cut short by {@link #stop}. */
  private boolean pause(Duration wait) throws InterruptedException {
    boolean[] over = {false};
    Alarm alarm = time.after(wait, () -> end(over));
    lock.lock();
    try {
      while (!stopped && !over[0]) {
        changed.await();
      }
      return !stopped;
    } finally {
      lock.unlock();
      alarm.cancel();
    }
  }

  private void end(boolean[] over) {
    lock.lock();
    try {
      over[0] = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Says of the whole batch what was said of the part that the last attempt was about. */
  private static Outcome finished(Batch whole, Batch last, Outcome outcome) {
    if (!(outcome instanceof Outcome.Rejected(StatusCode code, String message))) {
      return outcome;
    }
    String text = "not retryable error: " + message;
    return last == whole
        ? new Outcome.Rejected(code, text)
        : new Outcome.PartlyRejected(last.itemCount(), text);
  }

  private static Outcome unfinished(
      Batch whole, Batch last, Outcome.RetryAfter retry, String prefix) {
    return new Outcome.RetryAfter(
        retry.code(), prefix + retry.message(), retry.delay(), last == whole ? null : last);
  }
}
