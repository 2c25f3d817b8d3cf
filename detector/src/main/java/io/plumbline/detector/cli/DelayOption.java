package io.plumbline.detector.cli;

import java.time.Duration;
import picocli.CommandLine.Option;

/** When a window is final. */
final class DelayOption {
  @Option(
      names = "--query-delay",
      paramLabel = "LENGTH",
      defaultValue = "10s",
      description =
          "How long after its end a window is final, since telemetry arrives late (default:"
              + " ${DEFAULT-VALUE})")
  private Duration length = Duration.ofSeconds(10);

  Duration length() {
    return length;
  }
}
