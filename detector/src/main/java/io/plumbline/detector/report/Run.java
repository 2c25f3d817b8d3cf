package io.plumbline.detector.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Odd windows of a service that follow each other. */
record Run(Instant start, Instant end, int windows, double worst) {
  /** The runs of windows that are in time order. */
  static List<Run> of(List<OddWindow> odd) {
    List<Run> runs = new ArrayList<>();
    for (OddWindow window : odd) {
      Run last = runs.isEmpty() ? null : runs.getLast();
      if (last != null && !window.start().isAfter(last.end)) {
        Instant end = window.end().isAfter(last.end) ? window.end() : last.end;
        double worst = Math.max(last.worst, window.score());
        runs.set(runs.size() - 1, new Run(last.start, end, last.windows + 1, worst));
      } else {
        runs.add(new Run(window.start(), window.end(), 1, window.score()));
      }
    }
    return runs;
  }

  String title() {
    return "%s to %s: %s, score up to %d"
        .formatted(
            Words.time(start),
            Words.clock(end),
            Words.count(windows, "odd window"),
            Math.round(worst));
  }
}
