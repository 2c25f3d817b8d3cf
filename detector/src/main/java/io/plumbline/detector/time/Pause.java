package io.plumbline.detector.time;

import java.time.Duration;

/** Lets time pass, until what waits is to end. */
@FunctionalInterface
public interface Pause {
  /** Waits so long; returns true, and at once, when the caller is to end. */
  boolean pass(Duration time) throws InterruptedException;
}
