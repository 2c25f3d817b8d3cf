package io.plumbline.samples.work;

import java.util.concurrent.locks.LockSupport;

/** Lets time pass for simulated work; never burns CPU. */
@FunctionalInterface
public interface Pace {
  /** Returns after so many nanoseconds, or early when the thread is interrupted. */
  void pass(long nanos);

  /** Parks the calling thread; meant for virtual threads. */
  static Pace parking() {
    return nanos -> {
      long end = System.nanoTime() + nanos;
      for (long left = nanos; left > 0; left = end - System.nanoTime()) {
        if (Thread.currentThread().isInterrupted()) {
          return;
        }
        LockSupport.parkNanos(left);
      }
    };
  }
}
