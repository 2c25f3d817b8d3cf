package io.plumbline.detector.alert;

import java.io.IOException;
import java.time.Instant;
import java.util.List;

/**
 * Remembers what was delivered, over restarts. Called by the threads of the receivers, so by
 * several at once, each for its own receiver: {@link #load} once before anything else, then {@link
 * #save} for every delivery. Both may block; they hold up that receiver's messages and nothing
 * else, and are interrupted when the dispatcher has to close.
 */
public interface AlertLog {
  /**
   * The deliveries to a receiver at or after an instant, in any order.
   *
   * @throws IOException when they cannot be read; it is tried again for a while
   */
  List<Delivery> load(String receiver, Instant since) throws IOException;

  /**
   * Keeps a delivery. One with the same receiver and key replaces another.
   *
   * @throws IOException when it cannot be kept; the message may then be told again after a restart
   */
  void save(Delivery delivery) throws IOException;
}
