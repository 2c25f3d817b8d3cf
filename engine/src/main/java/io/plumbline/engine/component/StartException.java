package io.plumbline.engine.component;

/**
 * A component can't do its work; the message says what failed and what a person can do about it.
 */
public final class StartException extends Exception {
  private static final long serialVersionUID = 1L;

  public StartException(String message) {
    super(message);
  }

  public StartException(String message, Throwable cause) {
    super(message, cause);
  }
}
