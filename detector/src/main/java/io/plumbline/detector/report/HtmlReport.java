package io.plumbline.detector.report;

import io.plumbline.detector.explain.Severity;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A report as one HTML page that needs nothing else: no script, no file, no network. */
public final class HtmlReport {
  /** Should an escape ever fail, nothing is loaded or run all the same. */
  private static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'";

  private final Report report;
  private final Markup out = new Markup();

  private HtmlReport(Report report) {
    this.report = report;
  }

  /** The page. */
  public static String of(Report report) {
    return new HtmlReport(report).page();
  }

  private String page() {
    out.trusted("<!DOCTYPE html>\n").open("html", "lang", "en").open("head");
    out.empty("meta", "charset", "utf-8");
    out.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    out.empty("meta", "http-equiv", "Content-Security-Policy", "content", POLICY);
    out.element("title", report.header().heading() + " – Plumbline");
    out.open("style").trusted(styleSheet()).close().close().line();
    out.open("body");
    writeHeader();
    out.open("main");
    writeSummary();
    if (Timeline.isUseful(report)) {
      out.section(
          "timeline",
          "When",
          "All times are UTC. A bar is an incident of the service it blames, a mark below it an odd"
              + " window"
              + (report.detection() == null ? "." : ", an outline what was broken on purpose."));
      out.within("div", box -> Timeline.write(box, report), "class", "panel scroll");
      out.close();
    }
    if (!report.incidents().isEmpty()) {
      out.section("incidents", "Incidents", "The worst first.");
      IncidentCards.write(out, report);
      out.close();
    }
    if (!report.services().isEmpty()) {
      out.section("services", "Services", "The one with the oddest window first.");
      ServiceSections.write(out, report);
      out.close();
    }
    Sections.write(out, report);
    out.close().line();
    writeFooter();
    return out.close().close().line().toString();
  }

  private void writeHeader() {
    Report.Header header = report.header();
    out.open("header").open("div", "class", "wide");
    out.element("p", "Plumbline", "class", "brand");
    out.element("h1", header.heading());
    String range =
        "%s to %s UTC, %s of %d s"
            .formatted(
                Words.full(header.from()),
                Words.full(header.to()),
                Words.count(header.windows(), "window"),
                header.windowSeconds());
    out.open("p", "class", "quiet").text(range);
    if (header.service() != null) {
      out.text(", service ").element("b", header.service());
    }
    out.close();
    if (!report.isEmpty()) {
      writeContents();
    }
    out.close().close().line();
  }

  private void writeContents() {
    out.open("nav");
    link("timeline", "When", Timeline.isUseful(report));
    link("incidents", "Incidents", !report.incidents().isEmpty());
    link("services", "Services", !report.services().isEmpty());
    link("logs", "Logs", report.logs() != null);
    link("drift", "Drift", !report.drift().isEmpty());
    link("detection", "Detection", report.detection() != null);
    out.close();
  }

  private void link(String section, String name, boolean isThere) {
    if (isThere) {
      out.element("a", name, "href", "#" + section);
    }
  }

  private void writeSummary() {
    out.open("section", "id", "summary");
    String calm = report.isEmpty() || !report.notes().isEmpty() ? "unknown" : "calm";
    String worst =
        report.incidents().isEmpty() ? calm : report.incidents().getFirst().severity().id();
    out.element("p", report.verdict(), "class", "verdict " + worst);
    if (!report.isEmpty()) {
      out.open("dl", "class", "tiles");
      out.tile("services", Words.number(report.services().size()), "");
      out.tile("odd windows", Words.number(report.oddWindows()), "");
      out.tile("incidents", Words.number(report.incidents().size()), "");
      for (Map.Entry<Severity, Long> count : report.incidentsBySeverity().entrySet()) {
        String severity = count.getKey().id();
        out.tile(severity, Words.number(count.getValue()), severity);
      }
      out.close();
    }
    if (!report.notes().isEmpty()) {
      out.open("ul", "class", "notes");
      report.notes().forEach(note -> out.element("li", note));
      out.close();
    }
    out.close();
  }

  private void writeFooter() {
    out.open("footer").open("div", "class", "wide");
    Report.Model model = report.model();
    if (model != null) {
      String trained =
          "Expectations are those of model %s (version %d), trained on %s to %s UTC."
              .formatted(
                  model.id(), model.version(), Words.full(model.from()), Words.full(model.to()));
      out.element("p", trained);
    }
    out.element("p", "Written " + Words.full(report.header().created()) + " UTC.");
    out.close().close();
  }

  private static String styleSheet() {
    try (InputStream file = HtmlReport.class.getResourceAsStream("report.css")) {
      if (file == null) {
        throw new IllegalStateException("report.css is missing from the build");
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
