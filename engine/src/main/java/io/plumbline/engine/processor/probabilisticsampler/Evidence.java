package io.plumbline.engine.processor.probabilisticsampler;

/**
 * What is known about one item when it is decided, and the decision. Made to be filled again for
 * the next item; written by one thread.
 */
final class Evidence {
  /** Whether what the item says about its sampling can't be read. */
  boolean malformed;

  /** The randomness that the item carries; -1 when it carries none. */
  long carriedRandomness;

  /** The threshold that the item carries; -1 when it carries none. */
  long carriedThreshold;

  /** The randomness found in the item's identity; -1 when it has none. */
  long ownRandomness;

  /** Where {@link #ownRandomness} comes from. */
  Policy ownPolicy = Policy.MISSING_RANDOMNESS;

  /** The threshold that the item's priority asks for; -1 when it does not ask. */
  long priorityThreshold;

  /** Whether the item is kept. */
  boolean kept;

  /** What that was based on. */
  Policy policy = Policy.MISSING_RANDOMNESS;

  /** The randomness that a kept item is to carry; -1 for none. */
  long randomness;

  /** The threshold that a kept item is to carry; -1 for none. */
  long threshold;

  void clear() {
    malformed = false;
    carriedRandomness = -1;
    carriedThreshold = -1;
    ownRandomness = -1;
    ownPolicy = Policy.MISSING_RANDOMNESS;
    priorityThreshold = -1;
  }
}
