package io.plumbline.engine.queue;

import io.plumbline.engine.component.Exporter;
import io.plumbline.engine.component.Outcome;
import io.plumbline.engine.component.RequestContext;
import io.plumbline.engine.component.Settings;
import io.plumbline.engine.component.StartException;
import io.plumbline.engine.component.StatusCode;
import io.plumbline.engine.queue.ExporterMeters.Reason;
import io.plumbline.engine.time.TimeSource;
import io.plumbline.engine.time.TimeSource.Alarm;
import io.plumbline.otlp.Batch;
import io.plumbline.otlp.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.DoubleSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An exporter around a {@link Sender}: queue, batching, retry, timeout, and the counting of all
 * that.
 *
 * <p>The ledger: items that were put in = sent + send_failed + held, where held is what waits or is
 * being sent. Items that were not put in are enqueue_failed, and the caller is told.
 */
public final class QueuedExporter implements Exporter {
  private static final Logger log = LoggerFactory.getLogger(QueuedExporter.class);

  /** How long {@link #close} goes on sending what is queued. */
  static final Duration DRAIN_LONGEST = Duration.ofSeconds(10);

  /** How long an interrupted attempt has to come back. */
  static final Duration GIVE_UP_AFTER = Duration.ofSeconds(1);

  private final Settings settings;
  private final QueueConfig config;
  private final Sender sender;
  private final Delivery delivery;
  private final ExporterMeters meters;
  private final TimeSource time;
  private final String hint;
  private final MemoryQueue queue;
  private final List<Thread> consumers = new ArrayList<>();
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile CountDownLatch consumersEnded = new CountDownLatch(0);

  /** An exporter that takes time and chance from the machine. */
  public static Exporter create(
      Settings settings, Signal signal, DeliveryConfig config, Sender sender) {
    return create(settings, signal, config, sender, TimeSource.system(), Math::random);
  }

  /**
   * An exporter for one signal, with a queue or without as the configuration says.
   *
   * @param random draws from [0, 1), to scatter retries
   */
  public static Exporter create(
      Settings settings,
      Signal signal,
      DeliveryConfig config,
      Sender sender,
      TimeSource time,
      DoubleSupplier random) {
    String id = settings.id().toString();
    ExporterMeters meters = new ExporterMeters(settings, signal);
    AttemptTimeout attempt = new AttemptTimeout(config.timeout(), sender, time);
    Retry retry = new Retry(config.retry(), attempt, time, random);
    Delivery delivery = new Delivery(retry, meters, id);
    String hint =
        config.retry().enabled()
            ? ""
            : " Try enabling retry_on_failure config option to retry on retryable errors.";
    if (!config.queue().enabled()) {
      String both = hint + " Try enabling sending_queue to survive temporary failures.";
      return new DirectExporter(sender, delivery, id, both);
    }
    return new QueuedExporter(settings, config.queue(), sender, delivery, meters, time, hint);
  }

  private QueuedExporter(
      Settings settings,
      QueueConfig config,
      Sender sender,
      Delivery delivery,
      ExporterMeters meters,
      TimeSource time,
      String hint) {
    this.settings = settings;
    this.config = config;
    this.sender = sender;
    this.delivery = delivery;
    this.meters = meters;
    this.time = time;
    this.hint = hint;
    this.queue = new MemoryQueue(config, time);
    meters.watchQueue(queue::size, config.queueSize());
  }

  @Override
  public void start() throws StartException {
    sender.start();
    consumersEnded = new CountDownLatch(config.numConsumers());
    for (int index = 0; index < config.numConsumers(); index++) {
      consumers.add(
          Thread.ofVirtual()
              .name(settings.id() + "-sender-" + index)
              .start(this::sendUntilDrained));
    }
  }

  @Override
  public Outcome consume(Batch batch) {
    if (batch.isEmpty()) {
      return Outcome.accepted();
    }
    try {
      MemoryQueue.Entry entry = queue.put(batch, RequestContext.current());
      if (entry.ticket() == null) {
        return refused(batch, entry.refusal());
      }
      return config.waitForResult() ? queue.await(entry.ticket()) : Outcome.accepted();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return new Outcome.RetryAfter(
          StatusCode.CANCELLED, "interrupted while waiting for the sending queue");
    }
  }

  private Outcome refused(Batch batch, Outcome refusal) {
    meters.enqueueFailed(batch.itemCount());
    log.atError()
        .addKeyValue("exporter", settings.id())
        .addKeyValue("error", Delivery.message(refusal))
        .addKeyValue("rejected_items", batch.itemCount())
        .log("Exporting failed. Rejecting data." + hint);
    return refusal;
  }

  private void sendUntilDrained() {
    try {
      for (Parcel parcel = queue.take(); parcel != null; parcel = queue.take()) {
        Batch batch = parcel.batch();
        Outcome outcome =
            ScopedValue.where(RequestContext.CURRENT, parcel.context())
                .call(() -> delivery.deliver(batch));
        if (!(outcome instanceof Outcome.Accepted)) {
          lost(batch, outcome, delivery.reason(outcome));
        }
        queue.settle(parcel, outcome);
      }
    } catch (InterruptedException _) {
      // close() gave up on draining; it counts what is left.
    } finally {
      consumersEnded.countDown();
    }
  }

  private void lost(Batch batch, Outcome outcome, Reason reason) {
    int items = Delivery.failedItems(batch, outcome);
    if (!config.waitForResult()) {
      meters.dropped(items, reason);
    }
    log.atError()
        .addKeyValue("exporter", settings.id())
        .addKeyValue("error", Delivery.message(outcome))
        .addKeyValue("dropped_items", items)
        .log("Exporting failed. Dropping data." + hint);
  }

  /**
   * Gives everything that is queued one more attempt, for {@link #DRAIN_LONGEST}; what can't be
   * sent is counted as dropped.
   */
  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    delivery.stopRetrying();
    queue.drain();
    Alarm drainEnds = time.after(DRAIN_LONGEST, this::abandon);
    Alarm giveUp = time.after(DRAIN_LONGEST.plus(GIVE_UP_AFTER), this::giveUp);
    try {
      consumersEnded.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      abandon();
    }
    drainEnds.cancel();
    giveUp.cancel();
    queue.abandon();
    dropTheRest();
    sender.close();
  }

  private void abandon() {
    queue.abandon();
    consumers.forEach(Thread::interrupt);
  }

  private void giveUp() {
    log.atError()
        .addKeyValue("exporter", settings.id())
        .log("An attempt to send did not end when it was interrupted.");
    while (consumersEnded.getCount() > 0) {
      consumersEnded.countDown();
    }
  }

  private void dropTheRest() {
    Outcome stopped = new Outcome.RetryAfter(StatusCode.UNAVAILABLE, "interrupted due to shutdown");
    for (Parcel left = queue.takeAbandoned(); left != null; left = queue.takeAbandoned()) {
      meters.neverSent(left.batch().itemCount());
      lost(left.batch(), stopped, Reason.SHUTDOWN);
      queue.settle(left, stopped);
    }
  }
}
