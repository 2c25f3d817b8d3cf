package io.plumbline.engine.transport;

import java.io.IOException;

/** A body is longer than the limit; the message is the one that Go's HTTP server gives. */
public final class BodyTooLargeException extends IOException {
  private static final long serialVersionUID = 1L;

  public static final String MESSAGE = "http: request body too large";

  BodyTooLargeException() {
    super(MESSAGE);
  }
}
