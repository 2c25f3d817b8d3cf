package io.plumbline.engine.config;

/**
 * Something wrong in a configuration.
 *
 * @param path keys from the root, joined by {@code ::}
 * @param message what was expected and what was found
 */
public record ConfigProblem(String path, String message) {
  @Override
  public String toString() {
    return path + ": " + message;
  }
}
