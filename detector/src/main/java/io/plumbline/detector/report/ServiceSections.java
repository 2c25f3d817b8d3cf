package io.plumbline.detector.report;

import io.plumbline.detector.explain.Severity;
import io.plumbline.detector.features.Feature;
import java.util.List;

/** A table of all services, then the plots of each of the worst. */
final class ServiceSections {
  private static final int ROWS_MAX = 200;
  private static final List<Feature> MEDIANS =
      List.of(Feature.REQUEST_RATE, Feature.ERROR_RATE, Feature.LATENCY_P95, Feature.CPU);

  private final Markup out;
  private final Report report;

  private ServiceSections(Markup out, Report report) {
    this.out = out;
    this.report = report;
  }

  /** Adds the table and the plots. */
  static void write(Markup out, Report report) {
    ServiceSections sections = new ServiceSections(out, report);
    sections.writeTable();
    sections.writeLegend();
    for (ServiceReport service : report.services()) {
      if (!service.series().isEmpty()) {
        sections.write(service);
      }
    }
  }

  private void writeTable() {
    out.open("div", "class", "panel scroll").open("table").open("thead").open("tr");
    out.element("th", "service").element("th", "windows", "class", "n");
    out.element("th", "odd", "class", "n").element("th", "worst score", "class", "n");
    MEDIANS.forEach(feature -> out.element("th", feature.label(), "class", "n"));
    out.close().close().open("tbody");
    report.services().stream().limit(ROWS_MAX).forEach(this::writeRow);
    out.close().close();
    String below =
        report.services().size() > ROWS_MAX
            ? (report.services().size() - ROWS_MAX) + " more services are not shown. "
            : "";
    out.element(
        "p", below + "Rates, latency and CPU are medians over the windows.", "class", "quiet");
    out.close();
  }

  private void writeRow(ServiceReport service) {
    out.open("tr").element("th", service.name(), "scope", "row");
    out.element("td", Words.number(service.windows()), "class", "n");
    out.element("td", Words.number(service.odd().size()), "class", "n");
    out.open("td", "class", "n");
    if (service.odd().isEmpty()) {
      out.text("–");
    } else {
      String severity = Severity.of(service.worst()).id();
      out.element("span", Long.toString(Math.round(service.worst())), "class", "chip " + severity);
    }
    out.close();
    for (Feature feature : MEDIANS) {
      String text =
          service.series().stream()
              .filter(series -> series.feature() == feature)
              .map(series -> feature.text(series.median()))
              .findFirst()
              .orElse("–");
      out.element("td", text, "class", "n");
    }
    out.close();
  }

  private void writeLegend() {
    out.open("ul", "class", "legend");
    out.open("li").element("i", "", "class", "key-line").text("measured").close();
    if (report.model() != null) {
      out.open("li").element("i", "", "class", "key-band");
      out.text("expected: what 9 of 10 windows have").close();
    }
    out.open("li").element("i", "", "class", "key-odd").text("odd window").close();
    out.open("li").element("i", "", "class", "key-dot").text("… for this reason").close();
    out.close();
  }

  private void write(ServiceReport service) {
    out.line().open("article", "class", "service").open("h3").text(service.name());
    String count =
        service.odd().isEmpty() ? "nothing odd" : Words.count(service.odd().size(), "odd window");
    out.element("small", service.known() ? count : count + ", not known to the model").close();
    out.open("div", "class", "plots");
    service.series().forEach(series -> writeFigure(out, series, service.odd()));
    out.close().close();
  }

  /** Adds a plot with its caption. */
  static void writeFigure(Markup out, Series series, List<OddWindow> odd) {
    Feature feature = series.feature();
    out.open("figure").open("figcaption").element("b", feature.label());
    int peak = series.peak();
    if (peak >= 0) {
      out.element(
          "span",
          "median %s · peak %s at %s%s"
              .formatted(
                  feature.text(series.median()),
                  feature.text(series.values()[peak]),
                  Words.time(series.timeOf(peak)),
                  LinePlot.isLogarithmic(series) ? " · log scale" : ""));
    }
    out.close();
    LinePlot.write(out, series, odd);
    out.close();
  }
}
