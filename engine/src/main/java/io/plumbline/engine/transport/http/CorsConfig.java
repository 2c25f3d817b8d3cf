package io.plumbline.engine.transport.http;

import io.plumbline.engine.config.ConfigSection;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which pages of other origins may send requests from a browser.
 *
 * @param allowedOrigins with {@code *} for any characters
 * @param allowedHeaders request headers beyond those that are always allowed; {@code *} for all
 * @param exposedHeaders response headers that scripts may read
 * @param maxAge how long browsers may remember the answer; zero says nothing about it
 */
public record CorsConfig(
    List<String> allowedOrigins,
    List<String> allowedHeaders,
    List<String> exposedHeaders,
    Duration maxAge) {

  public CorsConfig {
    allowedOrigins = List.copyOf(allowedOrigins);
    allowedHeaders = List.copyOf(allowedHeaders);
    exposedHeaders = List.copyOf(exposedHeaders);
  }

  /** Reads the block, or gives null when it is not written. */
  static @Nullable CorsConfig read(ConfigSection parent, String key) {
    ConfigSection section = parent.optionalSection(key);
    if (section == null) {
      return null;
    }
    CorsConfig config =
        new CorsConfig(
            section.strings("allowed_origins", List.of()),
            section.strings("allowed_headers", List.of()),
            section.strings("exposed_headers", List.of()),
            Duration.ofSeconds(section.integer("max_age", 0, 0, Integer.MAX_VALUE)));
    section.rejectUnknownKeys();
    return config;
  }
}
