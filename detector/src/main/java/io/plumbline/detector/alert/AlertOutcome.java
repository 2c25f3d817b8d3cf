package io.plumbline.detector.alert;

import java.util.Locale;

/** What became of a message at a receiver. Every message has exactly one outcome for each. */
public enum AlertOutcome {
  /** Told, by itself or in a digest. */
  DELIVERED,
  /** Told before, or waiting to be. */
  DUPLICATE,
  /** Not worth telling: below the receiver's severity, in a cooldown, or the end of such a one. */
  SUPPRESSED,
  /** Dropped, since too many were waiting. */
  OVERFLOWED,
  /** The receiver will never take it. */
  REFUSED,
  /** The receiver did not take it for as long as was tried. */
  FAILED,
  /** Still waiting when the dispatcher closed, or offered after that. */
  ABANDONED;

  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
