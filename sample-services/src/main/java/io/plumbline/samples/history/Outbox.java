package io.plumbline.samples.history;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.plumbline.samples.telemetry.ExportStats;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Exports batches with a bounded number under way: whoever has more waits. A failed batch is
 * exported again until patience ends; then its items are counted as lost and the run is over. For
 * one thread; results may come on any.
 */
final class Outbox {
  private static final int UNDER_WAY_MAX = 4;

  private static final class Batch {
    private final long items;
    private final Supplier<CompletableResultCode> export;
    private final ExportStats.Count count;
    private long firstFailureNanos;
    private boolean failedBefore;
    private @Nullable Throwable reason;

    private Batch(long items, Supplier<CompletableResultCode> export, ExportStats.Count count) {
      this.items = items;
      this.export = export;
      this.count = count;
    }
  }

  /** Items could not be delivered. */
  static final class UndeliveredException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private UndeliveredException(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  private final Duration patience;
  private final Duration pause;
  private final Semaphore underWay = new Semaphore(UNDER_WAY_MAX);
  private final Queue<Batch> failed = new ConcurrentLinkedQueue<>();

  /**
   * An empty outbox.
   *
   * @param patience how long after its first failure a batch is tried again
   * @param pause how long to wait before a batch is tried again
   */
  Outbox(Duration patience, Duration pause) {
    this.patience = patience;
    this.pause = pause;
  }

  /**
   * Exports a batch, perhaps after waiting for others.
   *
   * @throws UndeliveredException when an earlier batch was given up
   */
  void send(long items, ExportStats.Count count, Supplier<CompletableResultCode> export) {
    retryFailed();
    start(new Batch(items, export, count));
  }

  /**
   * Waits until everything is delivered.
   *
   * @throws UndeliveredException when a batch was given up
   */
  void drain() {
    do {
      retryFailed();
      underWay.acquireUninterruptibly(UNDER_WAY_MAX);
      underWay.release(UNDER_WAY_MAX);
    } while (!failed.isEmpty());
  }

  private void start(Batch batch) {
    underWay.acquireUninterruptibly();
    CompletableResultCode result = batch.export.get();
    var _ =
        result.whenComplete(() -> {
          if (result.isSuccess()) {
            batch.count.delivered(batch.items);
          } else {
            if (!batch.failedBefore) {
              batch.failedBefore = true;
              batch.firstFailureNanos = System.nanoTime();
            }
            batch.reason = result.getFailureThrowable();
            failed.add(batch);
          }
          underWay.release();
        });
  }

  private void retryFailed() {
    for (Batch batch = failed.poll(); batch != null; batch = failed.poll()) {
      if (System.nanoTime() - batch.firstFailureNanos > patience.toNanos()) {
        failed.add(batch);
        throw giveUp(batch);
      }
      sleep();
      start(batch);
    }
  }

  private UndeliveredException giveUp(Batch last) {
    underWay.acquireUninterruptibly(UNDER_WAY_MAX);
    underWay.release(UNDER_WAY_MAX);
    long lost = 0;
    for (Batch batch = failed.poll(); batch != null; batch = failed.poll()) {
      batch.count.lost(batch.items);
      lost += batch.items;
    }
    Throwable reason = last.reason;
    return new UndeliveredException(
        lost
            + " items could not be delivered within "
            + patience.toSeconds()
            + " s"
            + (reason == null ? "" : ": " + reason.getMessage()),
        reason);
  }

  private void sleep() {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
