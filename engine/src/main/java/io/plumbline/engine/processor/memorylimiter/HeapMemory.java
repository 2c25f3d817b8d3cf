package io.plumbline.engine.processor.memorylimiter;

/** The heap of the process, shared by all limiters in it. Callable from any thread. */
interface HeapMemory {

  /** Bytes that long-lived objects take, including dead ones that no collection has found yet. */
  long occupiedBytes();

  /** Bytes that long-lived objects took after the last collection; 0 before the first. */
  long survivedBytes();

  /** Collects garbage and returns when done. */
  void collect();

  /** Whether {@link #collect} has ended within so many nanoseconds, whoever called it. */
  boolean collectedWithin(long nanos);

  /** The most the heap can grow to. */
  long heapBytesMax();

  /** Memory of the machine, or of the container that limits the process. */
  long machineBytes();
}
