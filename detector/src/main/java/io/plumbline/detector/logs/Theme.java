package io.plumbline.detector.logs;

import java.util.List;

/**
 * Templates that speak of the same thing.
 *
 * @param label its foremost words, for people
 * @param templates ids, the template nearest to the theme's middle first
 */
public record Theme(String label, List<String> templates) {
  public Theme {
    templates = List.copyOf(templates);
  }
}
