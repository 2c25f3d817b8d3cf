package io.plumbline.detector.alert;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way to one receiver: a mailbox, and a virtual thread that takes messages out of it, asks the
 * outbox what is to be told, and tells it until that works or is given up. All but {@link #offer}
 * and the closing runs on that thread; each attempt has a thread of its own, so that it can be left
 * behind when its time is over.
 */
final class Lane {
  private static final Logger LOGGER = LoggerFactory.getLogger(Lane.class);

  /** When nothing is due: any time will do, since a message ends the wait. */
  private static final Duration IDLE = Duration.ofDays(1);

  /** People are told without the log, perhaps twice, rather than not told. */
  private static final Duration LOG_PATIENCE = Duration.ofSeconds(30);

  private static final Duration INTERRUPTED_WAIT = Duration.ofSeconds(1);

  private final ReceiverConfig config;
  private final TimedReceiver receiver;
  private final AlertPolicy policy;
  private final AlertLog log;
  private final AlertListener listener;
  private final InstantSource clock;
  private final Backoff backoff;
  private final Mailbox mailbox;
  private final Outbox outbox;
  private final AtomicInteger dropped = new AtomicInteger();
  private final Thread thread;
  private volatile @Nullable Instant closeBy;

  Lane(
      ReceiverConfig config,
      Receiver receiver,
      AlertPolicy policy,
      AlertLog log,
      AlertListener listener,
      InstantSource clock,
      Backoff backoff) {
    this.config = config;
    this.receiver = new TimedReceiver(config, receiver);
    this.policy = policy;
    this.log = log;
    this.listener = listener;
    this.clock = clock;
    this.backoff = backoff;
    this.mailbox = new Mailbox(policy.queueSize());
    this.outbox = new Outbox(policy, config.minSeverity(), this::ended);
    this.thread = Thread.ofVirtual().name("alerts-" + config.name()).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** Takes a message, or drops and counts it; never blocks. */
  void offer(AlertMessage message) {
    switch (mailbox.offer(message)) {
      case TAKEN -> {}
      case CLOSED -> ended(AlertOutcome.ABANDONED, 1);
      case FULL -> {
        ended(AlertOutcome.OVERFLOWED, 1);
        if (dropped.getAndIncrement() == 0) {
          LOGGER
              .atError()
              .addKeyValue("receiver", config.name())
              .addKeyValue("waiting", policy.queueSize())
              .log("Too many alerts wait for a receiver; further ones are dropped");
        }
      }
    }
  }

  /** Lets the thread finish what it has, until an instant; returns at once. */
  void close(Instant by) {
    closeBy = by;
    mailbox.close();
  }

  /** Waits for the thread; at the end of the time it is interrupted. */
  void join(Duration wait) throws InterruptedException {
    if (!thread.join(wait)) {
      interrupt();
      thread.join(INTERRUPTED_WAIT);
    }
  }

  void interrupt() {
    thread.interrupt();
  }

  private void run() {
    try {
      outbox.restore(remembered());
      boolean finished;
      do {
        finished = mailbox.isFinished();
        Notice notice = finished ? last() : next();
        if (notice != null) {
          tell(notice);
          finished = false;
        }
      } while (!finished);
    } catch (InterruptedException _) {
      // The time to close is over; what is left is counted below.
    } finally {
      mailbox.close();
      receiver.close();
      ended(AlertOutcome.ABANDONED, mailbox.drain().size() + outbox.clear());
    }
  }

  /** The next notice to send; null when there is none yet, perhaps after a wait. */
  private @Nullable Notice next() throws InterruptedException {
    Instant now = clock.instant();
    Notice due = outbox.due(now);
    if (due != null) {
      return due;
    }
    Instant nextDue = outbox.nextDue();
    Duration wait = nextDue == null ? IDLE : Duration.between(now, nextDue);
    AlertMessage message = mailbox.poll(wait);
    if (message == null) {
      return null;
    }
    int missing = mailbox.isEmpty() ? dropped.getAndSet(0) : 0;
    if (missing > 0) {
      LOGGER
          .atWarn()
          .addKeyValue("receiver", config.name())
          .addKeyValue("dropped", missing)
          .log("Alerts were dropped; no more wait for the receiver now");
    }
    return outbox.accept(message, clock.instant());
  }

  /** What there is to send after the last message; null when nothing. */
  private @Nullable Notice last() {
    Notice due = outbox.due(clock.instant());
    return due == null ? outbox.digest() : due;
  }

  private List<Delivery> remembered() throws InterruptedException {
    Instant since = clock.instant().minus(policy.remembered());
    Instant giveUp = clock.instant().plus(LOG_PATIENCE);
    for (int failures = 1; ; failures++) {
      try {
        return log.load(config.name(), since);
      } catch (IOException | RuntimeException e) {
        // A store that is broken must not silence alerts.
        if (mailbox.awaitClosed(Duration.ZERO) || !clock.instant().isBefore(giveUp)) {
          LOGGER
              .atWarn()
              .addKeyValue("receiver", config.name())
              .setCause(e)
              .log("What was told before is not known; alerts may be told again");
          return List.of();
        }
        mailbox.awaitClosed(backoff.after(failures, null));
      }
    }
  }

  private void tell(Notice notice) throws InterruptedException {
    try {
      tellUntilDone(notice);
    } catch (InterruptedException e) {
      lost(notice, AlertOutcome.ABANDONED, "the time to close is over");
      throw e;
    }
  }

  private void tellUntilDone(Notice notice) throws InterruptedException {
    Instant giveUp = clock.instant().plus(policy.retry().giveUpAfter());
    for (int failures = 1; ; failures++) {
      switch (receiver.tell(notice, clock.instant())) {
        case Attempt.Delivered() -> {
          delivered(notice);
          return;
        }
        case Attempt.Refused(String reason) -> {
          lost(notice, AlertOutcome.REFUSED, reason);
          return;
        }
        case Attempt.TryLater(String reason, Duration after) -> {
          Duration wait = backoff.after(failures, after);
          if (clock.instant().plus(wait).isAfter(giveUp)) {
            lost(notice, AlertOutcome.FAILED, reason);
            return;
          }
          if (failures == 1) {
            LOGGER
                .atWarn()
                .addKeyValue("receiver", config.name())
                .addKeyValue("reason", reason)
                .log("An alert could not be delivered; it is tried again");
          }
          if (!awaitRetry(wait)) {
            lost(notice, AlertOutcome.ABANDONED, reason);
            return;
          }
          listener.retried(config.name());
        }
      }
    }
  }

  /** Waits for the next attempt; false when that would be too late to close. */
  private boolean awaitRetry(Duration wait) throws InterruptedException {
    Instant next = clock.instant().plus(wait);
    if (!mailbox.awaitClosed(wait)) {
      return true;
    }
    Instant by = closeBy;
    if (by == null || next.isAfter(by)) {
      return false;
    }
    Duration rest = Duration.between(clock.instant(), next);
    TimeUnit.NANOSECONDS.sleep(Math.max(0, rest.toNanos()));
    return true;
  }

  private void delivered(Notice notice) {
    boolean inDigest = notice instanceof AlertDigest;
    ended(AlertOutcome.DELIVERED, count(notice));
    if (inDigest) {
      listener.digested(config.name(), count(notice));
    }
    for (AlertMessage message : messages(notice)) {
      Delivery delivery = Delivery.of(config.name(), message, inDigest, clock.instant());
      outbox.told(delivery);
      try {
        log.save(delivery);
      } catch (IOException | RuntimeException e) {
        LOGGER
            .atWarn()
            .addKeyValue("receiver", config.name())
            .addKeyValue("alert", delivery.key())
            .setCause(e)
            .log(
                "That an alert was told could not be stored; it may be told again after a restart");
      }
    }
  }

  private void lost(Notice notice, AlertOutcome outcome, String reason) {
    ended(outcome, count(notice));
    LOGGER
        .atError()
        .addKeyValue("receiver", config.name())
        .addKeyValue("alert", notice.key())
        .addKeyValue("outcome", outcome.id())
        .addKeyValue("reason", reason)
        .log("An alert was lost");
  }

  private void ended(AlertOutcome outcome, int messages) {
    if (messages > 0) {
      listener.ended(config.name(), outcome, messages);
    }
  }

  private static int count(Notice notice) {
    return messages(notice).size();
  }

  private static List<AlertMessage> messages(Notice notice) {
    return switch (notice) {
      case AlertMessage message -> List.of(message);
      case AlertDigest digest -> digest.messages();
    };
  }
}
