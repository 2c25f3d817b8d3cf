package io.plumbline.detector.monitor;

import io.plumbline.detector.store.ConcurrentMonitorException;
import io.plumbline.detector.store.UnusableModelException;
import io.plumbline.detector.time.Pause;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Steps a monitor whenever a window becomes final, through outages, until it is stopped. */
public final class MonitorLoop {
  private static final Duration RETRY_FIRST = Duration.ofSeconds(1);
  private static final Duration RETRY_MAX = Duration.ofSeconds(30);

  private final Monitor monitor;
  private final InstantSource clock;
  private final MonitorListener listener;
  private final Pause pause;

  public MonitorLoop(Monitor monitor, InstantSource clock, MonitorListener listener, Pause pause) {
    this.monitor = monitor;
    this.clock = clock;
    this.listener = listener;
    this.pause = pause;
  }

  /**
   * Runs until stopped or done.
   *
   * @throws UnusableModelException when there is no model, or it cannot be used
   * @throws ConcurrentMonitorException when another monitor scores the same windows
   */
  public void run()
      throws InterruptedException, UnusableModelException, ConcurrentMonitorException {
    Duration retryIn = RETRY_FIRST;
    boolean failing = false;
    Duration wait = Duration.ZERO;
    while (!pause.pass(wait) && !monitor.isDone()) {
      try {
        monitor.step();
        if (failing) {
          listener.resumed();
        }
        failing = false;
        retryIn = RETRY_FIRST;
        wait = untilNextFinal();
      } catch (ConcurrentMonitorException e) {
        throw e;
      } catch (IOException e) {
        failing = true;
        listener.interrupted(String.valueOf(e.getMessage()), retryIn);
        wait = retryIn;
        Duration doubled = retryIn.multipliedBy(2);
        retryIn = doubled.compareTo(RETRY_MAX) < 0 ? doubled : RETRY_MAX;
      }
    }
  }

  private Duration untilNextFinal() {
    Instant now = clock.instant();
    Instant next = monitor.nextFinal();
    return next.isAfter(now) ? Duration.between(now, next) : Duration.ZERO;
  }
}
