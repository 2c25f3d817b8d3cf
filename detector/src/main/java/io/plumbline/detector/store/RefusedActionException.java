package io.plumbline.detector.store;

/** What a person wants to do about an incident cannot be done; the message says why. */
public final class RefusedActionException extends Exception {
  private static final long serialVersionUID = 1;

  private final Reason reason;

  /** Why not. */
  public enum Reason {
    /** There is no such incident. */
    UNKNOWN,
    /** Several incidents are meant. */
    AMBIGUOUS,
    /** It is over. */
    CLOSED
  }

  RefusedActionException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
