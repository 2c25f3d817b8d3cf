package io.plumbline.engine.processor.memorylimiter;

import io.plumbline.engine.time.ManualTime;
import java.time.Duration;

/** A heap whose garbage a test makes. */
final class FakeHeap implements HeapMemory {
  private static final long MIB = 1 << 20;

  private final ManualTime time;
  private long occupied;
  private long alive;
  private long survived;
  private long collectedNanos;
  int collections;
  long heapMax = 1000 * MIB;

  FakeHeap(ManualTime time) {
    this.time = time;
    this.collectedNanos = time.nanoTime() - Duration.ofDays(1).toNanos();
  }

  void occupy(long occupiedMib, long aliveMib) {
    occupied = occupiedMib * MIB;
    alive = aliveMib * MIB;
  }

  @Override
  public long occupiedBytes() {
    return occupied;
  }

  @Override
  public long survivedBytes() {
    return survived;
  }

  @Override
  public void collect() {
    collections++;
    occupied = alive;
    survived = alive;
    collectedNanos = time.nanoTime();
  }

  @Override
  public boolean collectedWithin(long nanos) {
    return time.nanoTime() - collectedNanos <= nanos;
  }

  @Override
  public long heapBytesMax() {
    return heapMax;
  }

  @Override
  public long machineBytes() {
    return 200 * MIB;
  }
}
