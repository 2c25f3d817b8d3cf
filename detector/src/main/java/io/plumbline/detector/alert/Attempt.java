package io.plumbline.detector.alert;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How one attempt to tell something went. */
sealed interface Attempt {
  record Delivered() implements Attempt {}

  /**
   * It may work another time.
   *
   * @param after how long the receiver asks to be left alone; null when it does not say
   */
  record TryLater(String reason, @Nullable Duration after) implements Attempt {}

  /** It never will. */
  record Refused(String reason) implements Attempt {}
}
