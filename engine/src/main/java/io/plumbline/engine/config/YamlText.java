package io.plumbline.engine.config;

import org.jspecify.annotations.Nullable;

/**
 * A text and what YAML makes of it; a text that is not YAML stands for itself.
 *
 * @param value the text itself when YAML makes a string of it, quotes and all, as the Collector
 *     does
 */
record YamlText(@Nullable Object value, String text) {

  static YamlText of(String text) {
    try {
      Object value = YamlDocument.parse("", text).value();
      return new YamlText(value instanceof String ? text : value, text);
    } catch (ConfigException _) {
      // Not an error: a password such as "a: b: c" is meant as it stands.
      return new YamlText(text, text);
    }
  }
}
