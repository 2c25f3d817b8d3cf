package io.plumbline.detector.evidence;

import io.plumbline.detector.incident.Incident;
import io.plumbline.detector.incident.Note;
import io.plumbline.detector.logs.LogWatch;
import io.plumbline.detector.logs.TemplateChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What the logs of an incident's services say. */
public final class LogNotes {
  /** Templates of one service and window that are noted: the most telling come first. */
  private static final int TOLD_MAX = 5;

  private static final int THEMES_MAX = 2;

  private LogNotes() {}

  /**
   * Notes of an incident in a window.
   *
   * @param unusual of any services in that window
   */
  public static List<Note> of(
      Incident incident, Collection<LogWatch.Unusual> unusual, LogWatch logs) {
    List<Note> notes = new ArrayList<>();
    for (LogWatch.Unusual one : unusual) {
      if (!incident.services().contains(one.service())) {
        continue;
      }
      List<TemplateChange> told =
          one.changes().stream()
              .filter(change -> !isKnown(incident, one.service(), logs.text(change)))
              .limit(TOLD_MAX)
              .toList();
      for (TemplateChange change : told) {
        notes.add(new Note(kind(change), one.service(), one.start(), logs.text(change)));
      }
      if (!incident.hasNote(Note.Kind.THEME, one.service())) {
        Instant at = one.start();
        for (String theme : logs.themes(one.changes(), THEMES_MAX)) {
          notes.add(new Note(Note.Kind.THEME, one.service(), at, theme));
        }
      }
    }
    return notes;
  }

  private static Note.Kind kind(TemplateChange change) {
    return switch (change) {
      case TemplateChange.Appeared _ -> Note.Kind.NEW_TEMPLATE;
      case TemplateChange.Risen _ -> Note.Kind.RISEN_TEMPLATE;
      case TemplateChange.Vanished _ -> Note.Kind.VANISHED_TEMPLATE;
    };
  }

  /** The same template in a later window, with other numbers. */
  private static boolean isKnown(Incident incident, String service, String text) {
    String template = template(text);
    return incident.notes().stream()
        .anyMatch(note -> note.service().equals(service) && template(note.text()).equals(template));
  }

  private static String template(String text) {
    int start = text.indexOf(": ");
    int end = text.lastIndexOf(" (");
    return start >= 0 && end > start ? text.substring(start, end) : text;
  }
}
