package io.plumbline.detector.cli;

import io.plumbline.detector.features.FeatureRow;
import io.plumbline.detector.features.FeatureSearch;
import io.plumbline.detector.features.FeatureTable;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Reads the rows of a long range part by part, with a progress bar. */
final class RowReader {
  /** Windows of one search round, which Elasticsearch answers within seconds. */
  private static final long WINDOWS_PER_PART = 720;

  private RowReader() {}

  /**
   * The rows of a range, ordered by window, then service.
   *
   * @throws CommandFailedException when there is none
   */
  static List<FeatureRow> read(FeatureSearch search, RangeOptions.Range range, Console console)
      throws IOException, CommandFailedException {
    List<FeatureRow> rows = readAny(search, range, console, "Collecting windows");
    if (rows.isEmpty()) {
      throw nothing(range);
    }
    return rows;
  }

  static CommandFailedException nothing(RangeOptions.Range range) {
    return new CommandFailedException(
        "There is no telemetry of any service from " + range + ": is anything sent there?");
  }

  /** The same, or an empty list when there is none. */
  static List<FeatureRow> readAny(
      FeatureSearch search, RangeOptions.Range range, Console console, String task)
      throws IOException {
    Duration part = range.grid().length().multipliedBy(WINDOWS_PER_PART);
    long windows = Duration.between(range.from(), range.to()).dividedBy(range.grid().length());
    FeatureTable table = search.table();
    try (Console.Progress progress = console.progress(task, windows)) {
      for (Instant start = range.from(); start.isBefore(range.to()); start = start.plus(part)) {
        Instant end = start.plus(part).isBefore(range.to()) ? start.plus(part) : range.to();
        search.addTo(table, start, end);
        progress.advance(Duration.between(start, end).dividedBy(range.grid().length()));
      }
    }
    return table.rows(range.from(), range.to(), Set.of());
  }
}
