package io.plumbline.engine.processor.memorylimiter;

import java.util.concurrent.atomic.AtomicLong;

/** The bytes of the requests that limiters of a process let in and that are not answered yet. */
final class InFlightBytes {
  static final InFlightBytes OF_PROCESS = new InFlightBytes();

  private final AtomicLong bytes = new AtomicLong();

  /** Lets so many bytes in unless the sum would pass the limit; returns whether it did. */
  boolean enter(int size, long limitBytes) {
    long now = bytes.get();
    while (now + size <= limitBytes) {
      long seen = bytes.compareAndExchange(now, now + size);
      if (seen == now) {
        return true;
      }
      now = seen;
    }
    return false;
  }

  void leave(int size) {
    bytes.addAndGet(-size);
  }

  long get() {
    return bytes.get();
  }
}
