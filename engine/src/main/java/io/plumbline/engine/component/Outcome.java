package io.plumbline.engine.component;

import io.plumbline.otlp.Batch;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What became of a batch. */
public sealed interface Outcome {

  /** Everything is in safe hands. */
  static Outcome accepted() {
    return Accepted.INSTANCE;
  }

  /**
   * Everything is in safe hands: the next hop's, a disk's, or a memory queue's when configured so.
   */
  record Accepted() implements Outcome {
    private static final Accepted INSTANCE = new Accepted();
  }

  /**
   * The rest is in safe hands; {@code rejectedItems} were refused for good and sending them again
   * would not help.
   *
   * @param rejectedItems spans, data points or log records, at least 1
   */
  record PartlyRejected(int rejectedItems, String message) implements Outcome {}

  /**
   * Not taken now, and the same bytes may be taken later.
   *
   * @param delay how long the one who refused asks to wait; zero when it did not say
   * @param remaining what is still to be delivered when a part was taken; null means all of it
   */
  record RetryAfter(StatusCode code, String message, Duration delay, @Nullable Batch remaining)
      implements Outcome {

    public RetryAfter(StatusCode code, String message) {
      this(code, message, Duration.ZERO, null);
    }
  }

  /** Refused for good: the same bytes would be refused again. */
  record Rejected(StatusCode code, String message) implements Outcome {}

  /**
   * Whether nothing is left to do for the batch: taken, in full or but for what was refused for
   * good.
   */
  default boolean delivered() {
    return this instanceof Accepted || this instanceof PartlyRejected;
  }

  /**
   * What to tell a caller whose batch was changed before it was handed on: what remains of the
   * changed one is not what remains of the caller's, so all of that is to be sent again.
   */
  default Outcome withoutRemaining() {
    return this instanceof RetryAfter(StatusCode code, String message, Duration delay, Batch rest)
            && rest != null
        ? new RetryAfter(code, message, delay, null)
        : this;
  }
}
