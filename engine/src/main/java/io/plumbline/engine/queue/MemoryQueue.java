package io.plumbline.engine.queue;

import io.plumbline.engine.component.Outcome;
import io.plumbline.engine.component.RequestContext;
import io.plumbline.engine.component.StatusCode;
import io.plumbline.engine.time.TimeSource;
import io.plumbline.otlp.Batch;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A bounded queue in memory. What was put in counts against its size until it is settled, so the
 * bound includes what is being sent.
 */
final class MemoryQueue {
  private enum State {
    OPEN,
    /** Takes nothing more; gives out what it has. */
    DRAINING,
    /** Neither takes nor gives. */
    ABANDONED
  }

  private final long capacity;
  private final Sizer sizer;
  private final boolean blockOnOverflow;
  private final Backlog backlog;

  /** Guards everything below, the backlog and all tickets. */
  private final ReentrantLock lock = new ReentrantLock();

  private final Condition work = lock.newCondition();
  private final Condition room = lock.newCondition();
  private final Condition settled = lock.newCondition();
  private long size;
  private State state = State.OPEN;

  MemoryQueue(QueueConfig config, TimeSource time) {
    this.capacity = config.queueSize();
    this.sizer = config.sizer();
    this.blockOnOverflow = config.blockOnOverflow();
    this.backlog =
        config.batching() == null
            ? new ArrivalBacklog()
            : new BatchingBacklog(config.batching(), time, this::flushIsDue);
  }

  /** Either the ticket of what was taken, or why it was not. */
  record Entry(@Nullable Ticket ticket, Outcome refusal) {}

  /**
   * Puts a batch in, waiting for room when the queue is configured so.
   *
   * @throws InterruptedException while waiting for room; nothing was put in
   */
  Entry put(Batch batch, RequestContext context) throws InterruptedException {
    long batchSize = sizer.sizeOf(batch);
    lock.lock();
    try {
      if (batchSize > capacity) {
        // Room will never be enough, so sending it again would not help.
        return new Entry(
            null,
            new Outcome.Rejected(
                StatusCode.INVALID_ARGUMENT,
                "element size too large: size=" + batchSize + " capacity=" + capacity));
      }
      while (state == State.OPEN && size + batchSize > capacity) {
        if (!blockOnOverflow) {
          return new Entry(
              null, new Outcome.RetryAfter(StatusCode.UNAVAILABLE, "sending queue is full"));
        }
        room.await();
      }
      if (state != State.OPEN) {
        return new Entry(
            null, new Outcome.RetryAfter(StatusCode.UNAVAILABLE, "sending queue is stopped"));
      }
      Ticket ticket = new Ticket(batchSize, batch.itemCount());
      size += batchSize;
      if (backlog.add(Parcel.of(batch, context, ticket))) {
        work.signal();
      }
      return new Entry(ticket, Outcome.accepted());
    } finally {
      lock.unlock();
    }
  }

  /** Waits until all of a ticket's items have been settled. */
  Outcome await(Ticket ticket) throws InterruptedException {
    lock.lock();
    try {
      while (true) {
        Outcome outcome = ticket.outcome();
        if (outcome != null) {
          return outcome;
        }
        settled.await();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Waits for something to send; null when the queue was drained or abandoned. */
  @Nullable Parcel take() throws InterruptedException {
    lock.lock();
    try {
      while (state != State.ABANDONED) {
        Parcel parcel = backlog.next(state == State.DRAINING);
        if (parcel != null) {
          if (backlog.ready()) {
            work.signal();
          }
          return parcel;
        }
        if (state == State.DRAINING) {
          return null;
        }
        work.await();
      }
      return null;
    } finally {
      lock.unlock();
    }
  }

  /** Ends the life of a parcel that {@link #take} gave: makes room and tells who waits. */
  void settle(Parcel parcel, Outcome outcome) {
    lock.lock();
    try {
      size -= parcel.settle(outcome);
      assert size >= 0 : "size must not be negative: size=" + size;
      room.signalAll();
      settled.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Takes nothing more, and gives out everything it has without waiting for more to join it. */
  void drain() {
    become(State.DRAINING);
  }

  /** Gives out nothing more; what is left is for {@link #takeAbandoned}. */
  void abandon() {
    become(State.ABANDONED);
  }

  /** One of the parcels that nobody will send any more; null when there is none. */
  @Nullable Parcel takeAbandoned() {
    lock.lock();
    try {
      return backlog.next(true);
    } finally {
      lock.unlock();
    }
  }

  /** What is waiting and being sent, in units of the sizer. */
  long size() {
    lock.lock();
    try {
      return size;
    } finally {
      lock.unlock();
    }
  }

  private void become(State next) {
    lock.lock();
    try {
      if (next.compareTo(state) > 0) {
        state = next;
      }
      work.signalAll();
      room.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void flushIsDue() {
    lock.lock();
    try {
      work.signal();
    } finally {
      lock.unlock();
    }
  }
}
