package io.plumbline.detector.cli;

import io.plumbline.detector.incident.Impact;
import io.plumbline.detector.store.Action;
import io.plumbline.detector.store.Evidence;
import io.plumbline.detector.store.StoredIncident;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** An incident for people: a card with all that is known of it, or a line of a table. */
record IncidentText(StoredIncident incident, List<Evidence> evidence, List<Action> trail) {
  private static final String LINE = "%-10s%s";

  /** A head and a line an incident; nothing without incidents. */
  static List<String> table(List<StoredIncident> incidents) {
    List<String> lines = new ArrayList<>();
    if (incidents.isEmpty()) {
      return lines;
    }
    int width = incidents.stream().mapToInt(one -> one.cause().length()).max().orElse(0);
    String format = "%-16s  %-6s  %-8s  %5s  %-20s  %7s  %-" + Math.max(7, width) + "s  %s";
    lines.add(
        format(format, "id", "status", "severity", "score", "opened", "windows", "service", "why"));
    for (StoredIncident one : incidents) {
      String who = one.acknowledged() == null ? "" : " [" + one.acknowledged().by() + "]";
      lines.add(
          format(
              format,
              one.id(),
              one.isOpen() ? "open" : "closed",
              one.severity(),
              Math.round(one.score()),
              one.opened(),
              one.windows(),
              one.cause(),
              one.reason() + who));
    }
    return lines;
  }

  /** The card's lines. */
  List<String> card(Instant now) {
    List<String> lines = new ArrayList<>();
    lines.add("Incident " + incident.id() + ", " + (incident.isOpen() ? "open" : "closed"));
    lines.add("");
    lines.add(format(LINE, "What", incident.explanation()));
    lines.add(format(LINE, "Since", since(now)));
    lines.add(
        format(
            LINE,
            "How bad",
            format(
                    "%s, %.0f of 100; %d odd windows of %d s",
                    incident.severity(),
                    incident.score(),
                    incident.windows(),
                    incident.windowSeconds())
                + impact()));
    lines.add(format(LINE, "Services", String.join(", ", incident.services())));
    String suspects =
        incident.suspects().entrySet().stream()
            .map(one -> one.getKey() + format(" (%.1f)", one.getValue()))
            .collect(Collectors.joining(", "));
    lines.add(format(LINE, "Cause", incident.cause() + ": " + incident.reason()));
    if (incident.suspects().size() > 1) {
      lines.add(format(LINE, "Suspects", suspects + ", by strength"));
    }
    addNotes(lines);
    addEvidence(lines);
    addTrail(lines);
    return lines;
  }

  private String impact() {
    Impact impact = incident.impact();
    String budget =
        Double.isNaN(impact.budget())
            ? ""
            : format("; %.1f %% of the error budget", 100 * impact.budget());
    return format("; %.0f requests, %.0f failed", impact.requests(), impact.failed()) + budget;
  }

  private void addNotes(List<String> lines) {
    if (incident.notes().isEmpty()) {
      return;
    }
    lines.add("");
    lines.add("What else is known");
    for (StoredIncident.Note note : incident.notes()) {
      String kind = note.kind().replace('_', ' ');
      lines.add(format("  %s  %-16s  %s: %s", note.at(), kind, note.service(), note.text()));
    }
  }

  private String since(Instant now) {
    Instant closed = incident.closed();
    Instant end = closed == null ? now : closed;
    String until =
        closed == null ? "not over yet" : "until " + closed.truncatedTo(ChronoUnit.SECONDS);
    return incident.opened()
        + ", "
        + until
        + ", "
        + length(Duration.between(incident.opened(), end))
        + "; last odd at "
        + incident.updated();
  }

  private void addEvidence(List<String> lines) {
    if (evidence.isEmpty()) {
      return;
    }
    lines.add("");
    lines.add("Oddest windows");
    for (Evidence one : evidence) {
      lines.add(format("  %s  %3.0f  %s", one.time(), one.score(), one.message()));
    }
    Evidence first =
        evidence.stream()
            .filter(one -> one.service().equals(incident.cause()))
            .findFirst()
            .orElse(evidence.getFirst());
    lines.add("");
    lines.add("Look first at " + first.service() + " in the window until " + first.time());
    lines.add(format("  traces   %s", first.traces()));
    lines.add(format("  logs     %s", first.logs()));
    lines.add(format("  metrics  %s", first.metrics()));
  }

  private void addTrail(List<String> lines) {
    lines.add("");
    lines.add(trail.isEmpty() ? "Nobody has done anything about it" : "Who did what");
    for (Action action : trail) {
      String note = action.note().isEmpty() ? "" : ": " + action.note().replace("\n", "\n    ");
      Instant at = action.at().truncatedTo(ChronoUnit.SECONDS);
      lines.add("  " + at + "  " + action.by() + "  " + action.kind() + note);
    }
  }

  /** Writes all of it for programs. */
  void write(ObjectNode node) {
    incident.write(node);
    ObjectNode suspects = node.putObject("suspects");
    incident.suspects().forEach(suspects::put);
    ArrayNode notes = node.putArray("notes");
    for (StoredIncident.Note note : incident.notes()) {
      notes
          .addObject()
          .put("kind", note.kind())
          .put("service", note.service())
          .put("at", note.at())
          .put("text", note.text());
    }
    ObjectNode impact = node.putObject("impact");
    impact.put("requests", incident.impact().requests()).put("failed", incident.impact().failed());
    if (!Double.isNaN(incident.impact().budget())) {
      impact.put("error_budget", incident.impact().budget());
    }
    ArrayNode windows = node.putArray("evidence");
    for (Evidence one : evidence) {
      ObjectNode window = windows.addObject();
      window.put("time", one.time().toString()).put("service", one.service());
      window.put("score", one.score()).put("message", one.message());
      window
          .putObject("query")
          .put("traces", one.traces())
          .put("logs", one.logs())
          .put("metrics", one.metrics());
    }
    ArrayNode actions = node.putArray("actions");
    for (Action action : trail) {
      actions
          .addObject()
          .put("at", action.at().toString())
          .put("by", action.by())
          .put("kind", action.kind())
          .put("note", action.note());
    }
  }

  /** The two largest units, as in "2h 5m". */
  static String length(Duration time) {
    long seconds = Math.max(0, time.toSeconds());
    if (seconds < 60) {
      return seconds + "s";
    }
    if (seconds < 3_600) {
      return seconds / 60 + "m " + seconds % 60 + "s";
    }
    return seconds < 86_400
        ? seconds / 3_600 + "h " + seconds % 3_600 / 60 + "m"
        : seconds / 86_400 + "d " + seconds % 86_400 / 3_600 + "h";
  }

  @SuppressWarnings("AnnotateFormatMethod") // that annotation is no dependency of ours
  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
