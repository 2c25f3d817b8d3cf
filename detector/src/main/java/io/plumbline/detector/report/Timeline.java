package io.plumbline.detector.report;

import static io.plumbline.detector.report.Markup.at;

import io.plumbline.detector.explain.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * When what went on, a row for each service: bars for incidents that blame it, marks for its odd
 * windows, and outlines for what was broken on purpose.
 */
final class Timeline {
  private static final double WIDTH = 1100;
  private static final double LEFT = 170;
  private static final double RIGHT = WIDTH - 12;
  private static final double LANE = 22;
  private static final double MARKS = 8;
  private static final double GAP = 12;
  private static final double BAR_MIN = 5;
  private static final int ROWS_MAX = 40;
  private static final int NAME_CHARS_MAX = 20;
  private static final int TIME_TICKS = 10;

  private final Report report;
  private final TimeScale time;
  private final Map<String, Row> rows = new TreeMap<>();

  /** What a service's row holds; a lane holds bars that do not overlap. */
  private record Row(List<List<Bar>> lanes, List<OddWindow> odd) {
    Row() {
      this(new ArrayList<>(), new ArrayList<>());
    }

    void add(Bar bar) {
      for (List<Bar> lane : lanes) {
        Bar last = lane.getLast();
        if (last.isLinked() == bar.isLinked() && last.right + 2 <= bar.left) {
          lane.add(bar);
          return;
        }
      }
      lanes.add(new ArrayList<>(List.of(bar)));
    }

    double height() {
      return Math.max(1, lanes.size()) * LANE + MARKS + GAP;
    }
  }

  private record Bar(
      double left, double right, String style, String label, String title, String link) {
    boolean isLinked() {
      return !link.isEmpty();
    }
  }

  private Timeline(Report report) {
    this.report = report;
    this.time = new TimeScale(report.header().from(), report.header().to(), LEFT, RIGHT);
    report.incidents().stream()
        .sorted(Comparator.comparing(IncidentEntry::opened))
        .forEach(incident -> row(incident.service()).add(bar(incident)));
    Detection detection = report.detection();
    if (detection != null) {
      detection.results().forEach(one -> row(one.fault().service()).add(bar(one.fault())));
    }
    for (ServiceReport service : report.services()) {
      if (!service.odd().isEmpty()) {
        row(service.name()).odd.addAll(service.odd());
      }
    }
  }

  /** Whether there is anything to show. */
  static boolean isUseful(Report report) {
    return !report.incidents().isEmpty() || report.oddWindows() > 0 || report.detection() != null;
  }

  /** Adds the plot. */
  static void write(Markup out, Report report) {
    new Timeline(report).write(out);
  }

  private Row row(String service) {
    return rows.computeIfAbsent(service, _ -> new Row());
  }

  private Bar bar(IncidentEntry incident) {
    Instant end = incident.isOpen() ? report.header().to() : incident.updated();
    String severity = incident.severity().id();
    int number = report.incidents().indexOf(incident) + 1;
    String title =
        "%s, %s: %s".formatted(severity, incident.howLong(report.header().to()), incident.reason());
    return bar(
        incident.opened(), end, "incident " + severity, "#" + number, title, "#incident-" + number);
  }

  private Bar bar(Fault fault) {
    Instant end = fault.endOr(report.header().to());
    String title =
        "%s, broken on purpose from %s to %s"
            .formatted(fault.kind(), Words.time(fault.start()), Words.clock(end));
    return bar(fault.start(), end, "fault", fault.kind(), title, "");
  }

  private Bar bar(
      Instant start, Instant end, String style, String label, String title, String link) {
    double left = time.at(start);
    return new Bar(left, Math.max(left + BAR_MIN, time.at(end)), style, label, title, link);
  }

  private void write(Markup out) {
    List<Map.Entry<String, Row>> shown = rows.entrySet().stream().limit(ROWS_MAX).toList();
    double bottom = GAP / 2;
    for (Map.Entry<String, Row> row : shown) {
      bottom += row.getValue().height();
    }
    String box = "0 0 " + at(WIDTH) + " " + at(bottom + 24);
    out.open("svg", "viewBox", box, "role", "img", "aria-label", "Timeline of incidents");
    for (TimeScale.Tick tick : time.ticks(TIME_TICKS)) {
      String x = at(tick.x());
      out.empty("line", "class", "grid", "x1", x, "x2", x, "y1", "0", "y2", at(bottom));
      String anchor = tick.x() > RIGHT - 16 ? "end" : "middle";
      out.element("text", tick.label(), "x", x, "y", at(bottom + 16), "text-anchor", anchor);
    }
    double y = GAP / 2;
    for (Map.Entry<String, Row> row : shown) {
      write(out, row.getKey(), row.getValue(), y);
      y += row.getValue().height();
    }
    out.close();
    if (rows.size() > ROWS_MAX) {
      out.element(
          "p", (rows.size() - ROWS_MAX) + " more services are not shown.", "class", "quiet");
    }
  }

  private void write(Markup out, String service, Row row, double y) {
    int codes = service.codePointCount(0, service.length());
    String name =
        codes <= NAME_CHARS_MAX
            ? service
            : service.substring(0, service.offsetByCodePoints(0, NAME_CHARS_MAX - 1)) + "…";
    out.open("text", "class", "name", "x", at(LEFT - 12), "y", at(y + 15), "text-anchor", "end");
    out.text(name).element("title", service).close();
    double laneTop = y;
    for (List<Bar> lane : row.lanes) {
      for (int i = 0; i < lane.size(); i++) {
        double room = (i + 1 < lane.size() ? lane.get(i + 1).left : RIGHT) - lane.get(i).right;
        write(out, lane.get(i), laneTop, room);
      }
      laneTop += LANE;
    }
    double marksTop = Math.max(laneTop, y + LANE);
    for (Run run : Run.of(row.odd)) {
      double left = time.at(run.start());
      out.open(
          "rect",
          "class",
          "mark " + Severity.of(run.worst()).id(),
          "x",
          at(left),
          "y",
          at(marksTop),
          "width",
          at(Math.max(1.5, time.at(run.end()) - left)),
          "height",
          "5");
      out.element("title", run.title()).close();
    }
    String line = at(y + row.height() - GAP / 2);
    out.empty("line", "class", "grid", "x1", "0", "x2", at(RIGHT), "y1", line, "y2", line);
  }

  private void write(Markup out, Bar bar, double y, double room) {
    if (bar.isLinked()) {
      out.open("a", "href", bar.link);
    }
    double width = bar.right - bar.left;
    out.open(
        "rect",
        "class",
        bar.style,
        "x",
        at(bar.left),
        "y",
        at(y + 2),
        "width",
        at(width),
        "height",
        at(LANE - 6),
        "rx",
        "3");
    out.element("title", bar.title).close();
    double needed = 5.5 * bar.label.length() + 4;
    if (width >= needed) {
      out.element("text", bar.label, "class", "inside", "x", at(bar.left + 5), "y", at(y + 14));
    } else if (room >= needed) {
      out.element("text", bar.label, "x", at(bar.right + 4), "y", at(y + 14));
    }
    if (bar.isLinked()) {
      out.close();
    }
  }
}
