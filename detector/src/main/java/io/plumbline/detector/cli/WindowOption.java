package io.plumbline.detector.cli;

import io.plumbline.detector.features.WindowGrid;
import java.time.Duration;
import picocli.CommandLine.Option;

/** How long windows are. */
final class WindowOption {
  @Option(
      names = "--window",
      paramLabel = "LENGTH",
      defaultValue = "60s",
      description =
          "Length of a window, whole seconds; the same for training, monitor and web page (default:"
              + " ${DEFAULT-VALUE})")
  private Duration length = Duration.ofSeconds(60);

  WindowGrid grid() throws CommandFailedException {
    return grid(length);
  }

  static WindowGrid grid(Duration length) throws CommandFailedException {
    try {
      return new WindowGrid(length);
    } catch (IllegalArgumentException e) {
      throw new CommandFailedException("--window: " + e.getMessage());
    }
  }
}
