package io.plumbline.engine.processor.memorylimiter;

import io.plumbline.engine.time.TimeSource;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The heap of this JVM: its old generation, or all of it with a collector that has none.
 *
 * <p>The young generation is left out because it is nearly all garbage at any time; what is alive
 * in it is mostly requests on their way, and those are accounted by {@link InFlightBytes}.
 */
final class JvmMemory implements HeapMemory {
  static final JvmMemory INSTANCE = new JvmMemory(TimeSource.system());

  private final TimeSource time;
  private final List<MemoryPoolMXBean> pools = oldGeneration();

  /** Guarded by this. */
  private boolean collected;

  private long collectedNanos;

  JvmMemory(TimeSource time) {
    this.time = time;
  }

  private static List<MemoryPoolMXBean> oldGeneration() {
    List<MemoryPoolMXBean> heap =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .toList();
    List<MemoryPoolMXBean> old = heap.stream().filter(JvmMemory::isOld).toList();
    return old.isEmpty() ? heap : old;
  }

  /** Tenured Gen, PS Old Gen, G1 Old Gen, ZGC Old Generation, Shenandoah Old Gen. */
  private static boolean isOld(MemoryPoolMXBean pool) {
    String name = pool.getName().toLowerCase(Locale.ROOT);
    return name.contains("old") || name.contains("tenured");
  }

  @Override
  public long occupiedBytes() {
    return pools.stream().mapToLong(pool -> used(pool.getUsage())).sum();
  }

  @Override
  public long survivedBytes() {
    return pools.stream().mapToLong(pool -> used(pool.getCollectionUsage())).sum();
  }

  private static long used(@Nullable MemoryUsage usage) {
    return usage == null ? 0 : usage.getUsed();
  }

  @Override
  public void collect() {
    System.gc();
    synchronized (this) {
      collected = true;
      collectedNanos = time.nanoTime();
    }
  }

  @Override
  public synchronized boolean collectedWithin(long nanos) {
    return collected && time.nanoTime() - collectedNanos <= nanos;
  }

  @Override
  public long heapBytesMax() {
    return Runtime.getRuntime().maxMemory();
  }

  @Override
  public long machineBytes() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getTotalMemorySize();
  }
}
