package io.plumbline.detector.alert;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A bounded queue of messages that can be closed: what is in it can still be taken, nothing is
 * added any more, and nobody waits. Its lock guards all fields and is held for moments only.
 */
final class Mailbox {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Queue<AlertMessage> messages = new ArrayDeque<>();
  private final int capacity;
  private boolean closed;

  Mailbox(int capacity) {
    this.capacity = capacity;
  }

  enum Offer {
    TAKEN,
    FULL,
    CLOSED
  }

  Offer offer(AlertMessage message) {
    lock.lock();
    try {
      if (closed) {
        return Offer.CLOSED;
      }
      if (messages.size() == capacity) {
        return Offer.FULL;
      }
      messages.add(message);
      changed.signalAll();
      return Offer.TAKEN;
    } finally {
      lock.unlock();
    }
  }

  /** The next message; null when there is none for this long, or the box is closed. */
  @Nullable AlertMessage poll(Duration wait) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long nanos = wait.toNanos();
      while (messages.isEmpty() && !closed && nanos > 0) {
        nanos = changed.awaitNanos(nanos);
      }
      return messages.poll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits, at most until the box is closed; whether it is. */
  boolean awaitClosed(Duration wait) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long nanos = wait.toNanos();
      while (!closed && nanos > 0) {
        nanos = changed.awaitNanos(nanos);
      }
      return closed;
    } finally {
      lock.unlock();
    }
  }

  boolean isEmpty() {
    lock.lock();
    try {
      return messages.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /** Closed and empty, which it stays. */
  boolean isFinished() {
    lock.lock();
    try {
      return closed && messages.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Takes out all that is left. */
  List<AlertMessage> drain() {
    lock.lock();
    try {
      List<AlertMessage> rest = new ArrayList<>(messages);
      messages.clear();
      return rest;
    } finally {
      lock.unlock();
    }
  }
}
