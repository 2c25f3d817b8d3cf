package io.plumbline.samples.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Retains heap in steps, within ten seconds up to a limit that the process survives. */
public final class MemoryLeak implements Effect {
  private static final int STEPS = 100;
  private static final Duration STEP_INTERVAL = Duration.ofMillis(100);

  private final long retainedBytesMax;
  private final List<byte[]> retained = new ArrayList<>();
  private @Nullable Thread leaker;

  public MemoryLeak(long retainedBytesMax) {
    this.retainedBytesMax = retainedBytesMax;
  }

  /** Half of what this process's heap may grow to. */
  public static MemoryLeak halfOfHeap() {
    return new MemoryLeak(Runtime.getRuntime().maxMemory() / 2);
  }

  @Override
  public void begin(Duration length) {
    leaker = Thread.ofVirtual().name("memory-leak").start(this::leak);
  }

  @Override
  public void end() {
    if (leaker != null) {
      leaker.interrupt();
      leaker = null;
    }
    synchronized (retained) {
      retained.clear();
    }
    // Whoever mends a leak restarts the process: its heap is small again at once.
    System.gc();
  }

  long retainedBytes() {
    synchronized (retained) {
      return retained.stream().mapToLong(block -> block.length).sum();
    }
  }

  private void leak() {
    int blockBytes = Math.clamp(retainedBytesMax / STEPS, 1, 64 << 20);
    try {
      for (int i = 0; i < STEPS; i++) {
        Thread.sleep(STEP_INTERVAL);
        synchronized (retained) {
          if (Thread.currentThread().isInterrupted()) {
            return;
          }
          retained.add(new byte[blockBytes]);
        }
      }
    } catch (InterruptedException _) {
      // The end of the fault; end() releases what was retained.
    }
  }
}
