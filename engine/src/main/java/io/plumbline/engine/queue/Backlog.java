package io.plumbline.engine.queue;

import org.jspecify.annotations.Nullable;

/** What waits in a queue, and what of it goes out next. Guarded by the lock of the queue. */
interface Backlog {

  /** Puts a parcel at the end; returns whether there is now something more to be sent. */
  boolean add(Parcel parcel);

  /**
   * Takes out what is to be sent next; null when nothing is to be sent now.
   *
   * @param everything also what would otherwise wait for more to join it
   */
  @Nullable Parcel next(boolean everything);

  /** Whether {@link #next} would give something now. */
  boolean ready();
}
