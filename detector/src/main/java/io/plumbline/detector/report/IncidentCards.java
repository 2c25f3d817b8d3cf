package io.plumbline.detector.report;

import io.plumbline.detector.features.Feature;
import io.plumbline.detector.incident.Impact;
import io.plumbline.detector.store.StoredIncident;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A card for each incident: what, since when, how bad, why, whom it touched, where to look. */
final class IncidentCards {
  /** Of more, those that are less severe are in the timeline only. */
  private static final int CARDS_MAX = 50;

  /** Windows that a card's plot shows before and after. */
  private static final int AROUND = 20;

  private static final int SUSPECTS_MAX = 4;
  private static final int CLUES_MAX = 8;

  private final Markup out;
  private final Report report;

  private IncidentCards(Markup out, Report report) {
    this.out = out;
    this.report = report;
  }

  /** Adds the cards. */
  static void write(Markup out, Report report) {
    IncidentCards cards = new IncidentCards(out, report);
    List<IncidentEntry> all = report.incidents();
    for (int i = 0; i < Math.min(CARDS_MAX, all.size()); i++) {
      cards.write(all.get(i), i + 1);
    }
    if (all.size() > CARDS_MAX) {
      String more = (all.size() - CARDS_MAX) + " more, less severe, are in the timeline only.";
      out.element("p", more, "class", "quiet");
    }
  }

  private void write(IncidentEntry incident, int number) {
    String severity = incident.severity().id();
    out.line().open("article", "id", "incident-" + number, "class", "card " + severity);
    out.open("header");
    out.element("span", "#" + number, "class", "number");
    out.element("h3", incident.service());
    out.element("span", severity, "class", "chip " + severity);
    if (incident.isOpen()) {
      out.element("span", "still open", "class", "chip open");
    }
    out.open("span", "class", "score", "title", "Score, from 0 to 100");
    out.text(Long.toString(Math.round(incident.score()))).element("small", " of 100");
    out.close().close();
    out.element("p", Words.capital(incident.reason()) + ".", "class", "reason");
    out.open("p", "class", "quiet").text(facts(incident)).close();
    out.open("div", "class", "telling");
    writePlot(incident);
    writeEvidence(incident);
    out.close().open("div", "class", "telling");
    writeClues(incident);
    writeSuspects(incident);
    out.close();
    writeQueries(incident);
    out.close();
  }

  private String facts(IncidentEntry incident) {
    StringBuilder facts = new StringBuilder();
    facts.append(
        "Since %s, %s, %s."
            .formatted(
                Words.time(incident.opened()),
                incident.howLong(report.header().to()),
                Words.count(incident.stored().windows(), "odd window")));
    Impact impact = incident.stored().impact();
    if (impact.requests() > 0) {
      facts.append(" ").append(Words.impact(impact)).append('.');
    }
    if (!incident.affected().isEmpty()) {
      facts.append(" Also touched: ").append(String.join(", ", incident.affected())).append('.');
    }
    StoredIncident.Acknowledgement acknowledged = incident.stored().acknowledged();
    if (acknowledged != null) {
      facts.append(" Acknowledged by ").append(acknowledged.by());
      facts.append(", ").append(Words.time(acknowledged.at())).append('.');
    }
    return facts.toString();
  }

  private void writePlot(IncidentEntry incident) {
    Series series = tellingSeries(incident);
    if (series == null) {
      return;
    }
    long around = AROUND * series.stepSeconds();
    Instant from = incident.opened().minusSeconds(around);
    Instant to = incident.updated().plusSeconds(around);
    Series part = series.between(from, to);
    if (!part.isEmpty()) {
      List<OddWindow> odd =
          report.services().stream()
              .filter(one -> one.name().equals(incident.service()))
              .flatMap(one -> one.odd().stream())
              .toList();
      ServiceSections.writeFigure(out, part, odd);
    }
  }

  /** The series of the blamed service that tells most of the incident; null when there is none. */
  private @Nullable Series tellingSeries(IncidentEntry incident) {
    List<Series> own =
        report.services().stream()
            .filter(service -> service.name().equals(incident.service()))
            .flatMap(service -> service.series().stream())
            .toList();
    return Stream.concat(
            incident.topFeatures().stream(),
            incident.evidence().stream().map(OddWindow.Evidence::feature))
        .flatMap(id -> own.stream().filter(series -> series.feature().id().equals(id)))
        .findFirst()
        .orElse(null);
  }

  private void writeEvidence(IncidentEntry incident) {
    OddWindow worst = incident.worst();
    if (worst == null) {
      return;
    }
    out.open("div").element("h4", "Its oddest window, " + Words.time(worst.start()));
    if (!worst.evidence().isEmpty()) {
      out.open("table").open("thead").open("tr");
      for (String head : List.of("", "was", "usually", "part")) {
        out.element("th", head);
      }
      out.close().close().open("tbody");
      for (OddWindow.Evidence one : worst.evidence()) {
        out.open("tr");
        Evidence.write(out, one);
        out.close();
      }
      out.close().close();
    }
    worst.rules().forEach(rule -> out.element("p", "Rule: " + rule, "class", "quiet"));
    out.close();
  }

  /** What else is known, the most telling kinds first. */
  private void writeClues(IncidentEntry incident) {
    if (incident.stored().notes().isEmpty()) {
      return;
    }
    out.open("div").element("h4", "Worth knowing").open("dl", "class", "clues");
    String last = "";
    for (StoredIncident.Note clue : clues(incident)) {
      String kind = Words.clue(clue.kind());
      out.element("dt", kind.equals(last) ? "" : kind);
      out.open("dd").text(clue.text()).text(" ");
      out.element("small", clue.service() + " " + Words.clock(clue.at())).close();
      last = kind;
    }
    out.close().close();
  }

  private static List<StoredIncident.Note> clues(IncidentEntry incident) {
    return incident.stored().notes().stream()
        .sorted(Comparator.comparingInt(clue -> Words.rank(clue.kind())))
        .limit(CLUES_MAX)
        .toList();
  }

  private void writeSuspects(IncidentEntry incident) {
    List<Map.Entry<String, Double>> suspects =
        incident.stored().suspects().entrySet().stream()
            .filter(one -> one.getValue() > 0)
            .limit(SUSPECTS_MAX)
            .toList();
    if (suspects.isEmpty()) {
      return;
    }
    double greatest = suspects.getFirst().getValue();
    out.open("div").element("h4", "Likely cause").open("ol", "class", "suspects");
    for (Map.Entry<String, Double> one : suspects) {
      out.open("li").element("span", one.getKey());
      Evidence.bar(out, one.getValue() / greatest);
      out.element("small", incident.reasons().getOrDefault(one.getKey(), "")).close();
    }
    out.close().close();
  }

  private void writeQueries(IncidentEntry incident) {
    out.open("details").element("summary", "Queries for traces and logs (KQL)");
    out.element("p", "Traces", "class", "quiet").element("pre", incident.traceQuery());
    out.element("p", "Logs", "class", "quiet").element("pre", incident.logQuery());
    out.element("p", "Incident " + incident.id(), "class", "quiet").close();
  }

  /** Cells of evidence. */
  private static final class Evidence {
    private Evidence() {}

    static void write(Markup out, OddWindow.Evidence one) {
      Feature feature = find(one.feature());
      out.element("th", feature == null ? one.feature() : feature.label(), "scope", "row");
      out.element("td", feature == null ? "" + one.actual() : feature.text(one.actual()));
      out.element("td", usual(feature, one), "class", "quiet");
      out.open("td");
      bar(out, one.contribution());
      out.close();
    }

    private static String usual(@Nullable Feature feature, OddWindow.Evidence one) {
      if (Double.isNaN(one.low()) || Double.isNaN(one.high())) {
        return "never seen";
      }
      return feature == null ? one.low() + "–" + one.high() : feature.text(one.low(), one.high());
    }

    private static @Nullable Feature find(String id) {
      return Feature.all().stream().filter(one -> one.id().equals(id)).findFirst().orElse(null);
    }

    static void bar(Markup out, double part) {
      String percent = String.format(Locale.ROOT, "%.0f%%", 100 * Math.clamp(part, 0, 1));
      out.open("span", "class", "bar", "title", percent);
      out.element("i", "", "style", "width:" + percent).close();
    }
  }
}
