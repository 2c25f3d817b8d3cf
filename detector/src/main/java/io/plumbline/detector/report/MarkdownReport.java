package io.plumbline.detector.report;

import io.plumbline.detector.features.Feature;
import io.plumbline.detector.incident.Impact;
import io.plumbline.detector.model.Drift;
import io.plumbline.detector.store.StoredIncident;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A report as Markdown (GitHub's): the same content, with series as a row of small bars. */
public final class MarkdownReport {
  private static final int SERVICES_MAX = 200;
  private static final int INCIDENTS_MAX = 50;
  private static final int DRIFT_MAX = 15;
  private static final int BARS = 48;

  private final Report report;
  private final StringBuilder out = new StringBuilder();

  private MarkdownReport(Report report) {
    this.report = report;
  }

  /** The text. */
  public static String of(Report report) {
    return new MarkdownReport(report).text();
  }

  private String text() {
    Report.Header header = report.header();
    paragraph("# " + Escaped.text(header.heading()));
    paragraph(
        "%s to %s UTC, %s of %d s%s."
            .formatted(
                Words.full(header.from()),
                Words.full(header.to()),
                Words.count(header.windows(), "window"),
                header.windowSeconds(),
                header.service() == null ? "" : ", service " + Escaped.text(header.service())));
    paragraph("**" + Escaped.text(report.verdict()) + "**");
    report.notes().forEach(note -> out.append("* ").append(Escaped.text(note)).append('\n'));
    out.append(report.notes().isEmpty() ? "" : "\n");
    if (!report.incidents().isEmpty()) {
      writeIncidents();
    }
    if (!report.services().isEmpty()) {
      writeServices();
    }
    if (report.logs() != null) {
      writeLogs(report.logs());
    }
    if (!report.drift().isEmpty()) {
      writeDrift();
    }
    if (report.detection() != null) {
      writeDetection(report.detection());
    }
    Report.Model model = report.model();
    if (model != null) {
      paragraph(
          "Expectations are those of model %s (version %d), trained on %s to %s UTC."
              .formatted(
                  Escaped.text(model.id()),
                  model.version(),
                  Words.full(model.from()),
                  Words.full(model.to())));
    }
    return out.append("Written ")
        .append(Words.full(header.created()))
        .append(" UTC by Plumbline.\n")
        .toString();
  }

  private void paragraph(String text) {
    out.append(text).append("\n\n");
  }

  /** A row of a table. The cells are Markdown already. */
  private void row(List<String> cells) {
    out.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }

  private void head(String... names) {
    row(List.of(names));
    out.append("|").append(" --- |".repeat(names.length)).append('\n');
  }

  private void writeIncidents() {
    paragraph("## Incidents");
    List<IncidentEntry> all = report.incidents();
    for (int i = 0; i < Math.min(INCIDENTS_MAX, all.size()); i++) {
      IncidentEntry incident = all.get(i);
      paragraph(
          "### %d. %s: %s (%d of 100)"
              .formatted(
                  i + 1,
                  Escaped.text(incident.service()),
                  incident.severity().id(),
                  Math.round(incident.score())));
      paragraph(
          "%s. Since %s UTC, %s, %s."
              .formatted(
                  Escaped.text(Words.capital(incident.reason())),
                  Words.full(incident.opened()),
                  incident.howLong(report.header().to()),
                  Words.count(incident.stored().windows(), "odd window")));
      Impact impact = incident.stored().impact();
      if (impact.requests() > 0) {
        paragraph(Words.impact(impact) + ".");
      }
      for (StoredIncident.Note clue : incident.stored().notes()) {
        String text = Escaped.text(clue.text()) + " (" + Escaped.text(clue.service()) + ")";
        out.append("* ").append(Words.clue(clue.kind())).append(": ").append(text).append('\n');
      }
      out.append(incident.stored().notes().isEmpty() ? "" : "\n");
      if (!incident.affected().isEmpty()) {
        paragraph("Also touched: " + Escaped.text(String.join(", ", incident.affected())) + ".");
      }
      paragraph("Traces: " + Escaped.code(incident.traceQuery()));
    }
    if (all.size() > INCIDENTS_MAX) {
      paragraph((all.size() - INCIDENTS_MAX) + " more are less severe.");
    }
  }

  private void writeServices() {
    paragraph("## Services");
    head("service", "windows", "odd", "worst score");
    for (ServiceReport one : report.services().stream().limit(SERVICES_MAX).toList()) {
      row(
          List.of(
              Escaped.text(one.name()),
              Words.number(one.windows()),
              Words.number(one.odd().size()),
              one.odd().isEmpty() ? "–" : Long.toString(Math.round(one.worst()))));
    }
    out.append('\n');
    for (ServiceReport one : report.services()) {
      if (!one.series().isEmpty()) {
        paragraph("### " + Escaped.text(one.name()));
        head("", "median", "peak", "over time");
        one.series().forEach(this::writeSeries);
        out.append('\n');
      }
    }
  }

  private void writeSeries(Series series) {
    Feature feature = series.feature();
    int peak = series.peak();
    row(
        List.of(
            feature.label(),
            feature.text(series.median()),
            peak < 0 ? "–" : feature.text(series.values()[peak]),
            SmallBars.of(series.values(), BARS)));
  }

  private void writeLogs(LogReport logs) {
    paragraph("## What the logs say");
    paragraph(
        "%s of errors and warnings; %s in the same time before."
            .formatted(Words.count(logs.lines(), "line"), Words.number(logs.linesBefore())));
    head("theme or template", "now", "before", "");
    for (LogReport.Theme theme : logs.themes()) {
      writeCounts("**" + Escaped.text(theme.label()) + "**", theme.counts());
      for (LogReport.Template template : theme.templates()) {
        writeCounts(Escaped.code(template.text()), template.counts());
      }
    }
    out.append('\n');
  }

  private void writeCounts(String what, LogReport.Counts counts) {
    row(
        List.of(
            what,
            Words.number(Math.round(counts.now())),
            Words.number(Math.round(counts.before())),
            counts.change()));
  }

  private void writeDrift() {
    paragraph("## Drift");
    head("service", "feature", "in training", "median now", "stability index");
    for (Report.FeatureDrift one : report.drift().stream().limit(DRIFT_MAX).toList()) {
      String index = String.format(Locale.ROOT, "%.2f", one.psi());
      row(
          List.of(
              Escaped.text(one.service()),
              one.feature(),
              one.typical(),
              one.now(),
              one.psi() > Drift.FLAGGED ? "**" + index + "**" : index));
    }
    out.append('\n');
  }

  private void writeDetection(Detection detection) {
    paragraph("## Detection");
    int faults = detection.results().size();
    paragraph(
        "Reported %d of %s, %d with the right service first; precision %s."
            .formatted(
                detection.reported(),
                Words.count(faults, "fault"),
                detection.rightService(),
                Sections.percent(detection.precision())));
    head("fault", "service", "began", "ended", "reported after", "blamed first");
    for (Detection.Result result : detection.results()) {
      Duration delay = result.delay();
      IncidentEntry incident = result.incident();
      Instant end = result.fault().end();
      List<String> cells = new ArrayList<>();
      cells.add(Escaped.text(result.fault().kind()));
      cells.add(Escaped.text(result.fault().service()));
      cells.add(Words.full(result.fault().start()));
      cells.add(end == null ? "still on" : Words.full(end));
      cells.add(delay == null ? "missed" : Words.length(delay));
      cells.add(incident == null ? "–" : Escaped.text(incident.service()));
      row(cells);
    }
    out.append('\n');
  }
}
