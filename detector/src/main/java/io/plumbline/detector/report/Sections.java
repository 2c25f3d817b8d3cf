package io.plumbline.detector.report;

import io.plumbline.detector.model.Drift;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The sections after the services: logs, drift, and what was found of what was broken. */
final class Sections {
  private static final int DRIFT_ROWS_MIN = 5;
  private static final int DRIFT_ROWS_MAX = 20;

  /** Below that nothing has changed. */
  private static final double PSI_MOVED = 0.1;

  /** A PSI whose bar is full. */
  private static final double PSI_FULL = 1;

  private final Markup out;
  private final Report report;

  private Sections(Markup out, Report report) {
    this.out = out;
    this.report = report;
  }

  /** Adds those sections that there is something for. */
  static void write(Markup out, Report report) {
    Sections sections = new Sections(out, report);
    if (report.logs() != null) {
      sections.writeLogs(report.logs());
    }
    if (!report.drift().isEmpty()) {
      sections.writeDrift();
    }
    if (report.detection() != null) {
      sections.writeDetection(report.detection());
    }
  }

  private void head(String... names) {
    out.open("thead").open("tr");
    for (String name : names) {
      boolean number = name.startsWith("#");
      out.element("th", number ? name.substring(1) : name, "class", number ? "n" : "");
    }
    out.close().close();
  }

  private void writeLogs(LogReport logs) {
    long all = logs.lines() + logs.linesBefore();
    String sampled =
        logs.sampled() < all
            ? " Counts are estimates from a sample of %s of them."
                .formatted(Words.number(logs.sampled()))
            : "";
    out.section(
        "logs",
        "What the logs say",
        "%s of errors and warnings; %s in the same time before. What grew most first.%s"
            .formatted(
                Words.count(logs.lines(), "line"), Words.number(logs.linesBefore()), sampled));
    for (LogReport.Theme theme : logs.themes()) {
      out.open("article", "class", "panel theme").open("header");
      out.element("h3", theme.label());
      out.element("span", theme.counts().change(), "class", "change");
      out.element("span", counts(theme.counts()), "class", "quiet");
      Columns.write(out, theme.histogram());
      out.close().open("table").open("tbody");
      for (LogReport.Template template : theme.templates()) {
        out.open("tr").open("td").element("code", template.text());
        out.element("small", String.join(", ", template.services())).close();
        out.element("td", counts(template.counts()), "class", "n");
        out.element("td", template.counts().change(), "class", "n change").close();
      }
      out.close().close().close();
    }
    out.close();
  }

  private static String counts(LogReport.Counts counts) {
    return "%s, before %s"
        .formatted(
            Words.number(Math.round(counts.now())), Words.number(Math.round(counts.before())));
  }

  private void writeDrift() {
    List<Report.FeatureDrift> drift = report.drift();
    long flagged = drift.stream().filter(one -> one.psi() > Drift.FLAGGED).count();
    String verdict =
        flagged == 0
            ? "No feature has drifted away from the training."
            : "%d of %d features have drifted away from the training: a new one may be due."
                .formatted(flagged, drift.size());
    out.section(
        "drift",
        "Drift",
        verdict + " Population stability index: below 0.1 is no change, above 0.25 is drift.");
    out.open("div", "class", "panel scroll").open("table");
    head("service", "feature", "in training", "median now", "#index", "");
    out.open("tbody");
    long moved = drift.stream().filter(one -> one.psi() >= PSI_MOVED).count();
    long shown = Math.clamp(moved, Math.min(DRIFT_ROWS_MIN, drift.size()), DRIFT_ROWS_MAX);
    drift.stream().limit(shown).forEach(this::writeDrift);
    out.close().close();
    if (drift.size() > shown) {
      String rest = "The other " + (drift.size() - shown) + " have moved less.";
      out.element("p", rest, "class", "quiet");
    }
    out.close().close();
  }

  private void writeDrift(Report.FeatureDrift one) {
    boolean drifted = one.psi() > Drift.FLAGGED;
    out.open("tr", "class", drifted ? "drifted" : "");
    out.element("th", one.service(), "scope", "row").element("td", one.feature());
    out.element("td", one.typical(), "class", "quiet").element("td", one.now());
    out.element("td", String.format(Locale.ROOT, "%.2f", one.psi()), "class", "n");
    String width =
        String.format(Locale.ROOT, "width:%.0f%%", 100 * Math.min(1, one.psi() / PSI_FULL));
    out.open("td").open("span", "class", "bar").element("i", "", "style", width).close().close();
    out.close();
  }

  private void writeDetection(Detection detection) {
    out.section("detection", "Detection", "What was found of what was broken on purpose.");
    Duration median = detection.medianDelay();
    int faults = detection.results().size();
    out.open("dl", "class", "tiles");
    out.tile("reported", detection.reported() + " of " + faults, "");
    out.tile("right service first", detection.rightService() + " of " + faults, "");
    out.tile("precision", percent(detection.precision()), "");
    out.tile("median delay", median == null ? "–" : Words.length(median), "");
    out.close();
    out.open("div", "class", "panel scroll").open("table");
    head("fault", "service", "began", "ended", "reported after", "blamed first", "");
    out.open("tbody");
    detection.results().forEach(this::writeResult);
    out.close().close();
    String matched =
        "%d of %s began during a fault."
            .formatted(detection.matched(), Words.count(detection.incidents(), "incident"));
    out.element("p", matched, "class", "quiet").close().close();
  }

  private void writeResult(Detection.Result result) {
    IncidentEntry incident = result.incident();
    Duration delay = result.delay();
    out.open("tr").element("th", result.fault().kind(), "scope", "row");
    out.element("td", result.fault().service());
    out.element("td", Words.time(result.fault().start()));
    out.element("td", ended(result.fault().end()));
    out.element("td", delay == null ? "–" : Words.length(delay));
    out.open("td");
    if (incident == null) {
      out.text("–");
    } else {
      String link = "#incident-" + (report.incidents().indexOf(incident) + 1);
      out.element("a", incident.service(), "href", link);
    }
    out.close();
    String verdict = incident == null ? "missed" : result.isRightService() ? "right" : "wrong";
    out.open("td").element("span", verdict, "class", "chip " + verdict).close().close();
  }

  private static String ended(@Nullable Instant end) {
    return end == null ? "still on" : Words.clock(end);
  }

  static String percent(double share) {
    return Double.isNaN(share) ? "–" : String.format(Locale.ROOT, "%.0f %%", 100 * share);
  }
}
