package io.plumbline.detector.store;

/** A stored model is missing, damaged or of another version; the message says what to do. */
public final class UnusableModelException extends Exception {
  private static final long serialVersionUID = 1;

  UnusableModelException(String message) {
    super(message);
  }

  UnusableModelException(String message, Throwable cause) {
    super(message, cause);
  }
}
