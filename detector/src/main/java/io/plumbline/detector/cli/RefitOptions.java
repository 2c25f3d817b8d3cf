package io.plumbline.detector.cli;

import java.time.Duration;
import picocli.CommandLine.Option;

/** When a monitor trains again. */
final class RefitOptions {
  @Option(
      names = "--refit",
      paramLabel = "LENGTH",
      defaultValue = "24h",
      description =
          "Train again when the model is that old, or sooner when too much is odd; 0s for never"
              + " (default: ${DEFAULT-VALUE})")
  private Duration every = Duration.ofHours(24);

  @Option(
      names = "--refit-history",
      paramLabel = "LENGTH",
      defaultValue = "14d",
      description = "How much of the past to train on then (default: ${DEFAULT-VALUE})")
  private Duration history = Duration.ofDays(14);

  boolean isOn() {
    return !every.isZero();
  }

  Duration every() {
    return every;
  }

  Duration history() {
    return history;
  }
}
