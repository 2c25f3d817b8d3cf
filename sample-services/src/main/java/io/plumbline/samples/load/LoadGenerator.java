package io.plumbline.samples.load;

import io.plumbline.samples.http.Request;
import io.plumbline.samples.http.Transport;
import io.plumbline.samples.shop.Customers;
import io.plumbline.samples.work.Pace;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Sends requests in an open loop: they leave at their arrival times whether or not earlier ones
 * were answered, as those of independent customers do. When too many are in flight, further ones
 * are shed and counted.
 */
public final class LoadGenerator {
  private static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(10);

  private final Transport target;
  private final Arrivals arrivals;
  private final Customers customers;
  private final InstantSource clock;
  private final Pace pace;
  private final Semaphore inFlight;
  private final LoadSummary summary = new LoadSummary();
  private volatile boolean stopped;

  /**
   * A generator of load on frontend.
   *
   * @param customers choose the requests
   * @param inFlightMax requests that may wait for an answer at a time
   */
  public LoadGenerator(
      Transport target,
      Arrivals arrivals,
      Customers customers,
      InstantSource clock,
      Pace pace,
      int inFlightMax) {
    this.target = target;
    this.arrivals = arrivals;
    this.customers = customers;
    this.clock = clock;
    this.pace = pace;
    this.inFlight = new Semaphore(inFlightMax);
  }

  public LoadSummary summary() {
    return summary;
  }

  /** Ends {@link #run}, which a given thread is in, soon. */
  public void stop(Thread runner) {
    stopped = true;
    runner.interrupt();
  }

  /** Generates load until an instant, or until stopped; waits for the last answers. */
  public void run(Instant end) throws InterruptedException {
    ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor();
    try {
      Instant next = clock.instant();
      while (!stopped) {
        Arrivals.Candidate candidate = arrivals.nextAfter(next);
        next = candidate.at();
        if (next.isAfter(end)) {
          break;
        }
        pace.pass(Duration.between(clock.instant(), next).toNanos());
        if (Thread.interrupted() && !stopped) {
          throw new InterruptedException("load generator interrupted");
        }
        if (candidate.arrives() && !stopped) {
          dispatch(senders, customers.next());
        }
      }
    } finally {
      senders.shutdown();
      if (!senders.awaitTermination(DRAIN_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
        senders.shutdownNow();
      }
    }
  }

  private void dispatch(ExecutorService senders, Request request) {
    if (!inFlight.tryAcquire()) {
      summary.shed();
      return;
    }
    summary.sent();
    senders.execute(() -> {
      long start = System.nanoTime();
      try {
        int status = target.send(request).status();
        summary.answered(status, (System.nanoTime() - start) / 1e6);
      } catch (IOException _) {
        // Counted and part of the summary; thousands of messages would say no more.
        summary.unanswered();
      } finally {
        inFlight.release();
      }
    });
  }
}
