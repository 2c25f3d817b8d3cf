package io.plumbline.engine.config;

/**
 * Something wrong in a configuration.
 *
 * @param path keys from the root, joined by {@code ::}; "" for the configuration as a whole
 * @param message what was expected and what was found
 * @param kind at which step it was found
 */
public record ConfigProblem(String path, String message, Kind kind) {

  /** The Collector reports the two under different headings. */
  public enum Kind {
    /** The text does not fit the keys and types. */
    DECODING,
    /** The text was understood and asks for what can't be. */
    VALIDATION
  }

  /** A problem of validation. */
  public ConfigProblem(String path, String message) {
    this(path, message, Kind.VALIDATION);
  }

  @Override
  public String toString() {
    return path.isEmpty() ? message : path + ": " + message;
  }
}
