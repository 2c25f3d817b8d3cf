package io.plumbline.engine.queue;

import io.plumbline.engine.config.ConfigSection;
import java.time.Duration;

/**
 * The block {@code retry_on_failure}: how long to wait between attempts and when to give up.
 *
 * @param maxElapsedTime from the first attempt; zero means no end
 */
public record RetryConfig(
    boolean enabled,
    Duration initialInterval,
    double randomizationFactor,
    double multiplier,
    Duration maxInterval,
    Duration maxElapsedTime) {

  public static final RetryConfig DEFAULT =
      new RetryConfig(
          true, Duration.ofSeconds(5), 0.5, 1.5, Duration.ofSeconds(30), Duration.ofMinutes(5));

  /** For exporters that retry inside, or not at all. */
  public static final RetryConfig OFF =
      new RetryConfig(false, Duration.ZERO, 0, 1, Duration.ZERO, Duration.ZERO);

  /** Reads the block of an exporter's section, whatever is not written from {@code defaults}. */
  public static RetryConfig read(ConfigSection exporter, RetryConfig defaults) {
    if (!exporter.has("retry_on_failure")) {
      return defaults;
    }
    ConfigSection section = exporter.section("retry_on_failure");
    RetryConfig config =
        new RetryConfig(
            section.bool("enabled", true),
            section.duration("initial_interval", defaults.initialInterval),
            section.number("randomization_factor", defaults.randomizationFactor),
            section.number("multiplier", defaults.multiplier),
            section.duration("max_interval", defaults.maxInterval),
            section.duration("max_elapsed_time", defaults.maxElapsedTime));
    config.check(section);
    section.rejectUnknownKeys();
    return config;
  }

  private void check(ConfigSection section) {
    if (initialInterval.isNegative()) {
      section.problem("'initial_interval' must be non-negative");
    }
    if (!(randomizationFactor >= 0 && randomizationFactor <= 1)) {
      section.problem("'randomization_factor' must be within [0, 1]");
    }
    if (!(multiplier >= 0)) {
      section.problem("'multiplier' must be non-negative");
    }
    if (maxInterval.isNegative()) {
      section.problem("'max_interval' must be non-negative");
    }
    if (maxElapsedTime.isNegative()) {
      section.problem("'max_elapsed_time' must be non-negative");
    }
    if (maxElapsedTime.isPositive() && maxElapsedTime.compareTo(initialInterval) < 0) {
      section.problem("'max_elapsed_time' must not be less than 'initial_interval'");
    }
    if (maxElapsedTime.isPositive() && maxElapsedTime.compareTo(maxInterval) < 0) {
      section.problem("'max_elapsed_time' must not be less than 'max_interval'");
    }
  }
}
