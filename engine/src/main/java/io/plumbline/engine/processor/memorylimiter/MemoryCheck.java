package io.plumbline.engine.processor.memorylimiter;

import io.plumbline.engine.component.Health;
import io.plumbline.engine.processor.memorylimiter.MemoryLimiterProcessor.Config;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides, once every {@code check_interval}, whether there is memory for more telemetry.
 *
 * <p>How Go's heap-in-use maps to a JVM: what the old generation holds between two collections is
 * only an upper bound of what is alive. Below the soft limit that bound is enough. Above it a
 * collection is forced, as the Collector does, at most every {@code min_gc_interval_*}; what
 * survives it decides. Until the next one may be forced, what survived the last one decides, unless
 * the bound is over the hard limit.
 *
 * <p>{@link #check} is called by one thread at a time; the rest is for any thread.
 */
final class MemoryCheck {
  private static final Logger log = LoggerFactory.getLogger(MemoryCheck.class);
  private static final long MIB = 1 << 20;

  /** A forced collection that frees less than this share was in vain. */
  private static final double EFFECTIVE_SHARE = 0.05;

  private final Config config;
  private final HeapMemory memory;
  private final InFlightBytes inFlight;
  private final Health health;
  private final long hardLimitBytes;
  private final long softLimitBytes;
  private long backOffNanos;
  private volatile boolean refusing;
  private volatile long baseBytes;

  MemoryCheck(Config config, HeapMemory memory, InFlightBytes inFlight, Health health) {
    this.config = config;
    this.memory = memory;
    this.inFlight = inFlight;
    this.health = health;
    long heapMax = memory.heapBytesMax();
    long whole = Math.min(memory.machineBytes(), heapMax);
    long wanted = config.hardLimitBytes(whole);
    this.hardLimitBytes = Math.min(wanted, heapMax);
    // A limit that the heap can't reach would never act: the share that is a spike stays the same.
    this.softLimitBytes =
        hardLimitBytes - (long) ((double) config.spikeBytes(whole) / wanted * hardLimitBytes);
    log.atInfo()
        .addKeyValue("limit_mib", hardLimitBytes / MIB)
        .addKeyValue("spike_limit_mib", (hardLimitBytes - softLimitBytes) / MIB)
        .addKeyValue("check_interval", config.checkInterval())
        .log("Memory limiter configured");
    if (wanted > heapMax) {
      log.atWarn()
          .addKeyValue("limit_mib", wanted / MIB)
          .addKeyValue("heap_mib", heapMax / MIB)
          .log("The memory limit is above the maximum heap size, which is used instead.");
    }
  }

  long hardLimitBytes() {
    return hardLimitBytes;
  }

  long softLimitBytes() {
    return softLimitBytes;
  }

  /**
   * Whether a request of this size may pass; then it is in flight until {@link #leave}. Between two
   * checks requests may fill what is left below the hard limit, and no more.
   */
  boolean enter(int sizeBytes) {
    return !refusing && inFlight.enter(sizeBytes, hardLimitBytes - baseBytes);
  }

  void leave(int sizeBytes) {
    inFlight.leave(sizeBytes);
  }

  void check() {
    long used = used(memory.occupiedBytes());
    if (used < softLimitBytes) {
      backOffNanos = 0;
      baseBytes = Math.min(memory.survivedBytes(), memory.occupiedBytes());
      admit(used);
      return;
    }
    boolean hard = used >= hardLimitBytes;
    Duration intervalMin =
        hard ? config.minGcIntervalWhenHardLimited() : config.minGcIntervalWhenSoftLimited();
    boolean still;
    if (memory.collectedWithin(Math.max(intervalMin.toNanos(), backOffNanos))) {
      used = hard ? used : used(memory.survivedBytes());
      still = used >= softLimitBytes;
    } else {
      used = collect(used, hard, intervalMin);
      still = used >= softLimitBytes;
    }
    baseBytes = memory.survivedBytes();
    if (still) {
      refuse(used);
    } else {
      admit(used);
    }
  }

  private long collect(long usedBefore, boolean hard, Duration intervalMin) {
    if (hard) {
      log.atWarn()
          .addKeyValue("cur_mem_mib", usedBefore / MIB)
          .log("Memory usage is above hard limit. Forcing a GC.");
    } else {
      log.atInfo()
          .addKeyValue("cur_mem_mib", usedBefore / MIB)
          .log("Memory usage is above soft limit. Forcing a GC.");
    }
    memory.collect();
    long used = used(memory.occupiedBytes());
    log.atInfo().addKeyValue("cur_mem_mib", used / MIB).log("Memory usage after GC.");
    Duration intervalMax =
        hard ? config.maxGcIntervalWhenHardLimited() : config.maxGcIntervalWhenSoftLimited();
    boolean effective = used < usedBefore * (1 - EFFECTIVE_SHARE);
    backOffNanos = effective ? 0 : longerBackOff(intervalMin, intervalMax);
    return used;
  }

  /** Twice the interval before, from the check interval up; 0 when backing off is disabled. */
  private long longerBackOff(Duration intervalMin, Duration intervalMax) {
    long floor = Math.max(intervalMin.toNanos(), config.checkInterval().toNanos());
    return Math.min(2 * Math.max(floor, backOffNanos), intervalMax.toNanos());
  }

  private long used(long heapBytes) {
    return heapBytes + inFlight.get();
  }

  private void refuse(long used) {
    if (!refusing) {
      log.atWarn()
          .addKeyValue("cur_mem_mib", used / MIB)
          .log("Memory usage is above soft limit. Refusing data.");
      health.recoverableError(MemoryLimiterProcessor.REFUSAL);
    }
    refusing = true;
  }

  private void admit(long used) {
    if (refusing) {
      log.atInfo()
          .addKeyValue("cur_mem_mib", used / MIB)
          .log("Memory usage back within limits. Resuming normal operation.");
      health.ok();
    }
    refusing = false;
  }
}
