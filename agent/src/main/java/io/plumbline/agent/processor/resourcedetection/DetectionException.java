package io.plumbline.agent.processor.resourcedetection;

/** A detector could not tell; the message says why. */
final class DetectionException extends Exception {
  private static final long serialVersionUID = 1L;

  DetectionException(String message) {
    super(message);
  }

  DetectionException(String message, Throwable cause) {
    super(message, cause);
  }
}
