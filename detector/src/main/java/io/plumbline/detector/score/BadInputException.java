package io.plumbline.detector.score;

import java.io.IOException;

/** A line of input cannot be used; the message begins with the file and the line. */
public final class BadInputException extends IOException {
  private static final long serialVersionUID = 1;

  BadInputException(String name, long line, String message) {
    super(name + ":" + line + ": " + message);
  }
}
