package io.plumbline.engine.transport;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The bytes of requests that have arrived and are not answered yet, with a limit. Servers count
 * what arrives before they decode it, and refuse new requests with a delay while the limit is
 * reached, so that senders wait instead of the heap filling up. Safe for use by many threads.
 */
public final class InFlightBytes {
  private final long limitBytes;
  private final AtomicLong bytes = new AtomicLong();

  public InFlightBytes(long limitBytes) {
    this.limitBytes = limitBytes;
  }

  /**
   * A quarter of the heap: requests live next to what queues and processors hold, and decompression
   * and a copy for the next hop may each double them.
   */
  public static InFlightBytes ofHeap() {
    return new InFlightBytes(Runtime.getRuntime().maxMemory() / 4);
  }

  /** Whether a new request should be refused without reading it. */
  public boolean full() {
    return bytes.get() >= limitBytes;
  }

  /** Counts bytes that have arrived; false, and nothing is counted, when they exceed the limit. */
  public boolean tryReserve(long count) {
    long now = bytes.addAndGet(count);
    if (now <= limitBytes) {
      return true;
    }
    bytes.addAndGet(-count);
    return false;
  }

  /** Gives back what was reserved. */
  public void release(long count) {
    long now = bytes.addAndGet(-count);
    assert now >= 0 : "more released than reserved: " + now;
  }

  /** What is reserved now, in bytes. */
  public long bytes() {
    return bytes.get();
  }
}
