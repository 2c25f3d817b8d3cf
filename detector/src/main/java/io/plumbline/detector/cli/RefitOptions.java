package io.plumbline.detector.cli;

import io.plumbline.elk.ElasticsearchConnection;
import java.time.Duration;
import java.time.InstantSource;
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

  /** Trains again beside a monitor, until closed. */
  Background start(
      ElasticsearchConnection connection,
      InstantSource clock,
      Duration queryDelay,
      Reporting reporting) {
    return every.isZero()
        ? Background.NONE
        : Background.start(
            "refit",
            new Refitting(connection, clock, this, queryDelay, reporting.drift(), reporting));
  }

  Duration every() {
    return every;
  }

  Duration history() {
    return history;
  }
}
