package io.plumbline.detector.score;

import io.plumbline.detector.explain.FeaturePart;
import io.plumbline.detector.explain.ScoredWindow;
import io.plumbline.detector.features.Feature;
import io.plumbline.detector.features.FeatureRow;
import io.plumbline.detector.features.Window;
import io.plumbline.detector.model.WindowReader;
import io.plumbline.detector.score.CsvLines.Line;
import io.plumbline.detector.training.TrainedModel;
import io.plumbline.detector.training.TrainedModel.TrainedService;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** Scores windows of services, as {@code detector collect} writes them, by a trained model. */
public final class WindowScorer {
  private static final List<String> KEYS = List.of("window_start", "window_seconds", "service");

  private final TrainedModel model;
  private final Map<String, WindowReader> readers = new HashMap<>();
  private final Map<String, Instant> last = new HashMap<>();
  private final SortedSet<String> unknown = new TreeSet<>();

  public WindowScorer(TrainedModel model) {
    this.model = model;
  }

  /** Whether a file has windows of services. */
  public static boolean takes(CsvLines lines) {
    return lines.header().size() > KEYS.size()
        && lines.header().subList(0, KEYS.size()).equals(KEYS);
  }

  /**
   * Scores the rows of a file.
   *
   * @return how many were scored
   */
  public long score(CsvLines lines, ScoreSink sink) throws IOException {
    int[] places = new int[Feature.all().size()];
    for (Feature feature : Feature.all()) {
      places[feature.column()] = lines.column(feature.id());
    }
    long count = 0;
    for (Line line = lines.next(); line != null; line = lines.next()) {
      FeatureRow row = row(lines, line, places);
      TrainedService service = model.services().get(row.service());
      if (service == null) {
        unknown.add(row.service());
        continue;
      }
      WindowReader reader = readers.computeIfAbsent(row.service(), _ -> service.model().reader());
      sink.accept(scored(line, ScoredWindow.of(row, service.model(), reader)));
      count++;
    }
    if (count == 0 && unknown.isEmpty()) {
      throw lines.problem(1, "no rows to score");
    }
    return count;
  }

  /** Services that were left out since the model does not know them. */
  public SortedSet<String> unknown() {
    return unknown;
  }

  private FeatureRow row(CsvLines lines, Line line, int[] places) throws BadInputException {
    String service = line.fields().get(2);
    Instant start;
    try {
      start = Instant.parse(line.fields().getFirst().strip());
    } catch (DateTimeException _) {
      throw lines.problem(
          line.number(), "column window_start: expected a time like 2026-01-31T08:00:00Z");
    }
    double seconds = Columns.number(lines, line, 1);
    if (seconds != model.grid().seconds()) {
      throw lines.problem(
          line.number(),
          "a window of %s s, those of the model are %d s"
              .formatted(line.fields().get(1), model.grid().seconds()));
    }
    Instant before = last.put(service, start);
    if (before != null && !start.isAfter(before)) {
      throw lines.problem(
          line.number(), "the window of " + service + " is not later than the one before");
    }
    double[] values = new double[places.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = Columns.number(lines, line, places[i]);
    }
    return new FeatureRow(service, new Window(start, model.grid().length()), values);
  }

  private static ScoredRow scored(Line line, ScoredWindow window) {
    List<ScoredRow.Part> parts = window.top().stream().map(WindowScorer::part).toList();
    return new ScoredRow(
        line.number(),
        window.window().start().toString(),
        window.service(),
        window.surprise(),
        window.score(),
        parts);
  }

  private static ScoredRow.Part part(FeaturePart part) {
    return new ScoredRow.Part(
        part.feature().id(),
        part.actual(),
        part.typical().median(),
        part.deviation(),
        part.contribution());
  }
}
