package io.plumbline.detector.config;

/**
 * Something wrong in a configuration.
 *
 * @param path keys from the root, as in {@code alerts.receivers[0].url}
 * @param message what was expected and what was found
 */
public record ConfigProblem(String path, String message) {
  @Override
  public String toString() {
    return path + ": " + message;
  }
}
