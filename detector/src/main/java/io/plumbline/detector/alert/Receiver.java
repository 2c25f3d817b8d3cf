package io.plumbline.detector.alert;

import java.io.IOException;
import java.time.Instant;

/**
 * One way to tell people. Used by one thread at a time, a new one for every attempt, which is
 * interrupted when the attempt takes too long.
 */
interface Receiver extends AutoCloseable {
  /**
   * Tells something once.
   *
   * @param now for what is signed or stamped
   * @throws IOException when the receiver can't be reached, which is reason to try later
   */
  Attempt tell(Notice notice, Instant now) throws IOException, InterruptedException;

  /** Gives up what is under way; nothing is told after that. */
  @Override
  void close();
}
