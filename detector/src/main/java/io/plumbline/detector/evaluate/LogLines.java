package io.plumbline.detector.evaluate;

import io.plumbline.detector.logs.Drain;
import io.plumbline.detector.logs.GroupingAccuracy;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Log lines of known templates, as loghub has them: columns Content and EventId. */
final class LogLines {
  static final String FORMAT = "logs";

  private LogLines() {}

  static boolean takes(Table table) {
    return table.header().contains("Content") && table.header().contains("EventId");
  }

  static Result evaluate(String name, Table table) throws IOException {
    int content = table.column("Content");
    int eventId = table.column("EventId");
    Drain drain = new Drain(Drain.Config.DEFAULT);
    List<String> found = new ArrayList<>();
    List<String> labels = new ArrayList<>();
    for (List<String> row : table.rows()) {
      found.add(drain.add(row.get(content), Instant.EPOCH));
      labels.add(row.get(eventId));
    }
    List<String> templates = found.stream().map(drain::resolve).toList();
    return new Result(
        FORMAT, name, Map.of("grouping_accuracy", GroupingAccuracy.of(templates, labels)));
  }
}
