package io.plumbline.detector.report;

import io.plumbline.detector.explain.Severity;
import io.plumbline.detector.features.Feature;
import io.plumbline.detector.incident.Impact;
import io.plumbline.detector.store.StoredIncident;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Reports and their parts, made up for tests. */
final class Reports {
  static final Instant START = Instant.parse("2026-05-04T10:00:00Z");
  static final Report.Header HOUR = header(60);

  /** What nobody should call a service or write into a log. */
  static final String HOSTILE =
      "</svg><script>alert(1)</script>\"'&| `x` [a](javascript:b) \u0000\u202e\ud800\n# h";

  private Reports() {}

  static Report.Header header(int windows) {
    Instant end = START.plus(Duration.ofMinutes(windows));
    return new Report.Header("Report", START, end, 60, windows, end, null);
  }

  static Instant minute(int minute) {
    return START.plusSeconds(60L * minute);
  }

  static Series series(Feature feature, double... values) {
    double[] missing = new double[values.length];
    Arrays.fill(missing, Double.NaN);
    return new Series(feature, START, 60, values, missing, missing);
  }

  static OddWindow odd(String service, int minute, double score, @Nullable String incident) {
    return new OddWindow(
        service,
        minute(minute),
        minute(minute + 1),
        score,
        score / 10,
        1,
        service + " is slow",
        incident,
        List.of(new OddWindow.Evidence("latency_p95", 840, 12, 18, 0.6)),
        List.of(service + " broke a rule"));
  }

  static IncidentEntry incident(String id, String service, int opened, int updated, double score) {
    StoredIncident stored =
        new StoredIncident(
            id,
            false,
            minute(opened),
            minute(updated),
            minute(updated + 5),
            Severity.of(score).id(),
            score,
            updated - opened,
            60,
            List.of(service, "frontend"),
            service,
            "self time 840 ms, typically 12–18 ms",
            service + " is the likely cause",
            Map.of(service, 31.0),
            List.of(
                new StoredIncident.Note("deployment", service, "" + minute(opened), service),
                new StoredIncident.Note("later_kind", service, service, service)),
            new Impact(1200, 37, 0.04),
            new StoredIncident.Acknowledgement(service, minute(updated)));
    return new IncidentEntry(
        stored,
        Map.of(service, service + " is slow"),
        List.of("latency_p95"),
        minute(opened + 1),
        odd(service, opened, score, id));
  }

  static Fault fault(String kind, String service, int start, int end) {
    return new Fault(kind, kind, service, minute(start), minute(end));
  }

  /** A report with something in every section, in which every name is this one. */
  static Report full(String name) {
    double[] values = IntStream.range(0, 60).mapToDouble(i -> i == 30 ? 840 : 15 + i % 3).toArray();
    List<IncidentEntry> incidents = List.of(incident(name, name, 30, 32, 88));
    return new Report(
        HOUR,
        List.of("A note about " + name + "."),
        new Report.Model("m1", 3, START.minusSeconds(3600), START),
        List.of(
            new ServiceReport(
                name,
                60,
                List.of(odd(name, 30, 88, name), odd(name, 31, 40, name)),
                List.of(series(Feature.LATENCY_P95, values)),
                true)),
        true,
        incidents,
        logs(name),
        List.of(new Report.FeatureDrift(name, "latency p95", 0.4, "12–18 ms", "16 ms")),
        Detection.of(List.of(fault(name, name, 29, 33)), incidents, HOUR));
  }

  private static LogReport logs(String name) {
    LogReport.Counts counts = new LogReport.Counts(80, 2);
    return new LogReport(
        80,
        2,
        82,
        List.of(
            new LogReport.Theme(
                name,
                counts,
                List.of(0.0, 80.0),
                List.of(new LogReport.Template(name, counts, List.of(name))))));
  }

  /** A service of which nothing was found. */
  static Report calm(boolean judged) {
    ServiceReport service = new ServiceReport("shop", 60, List.of(), List.of(), true);
    return new Report(
        HOUR, List.of(), null, List.of(service), judged, List.of(), null, List.of(), null);
  }

  static Report empty() {
    return new Report(HOUR, List.of(), null, List.of(), true, List.of(), null, List.of(), null);
  }
}
