package io.plumbline.detector.cli;

import io.plumbline.detector.features.WindowGrid;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which windows to read: their length and the stretch of time. */
final class RangeOptions {
  @Option(
      names = "--window",
      paramLabel = "LENGTH",
      defaultValue = "60s",
      description = "Length of a window, whole seconds (default: ${DEFAULT-VALUE})")
  private Duration window = Duration.ofSeconds(60);

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "Start, such as 2026-01-31T08:00:00Z")
  private @Nullable Instant from;

  @Option(names = "--to", paramLabel = "TIME", description = "End (default: now)")
  private @Nullable Instant to;

  @Option(
      names = "--last",
      paramLabel = "LENGTH",
      defaultValue = "24h",
      description = "How far back from the end, if no start is given (default: ${DEFAULT-VALUE})")
  private Duration last = Duration.ofHours(24);

  @Option(
      names = "--query-delay",
      paramLabel = "LENGTH",
      defaultValue = "10s",
      description =
          "How long after its end a window is final, since telemetry arrives late (default:"
              + " ${DEFAULT-VALUE})")
  private Duration queryDelay = Duration.ofSeconds(10);

  /** Final windows, whole ones: [from, to). */
  record Range(WindowGrid grid, Instant from, Instant to) {
    @Override
    public String toString() {
      return from + " to " + to;
    }
  }

  Duration queryDelay() {
    return queryDelay;
  }

  WindowGrid grid() throws CommandFailedException {
    try {
      return new WindowGrid(window);
    } catch (IllegalArgumentException e) {
      throw new CommandFailedException("--window: " + e.getMessage());
    }
  }

  Range range(Instant now) throws CommandFailedException {
    WindowGrid grid = grid();
    Instant latest = now.minus(queryDelay);
    Instant end = grid.floor(to == null || to.isAfter(latest) ? latest : to);
    Instant start = grid.ceiling(from == null ? end.minus(last) : from);
    if (!start.isBefore(end)) {
      throw new CommandFailedException(
          "There is no whole final window of "
              + grid.seconds()
              + " s from "
              + start
              + " to "
              + end);
    }
    return new Range(grid, start, end);
  }
}
