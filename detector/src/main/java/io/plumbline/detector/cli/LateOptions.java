package io.plumbline.detector.cli;

import io.plumbline.detector.features.WindowGrid;
import java.time.Duration;
import picocli.CommandLine.Option;

/** How long telemetry may be late. */
final class LateOptions {
  /** So that what is remembered of them stays one small document. */
  private static final int WINDOWS_MAX = 2_000;

  @Option(
      names = "--late-data",
      paramLabel = "LENGTH",
      defaultValue = "15m",
      description =
          "For how long after its end a window is scored again when more of its telemetry arrives;"
              + " 0s for never (default: ${DEFAULT-VALUE})")
  private Duration lateData = Duration.ofMinutes(15);

  Duration lateData(WindowGrid grid) throws CommandFailedException {
    Duration most = grid.length().multipliedBy(WINDOWS_MAX);
    if (lateData.isNegative() || lateData.compareTo(most) > 0) {
      throw new CommandFailedException(
          "--late-data must be at most "
              + WINDOWS_MAX
              + " windows, which is "
              + most.toSeconds()
              + "s: "
              + lateData.toSeconds()
              + "s");
    }
    return lateData;
  }
}
