package io.plumbline.bench;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Looks at a system's memory now and then and keeps the largest value. */
final class PeakMemory {
  private final AtomicLong peakBytes = new AtomicLong();
  private final AtomicBoolean stopped = new AtomicBoolean();
  private final Thread watcher;

  private PeakMemory(RunningSystem system, Duration interval) {
    watcher =
        Thread.ofPlatform()
            .name("memory")
            .daemon()
            .unstarted(() -> {
              while (!stopped.get()) {
                peakBytes.accumulateAndGet(system.usage().residentBytes(), Math::max);
                LockSupport.parkNanos(interval.toNanos());
              }
            });
  }

  static PeakMemory watch(RunningSystem system, Duration interval) {
    PeakMemory peak = new PeakMemory(system, interval);
    peak.watcher.start();
    return peak;
  }

  /** Ends the watch and returns the largest value in bytes. */
  long stop() throws InterruptedException {
    stopped.set(true);
    LockSupport.unpark(watcher);
    watcher.join();
    return peakBytes.get();
  }
}
