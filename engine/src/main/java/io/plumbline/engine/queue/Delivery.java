package io.plumbline.engine.queue;

import io.plumbline.engine.component.Outcome;
import io.plumbline.engine.component.StatusCode;
import io.plumbline.engine.queue.ExporterMeters.Reason;
import io.plumbline.otlp.Batch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes a batch through all its attempts and counts what became of every item. */
final class Delivery {
  private static final Logger log = LoggerFactory.getLogger(Delivery.class);

  private final Retry retry;
  private final ExporterMeters meters;
  private final String exporter;

  Delivery(Retry retry, ExporterMeters meters, String exporter) {
    this.retry = retry;
    this.meters = meters;
    this.exporter = exporter;
  }

  /**
   * The final outcome. When the thread is interrupted the batch counts as failed, and the thread
   * stays interrupted.
   */
  Outcome deliver(Batch batch) {
    meters.attemptsBegin();
    Outcome outcome = attemptAll(batch);
    int failed = failedItems(batch, outcome);
    meters.attemptsEnd(batch.itemCount() - failed, failed);
    return outcome;
  }

  private Outcome attemptAll(Batch batch) {
    try {
      return retry.send(batch);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return new Outcome.RetryAfter(StatusCode.UNAVAILABLE, "interrupted due to shutdown");
    } catch (RuntimeException | Error e) {
      // A bug of the exporter's; whoever waits for the batch has to hear of it all the same.
      log.atError().addKeyValue("exporter", exporter).setCause(e).log("The exporter is broken.");
      return new Outcome.Rejected(StatusCode.INTERNAL, "the exporter is broken: " + e);
    }
  }

  /** How many items of a batch were not delivered. */
  static int failedItems(Batch batch, Outcome outcome) {
    return switch (outcome) {
      case Outcome.Accepted _ -> 0;
      case Outcome.PartlyRejected(int rejectedItems, String _) -> rejectedItems;
      case Outcome.RetryAfter retry ->
          retry.remaining() == null ? batch.itemCount() : retry.remaining().itemCount();
      case Outcome.Rejected _ -> batch.itemCount();
    };
  }

  /** Why an outcome other than accepted is not better. */
  Reason reason(Outcome outcome) {
    if (!(outcome instanceof Outcome.RetryAfter)) {
      return Reason.REJECTED;
    }
    return retry.stopped() ? Reason.SHUTDOWN : Reason.RETRIES_EXHAUSTED;
  }

  /** What was said about an outcome; "" for accepted. */
  static String message(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Accepted _ -> "";
      case Outcome.PartlyRejected(int _, String message) -> message;
      case Outcome.RetryAfter retry -> retry.message();
      case Outcome.Rejected(StatusCode _, String message) -> message;
    };
  }

  /** From now on each batch gets one attempt. */
  void stopRetrying() {
    retry.stop();
  }
}
