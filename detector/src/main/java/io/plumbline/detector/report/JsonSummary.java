package io.plumbline.detector.report;

import io.plumbline.detector.explain.Severity;
import io.plumbline.detector.model.Drift;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What is in a report, in numbers, for programs. */
public final class JsonSummary {
  private JsonSummary() {}

  /** The summary. */
  public static ObjectNode of(Report report) {
    ObjectNode root = JsonMapper.shared().createObjectNode();
    Report.Header header = report.header();
    root.put("from", header.from().toString()).put("to", header.to().toString());
    root.put("window_seconds", header.windowSeconds()).put("windows", header.windows());
    root.put("verdict", report.verdict());
    root.put("services", report.services().size()).put("anomalies", report.oddWindows());
    ObjectNode incidents = root.putObject("incidents");
    Map<Severity, Long> counts = report.incidentsBySeverity();
    for (Severity severity : Severity.values()) {
      incidents.put(severity.id(), counts.getOrDefault(severity, 0L));
    }
    root.put(
        "drifted_features",
        report.drift().stream().filter(one -> one.psi() > Drift.FLAGGED).count());
    Detection detection = report.detection();
    if (detection != null) {
      write(root.putObject("detection"), detection);
    }
    return root;
  }

  private static void write(ObjectNode node, Detection detection) {
    node.put("faults", detection.results().size()).put("reported", detection.reported());
    node.put("right_service", detection.rightService());
    node.put("incidents", detection.incidents()).put("incidents_matched", detection.matched());
    put(node, "recall", detection.recall());
    put(node, "precision", detection.precision());
    Duration median = detection.medianDelay();
    put(node, "median_delay_seconds", median == null ? Double.NaN : median.toSeconds());
  }

  private static void put(ObjectNode node, String name, double value) {
    if (Double.isNaN(value)) {
      node.putNull(name);
    } else {
      node.put(name, value);
    }
  }
}
