package io.plumbline.engine.processor.batch;

import io.plumbline.engine.component.Consumer;
import io.plumbline.engine.component.Outcome;
import io.plumbline.engine.component.RequestContext;
import io.plumbline.engine.component.StatusCode;
import io.plumbline.engine.time.TimeSource;
import io.plumbline.engine.time.TimeSource.Alarm;
import io.plumbline.otlp.Batch;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives batches to the next component until it has taken them or has refused them for good. */
final class Handover {
  private static final Logger log = LoggerFactory.getLogger(Handover.class);
  private static final Duration FIRST_WAIT = Duration.ofMillis(50);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

  private final RequestContext context;
  private final BatchMeters meters;
  private final Consumer next;
  private final TimeSource time;

  Handover(RequestContext context, BatchMeters meters, Consumer next, TimeSource time) {
    this.context = context;
    this.meters = meters;
    this.next = next;
    this.time = time;
  }

  /**
   * Returns when nothing is left of the batch.
   *
   * @throws InterruptedException after counting as dropped what was left
   */
  void send(Batch batch, boolean bySize) throws InterruptedException {
    meters.sending(batch.itemCount(), bySize);
    Batch left = batch;
    Duration wait = FIRST_WAIT;
    while (true) {
      Batch offered = left;
      switch (offer(offered)) {
        case Outcome.Accepted _ -> {
          return;
        }
        case Outcome.PartlyRejected(int items, String message) -> {
          refused(items, message);
          return;
        }
        case Outcome.Rejected(StatusCode _, String message) -> {
          refused(offered.itemCount(), message);
          return;
        }
        case Outcome.RetryAfter retry -> {
          left = retry.remaining() == null ? offered : retry.remaining();
          pause(retry.delay().compareTo(wait) > 0 ? retry.delay() : wait, left);
          Duration longer = wait.multipliedBy(2);
          wait = longer.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : longer;
        }
      }
    }
  }

  private Outcome offer(Batch batch) {
    try {
      return ScopedValue.where(RequestContext.CURRENT, context).call(() -> next.consume(batch));
    } catch (RuntimeException | Error e) {
      // A bug of the next component's, which must not end the thread that sends for everyone.
      log.error("The next component is broken.", e);
      return new Outcome.Rejected(StatusCode.INTERNAL, "the next component is broken: " + e);
    }
  }

  private void refused(int items, String message) {
    meters.dropped(items, "rejected");
    log.atWarn()
        .addKeyValue("error", message)
        .addKeyValue("dropped_items", items)
        .log("Sender failed");
  }

  private void pause(Duration wait, Batch held) throws InterruptedException {
    CountDownLatch over = new CountDownLatch(1);
    Alarm alarm = time.after(wait, over::countDown);
    try {
      over.await();
    } catch (InterruptedException e) {
      dropAtShutdown(held.itemCount());
      throw e;
    } finally {
      alarm.cancel();
    }
  }

  void dropAtShutdown(int items) {
    meters.dropped(items, "shutdown");
    log.atError()
        .addKeyValue("dropped_items", items)
        .log("The batch processor had to stop before the next component took everything.");
  }
}
