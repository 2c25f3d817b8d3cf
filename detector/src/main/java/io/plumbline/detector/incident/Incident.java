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
 * @param id the same whenever the same windows are seen
 * @param opened start of the first window
 * @param updated end of the last odd window
 * @param closed end of the window that closed it; null while open
 * @param score the highest of any window, 0–100
 * @param windows count of windows in which at least one of its services was odd
 * @param calm count of windows in a row since then in which none was
 * @param services all that were odd at some time
 * @param judged count of windows, up to one more than have a say in who is the cause
 * @param suspects by service, with strengths summed over those windows
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
    SortedMap<String, Suspect> suspects) {
  /** The first windows tell cause from effect; later ones show what has spread. */
  static final int JUDGED_MAX = 4;

  public Incident {
    services = Collections.unmodifiableSortedSet(new TreeSet<>(services));
    suspects = Collections.unmodifiableSortedMap(new TreeMap<>(suspects));
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
    return cause() + " is the likely cause: " + suspect().reason() + "." + touched;
  }

  /** This incident with a further odd window, whose services and suspects are still to be added. */
  Incident extended(Instant end) {
    int judges = Math.min(JUDGED_MAX + 1, judged + 1);
    return new Incident(id, opened, end, null, score, windows + 1, 0, services, judges, suspects);
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
    return new Incident(id, opened, updated, closed, most, windows, calm, all, judged, sums);
  }

  /** This incident after a window in which nothing of it was odd. */
  Incident calmed() {
    return new Incident(
        id, opened, updated, closed, score, windows, calm + 1, services, judged, suspects);
  }

  Incident closed(Instant end) {
    return new Incident(id, opened, updated, end, score, windows, calm, services, judged, suspects);
  }
}
