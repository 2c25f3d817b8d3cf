package io.plumbline.engine.processor.batch;

import io.plumbline.engine.component.Consumer;
import io.plumbline.engine.component.Outcome;
import io.plumbline.engine.component.RequestContext;
import io.plumbline.engine.component.StatusCode;
import io.plumbline.engine.processor.batch.BatchProcessor.Config;
import io.plumbline.engine.time.TimeSource;
import io.plumbline.engine.time.TimeSource.Alarm;
import io.plumbline.otlp.Batch;
import io.plumbline.otlp.BatchSplitter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be sent together, and the one thread that sends it, in order.
 *
 * <p>Holds two batches at most: one that is being handed over, for as long as the next hop says
 * that it can't take it now, and one that is being collected. When that is full too, callers wait,
 * and are sent away to come back after {@link #ROOM_LONGEST}. So nothing that was accepted is lost
 * to a next hop that only needs time, and what is held is bounded.
 */
final class Shard {
  static final Outcome STOPPED =
      new Outcome.RetryAfter(StatusCode.UNAVAILABLE, "batch processor is stopped");

  /** Below the ten seconds after which SDKs give an export up without knowing what became of it. */
  static final Duration ROOM_LONGEST = Duration.ofSeconds(5);

  /** How long {@link #drain} goes on offering what is held. */
  static final Duration DRAIN_LONGEST = Duration.ofSeconds(10);

  private final Config config;
  private final TimeSource time;
  private final Handover handover;
  private final @Nullable BatchSplitter splitter;

  /** Guards everything below. */
  private final ReentrantLock lock = new ReentrantLock();

  private final Condition changed = lock.newCondition();
  private final Condition room = lock.newCondition();
  private final Deque<Batch> waiting = new ArrayDeque<>();
  private long waitingItems;
  private boolean due;
  private Alarm flush = () -> {};
  private boolean draining;
  private boolean ended;
  private @Nullable Thread worker;

  Shard(Config config, RequestContext context, BatchMeters meters, Consumer next, TimeSource time) {
    this.config = config;
    this.time = time;
    this.handover = new Handover(context, meters, next, time);
    this.splitter =
        config.sendBatchMaxSize() == 0
            ? null
            : new BatchSplitter(config.sendBatchMaxSize(), Integer.MAX_VALUE);
  }

  void start() {
    lock.lock();
    try {
      worker = Thread.ofVirtual().name("batch").start(this::work);
    } finally {
      lock.unlock();
    }
  }

  /** Takes a batch, once there is room for it. */
  Outcome add(Batch batch) {
    lock.lock();
    try {
      Outcome refusal = isFull() ? awaitRoom() : null;
      if (refusal != null || draining) {
        return refusal == null ? STOPPED : refusal;
      }
      waiting.add(batch);
      waitingItems += batch.itemCount();
      if (waiting.size() == 1 && config.waits()) {
        startWaiting();
      }
      if (isEnough()) {
        changed.signalAll();
      }
      return Outcome.accepted();
    } finally {
      lock.unlock();
    }
  }

  /** Null when there is room now; otherwise why the caller is sent away. */
  private @Nullable Outcome awaitRoom() {
    boolean[] over = {false};
    Alarm alarm = time.after(ROOM_LONGEST, () -> note(over));
    try {
      while (isFull() && !draining && !over[0]) {
        room.await();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return new Outcome.RetryAfter(
          StatusCode.CANCELLED, "interrupted while waiting for the batch processor");
    } finally {
      alarm.cancel();
    }
    return isFull() && !draining
        ? new Outcome.RetryAfter(
            StatusCode.UNAVAILABLE, "batch processor is full: the next component does not take it")
        : null;
  }

  private void note(boolean[] over) {
    lock.lock();
    try {
      over[0] = true;
      room.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Whether a whole batch is waiting already. */
  private boolean isFull() {
    return !waiting.isEmpty() && waitingItems >= config.sendBatchSize();
  }

  /** Whether something is to be sent now. */
  private boolean isEnough() {
    return !waiting.isEmpty()
        && (!config.waits() || waitingItems >= config.sendBatchSize() || due || draining);
  }

  private void startWaiting() {
    due = false;
    flush.cancel();
    flush = time.after(config.timeout(), this::flushIsDue);
  }

  private void flushIsDue() {
    lock.lock();
    try {
      due = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void work() {
    try {
      for (Sending sending = take(); sending != null; sending = take()) {
        handover.send(sending.batch, sending.bySize);
      }
    } catch (InterruptedException _) {
      // awaitEnd() gave up; it counts what is left.
    } finally {
      lock.lock();
      try {
        ended = true;
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  private record Sending(Batch batch, boolean bySize) {}

  /** Waits for something to send; null when everything was sent and nothing will come. */
  private @Nullable Sending take() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!isEnough()) {
        if (draining) {
          return null;
        }
        changed.await();
      }
      boolean bySize = !config.waits() || waitingItems >= config.sendBatchSize();
      Batch batch = takeEnough();
      flush.cancel();
      if (!waiting.isEmpty() && config.waits()) {
        startWaiting();
      }
      room.signalAll();
      return new Sending(batch, bySize);
    } finally {
      lock.unlock();
    }
  }

  private Batch takeEnough() {
    List<Batch> enough = new ArrayList<>();
    int items = 0;
    do {
      Batch batch = waiting.remove();
      enough.add(batch);
      items += batch.itemCount();
    } while (config.waits() && items < config.sendBatchSize() && !waiting.isEmpty());
    waitingItems -= items;
    Batch joined = Batch.join(enough);
    if (splitter == null || items <= config.sendBatchMaxSize()) {
      return joined;
    }
    List<Batch> pieces = new ArrayList<>();
    splitter.split(joined, pieces::add, pieces::add);
    for (Batch piece : pieces.subList(1, pieces.size()).reversed()) {
      waiting.addFirst(piece);
      waitingItems += piece.itemCount();
    }
    return pieces.getFirst();
  }

  /** Takes nothing more, and sends what is held without waiting for more. */
  void drain() {
    lock.lock();
    try {
      draining = true;
      changed.signalAll();
      room.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Returns when what was held has been sent or, after {@link #DRAIN_LONGEST}, dropped. */
  void awaitEnd() {
    Alarm deadline = time.after(DRAIN_LONGEST, this::giveUp);
    lock.lock();
    try {
      while (!ended) {
        changed.awaitUninterruptibly();
      }
      for (Batch left = waiting.poll(); left != null; left = waiting.poll()) {
        waitingItems -= left.itemCount();
        handover.dropAtShutdown(left.itemCount());
      }
      flush.cancel();
    } finally {
      lock.unlock();
      deadline.cancel();
    }
  }

  private void giveUp() {
    lock.lock();
    try {
      if (worker != null) {
        worker.interrupt();
      }
    } finally {
      lock.unlock();
    }
  }
}
