package io.plumbline.engine.queue;

import io.plumbline.engine.component.Outcome;
import io.plumbline.engine.component.StatusCode;
import io.plumbline.engine.time.TimeSource;
import io.plumbline.engine.time.TimeSource.Alarm;
import io.plumbline.otlp.Batch;
import java.time.Duration;

/** One attempt, given up by interrupting its thread when it takes too long. */
final class AttemptTimeout {
  private final Duration timeout;
  private final Sender sender;
  private final TimeSource time;

  AttemptTimeout(Duration timeout, Sender sender, TimeSource time) {
    this.timeout = timeout;
    this.sender = sender;
    this.time = time;
  }

  Outcome send(Batch batch) throws InterruptedException {
    if (timeout.isZero()) {
      return sender.send(batch);
    }
    Cutoff cutoff = new Cutoff(Thread.currentThread());
    Alarm alarm = time.after(timeout, cutoff::fire);
    try {
      return sender.send(batch);
    } catch (InterruptedException e) {
      if (!cutoff.fired()) {
        throw e;
      }
      return new Outcome.RetryAfter(
          StatusCode.DEADLINE_EXCEEDED, "request timed out after " + timeout.toMillis() + "ms");
    } finally {
      alarm.cancel();
      cutoff.end();
    }
  }

  /** Interrupts a thread as long as it is in the attempt, and leaves no interrupt behind. */
  private static final class Cutoff {
    private final Thread thread;
    private boolean fired;
    private boolean ended;

    Cutoff(Thread thread) {
      this.thread = thread;
    }

    synchronized void fire() {
      if (!ended) {
        fired = true;
        thread.interrupt();
      }
    }

    synchronized boolean fired() {
      return fired;
    }

    synchronized void end() {
      ended = true;
      if (fired) {
        boolean _ = Thread.interrupted();
      }
    }
  }
}
