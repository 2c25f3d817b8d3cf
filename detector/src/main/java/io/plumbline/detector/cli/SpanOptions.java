package io.plumbline.detector.cli;

import io.plumbline.detector.features.WindowGrid;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** From when to when. */
final class SpanOptions {
  private static final Duration LAST = Duration.ofHours(24);

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "Start, such as 2026-01-31T08:00:00Z or 2026-01-31")
  private @Nullable Instant from;

  @Option(names = "--to", paramLabel = "TIME", description = "End (default: now)")
  private @Nullable Instant to;

  @Option(
      names = "--last",
      paramLabel = "LENGTH",
      description = "How far back from the end, if no start is given (default: 24h)")
  private @Nullable Duration last;

  /** The first of the options that is given; null for none. */
  @Nullable String given() {
    return from != null ? "--from" : to != null ? "--to" : last != null ? "--last" : null;
  }

  boolean hasTwoStarts() {
    return from != null && last != null;
  }

  /**
   * The final windows of what was asked for.
   *
   * @param latest when the last final window ends at the latest
   */
  RangeOptions.Range range(WindowGrid grid, Instant latest) throws CommandFailedException {
    Instant end = to == null || to.isAfter(latest) ? latest : to;
    Instant start = from == null ? grid.floor(end).minus(last == null ? LAST : last) : from;
    return RangeOptions.Range.within(grid, start, end, latest);
  }
}
