package io.plumbline.samples.fault;

import java.time.Duration;

/** What a fault does to a process. Begun and ended in turn, never begun twice in a row. */
public interface Effect {
  /** Takes effect and returns at once; ends when {@link #end} is called. */
  void begin(Duration length);

  /** Undoes everything. */
  void end();
}
