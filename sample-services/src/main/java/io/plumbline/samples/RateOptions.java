package io.plumbline.samples;

import io.plumbline.samples.load.DailyShape;
import java.time.Duration;
import picocli.CommandLine.Option;

/** How much load, and how it follows the time of day: for load and history alike. */
final class RateOptions {
  @Option(
      names = "--rate",
      paramLabel = "R",
      defaultValue = "10",
      description = "Requests per second, averaged over a day (default: ${DEFAULT-VALUE}).")
  private double rate = 10;

  @Option(
      names = "--day",
      paramLabel = "D",
      defaultValue = "24m",
      description =
          "How long a day with its quiet and busy hours lasts (default: ${DEFAULT-VALUE}).")
  private Duration day = Duration.ofMinutes(24);

  @Option(
      names = "--swing",
      paramLabel = "F",
      defaultValue = "1",
      description =
          "How much busy and quiet hours differ: 1 as on a usual day, 0 not at all (default:"
              + " ${DEFAULT-VALUE}).")
  private double swing = 1;

  double ratePerSecond() {
    return rate;
  }

  DailyShape shape() {
    return new DailyShape(day, swing);
  }
}
