package io.plumbline.detector.cli;

import io.plumbline.detector.features.WindowGrid;
import java.time.Duration;
import java.time.Instant;
import picocli.CommandLine.Mixin;

/** Which windows to read: their length and the stretch of time. */
final class RangeOptions {
  @Mixin private final WindowOption window = new WindowOption();
  @Mixin private final SpanOptions span = new SpanOptions();
  @Mixin private final DelayOption delay = new DelayOption();

  /** Final windows, whole ones: [from, to). */
  record Range(WindowGrid grid, Instant from, Instant to) {
    /** The whole windows of a stretch of time that are final. */
    static Range within(WindowGrid grid, Instant from, Instant to, Instant latest)
        throws CommandFailedException {
      Instant start = grid.ceiling(from);
      Instant end = grid.floor(to.isAfter(latest) ? latest : to);
      if (!start.isBefore(end)) {
        throw new CommandFailedException(
            "There is no whole final window of %d s from %s to %s"
                .formatted(grid.seconds(), start, end));
      }
      return new Range(grid, start, end);
    }

    @Override
    public String toString() {
      return from + " to " + to;
    }
  }

  Duration queryDelay() {
    return delay.length();
  }

  Range range(Instant now) throws CommandFailedException {
    return span.range(window.grid(), now.minus(delay.length()));
  }
}
