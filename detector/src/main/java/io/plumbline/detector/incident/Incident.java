package io.plumbline.detector.incident;

import io.plumbline.detector.explain.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One trouble: windows of connected services that are odd in a row, and who is behind it.
 *
 * @param id the same whenever the same windows are seen, also with more of what happened in them
 * @param opened start of the first window
 * @param updated end of the last odd window
 * @param closed end of the window that closed it, or when a person did; null while open
 * @param score the highest of any window, 0–100
 * @param windows count of windows in which at least one of its services was odd
 * @param calm count of windows in a row since then in which none was
 * @param services all that were odd at some time
 * @param judged count of windows, up to one more than have a say in who is the cause
 * @param suspects by service, with strengths summed over those windows
 * @param notes what else is known, the earliest noted first
 * @param impact whom it touched so far
 */
public record Incident(
    String id,
    Instant opened,
    Instant updated,
    @Nullable Instant closed,
    double score,
    int windows,
    int calm,
    SortedSet<String> services,
    int judged,
    SortedMap<String, Suspect> suspects,
    List<Note> notes,
    Impact impact) {
  /** The first windows tell cause from effect; later ones show what has spread. */
  static final int JUDGED_MAX = 4;

  /** An incident with more of them is not better known. */
  private static final int NOTES_MAX = 40;

  public Incident {
    services = Collections.unmodifiableSortedSet(new TreeSet<>(services));
    suspects = Collections.unmodifiableSortedMap(new TreeMap<>(suspects));
    notes = List.copyOf(notes);
  }

  public boolean isOpen() {
    return closed == null;
  }

  public Severity severity() {
    return Severity.of(score);
  }

  /** The service behind it, as far as is known. */
  public String cause() {
    return ranking().getFirst();
  }

  /** Why that service is blamed. */
  public Suspect suspect() {
    return suspects.getOrDefault(cause(), Suspect.of(0, "", List.of()));
  }

  /** The suspects, the strongest first; at least one. */
  public List<String> ranking() {
    List<String> ranking = new ArrayList<>();
    suspects.entrySet().stream()
        .sorted(Comparator.comparingDouble(suspect -> -suspect.getValue().strength()))
        .forEach(suspect -> ranking.add(suspect.getKey()));
    return ranking.isEmpty() ? List.of(services.first()) : ranking;
  }

  /** The services that were odd but are not the cause. */
  public List<String> affected() {
    return services.stream().filter(service -> !service.equals(cause())).toList();
  }

  /** What happened, in a sentence or two for a person. */
  public String explanation() {
    String touched =
        affected().isEmpty() ? "" : " Affected: " + String.join(", ", affected()) + ".";
    String deployed =
        notes.stream()
            .filter(note -> note.kind() == Note.Kind.DEPLOYMENT && note.service().equals(cause()))
            .map(note -> " Just before: " + note.text() + ".")
            .findFirst()
            .orElse("");
    return cause() + " is the likely cause: " + suspect().reason() + "." + deployed + touched;
  }

  /** Whether there is a note of a kind about a service. */
  public boolean hasNote(Note.Kind kind, String service) {
    return notes.stream().anyMatch(note -> note.kind() == kind && note.service().equals(service));
  }

  /** This incident with what became known in its latest window. */
  Incident noted(List<Note> more, Impact touched) {
    List<Note> all = new ArrayList<>(notes);
    for (Note note : more) {
      boolean known =
          all.stream()
              .anyMatch(one ->
                  one.kind() == note.kind()
                      && one.service().equals(note.service())
                      && one.text().equals(note.text()));
      if (!known && all.size() < NOTES_MAX) {
        all.add(note);
      }
    }
    return new Incident(
        id,
        opened,
        updated,
        closed,
        score,
        windows,
        calm,
        services,
        judged,
        suspects,
        all,
        impact.plus(touched));
  }

  /** This incident with a further odd window, whose services and suspects are still to be added. */
  Incident extended(Instant end) {
    int judges = Math.min(JUDGED_MAX + 1, judged + 1);
    return new Incident(
        id, opened, end, null, score, windows + 1, 0, services, judges, suspects, notes, impact);
  }

  /** This incident with services that were odd in its latest window. */
  Incident joined(double highest, Set<String> odd, Map<String, Suspect> seen) {
    SortedSet<String> all = new TreeSet<>(services);
    all.addAll(odd);
    SortedMap<String, Suspect> sums = new TreeMap<>(suspects);
    if (judged <= JUDGED_MAX) {
      seen.forEach((service, suspect) -> sums.merge(service, suspect, Suspect::plus));
    }
    double most = Math.max(score, highest);
    return new Incident(
        id, opened, updated, closed, most, windows, calm, all, judged, sums, notes, impact);
  }

  /** This incident after a window in which nothing of it was odd. */
  Incident calmed() {
    return new Incident(
        id, opened, updated, closed, score, windows, calm + 1, services, judged, suspects, notes,
        impact);
  }

  /** This incident, closed at the end of a window or by a person. */
  public Incident closed(Instant end) {
    return new Incident(
        id, opened, updated, end, score, windows, calm, services, judged, suspects, notes, impact);
  }
}
