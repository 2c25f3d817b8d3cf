package io.plumbline.detector.cli;

/** A command cannot do what was asked; the message says why and what to do. */
final class CommandFailedException extends Exception {
  private static final long serialVersionUID = 1;

  CommandFailedException(String message) {
    super(message);
  }
}
