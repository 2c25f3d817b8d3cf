package io.plumbline.detector.cli;

import io.plumbline.detector.explain.Severity;
import io.plumbline.detector.score.ScoreSink;
import io.plumbline.detector.score.ScoredRow;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes scores as CSV or JSON lines. */
final class ScoreWriter implements ScoreSink {
  /** How often is looked whether somebody still reads. */
  private static final int CHECKED_EVERY = 1_000;

  private static final JsonMapper JSON = JsonMapper.shared();

  private final PrintWriter out;
  private final boolean json;
  private final boolean timed;
  private final boolean services;
  private long count;

  /**
   * A writer of rows.
   *
   * @param timed whether rows have a time
   * @param services whether rows have a service
   */
  ScoreWriter(PrintWriter out, boolean json, boolean timed, boolean services) {
    this.out = out;
    this.json = json;
    this.timed = timed;
    this.services = services;
  }

  @Override
  public void accept(ScoredRow row) throws IOException {
    if (count == 0 && !json) {
      out.println(
          "line,score,surprise,severity"
              + (timed ? ",time" : "")
              + (services ? ",service" : "")
              + ",top_features");
    }
    if (json) {
      out.println(toJson(row));
    } else {
      out.println(toCsv(row));
    }
    if (++count % CHECKED_EVERY == 0) {
      requireReader();
    }
  }

  /** Makes sure that all has been written. */
  void finish() throws IOException {
    requireReader();
  }

  private void requireReader() throws IOException {
    if (out.checkError()) {
      throw new IOException("Could not write all scores");
    }
  }

  private String toCsv(ScoredRow row) {
    String top =
        row.parts().stream()
            .filter(part -> part.contribution() > 0)
            .map(ScoredRow.Part::name)
            .collect(Collectors.joining(";"));
    return String.format(
            Locale.ROOT,
            "%d,%.2f,%.4f,%s",
            row.line(),
            row.score(),
            row.surprise(),
            Severity.of(row.score()).id())
        + (timed ? "," + RowWriter.quoted(row.time()) : "")
        + (services ? "," + RowWriter.quoted(row.service()) : "")
        + ","
        + RowWriter.quoted(top);
  }

  private ObjectNode toJson(ScoredRow row) {
    ObjectNode node = JSON.createObjectNode().put("line", row.line());
    if (timed) {
      node.put("time", row.time());
    }
    if (services) {
      node.put("service", row.service());
    }
    node.put("score", row.score()).put("surprise", row.surprise());
    node.put("severity", Severity.of(row.score()).id());
    ArrayNode features = node.putArray("features");
    for (ScoredRow.Part part : row.parts()) {
      ObjectNode feature = features.addObject().put("name", part.name());
      put(feature, "actual", part.actual());
      put(feature, "typical", part.typical());
      put(feature, "deviation", part.deviation());
      put(feature, "contribution", part.contribution());
    }
    return node;
  }

  private static void put(ObjectNode node, String name, double value) {
    if (Double.isFinite(value)) {
      node.put(name, value);
    } else {
      node.putNull(name);
    }
  }
}
