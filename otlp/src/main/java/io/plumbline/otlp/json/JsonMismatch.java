package io.plumbline.otlp.json;

/**
 * A JSON value is not what its field holds; the message says what was expected and what was there.
 */
final class JsonMismatch extends Exception {
  private static final long serialVersionUID = 1L;

  private final String what;

  JsonMismatch(String message) {
    // Thrown for what senders do wrong, so without the cost of a stack trace.
    super(message, null, false, false);
    what = message;
  }

  /** What was expected and what was there. */
  String what() {
    return what;
  }
}
