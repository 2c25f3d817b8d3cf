package io.plumbline.detector.report;

import io.plumbline.detector.explain.Severity;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All that a report tells.
 *
 * @param notes what is missing in it and why, for the reader
 * @param model the model that expectations are from; null when there is none
 * @param services the worst first
 * @param judged whether a monitor has looked for what is odd
 * @param incidents the worst first
 * @param logs null when no service logged an error or a warning
 * @param detection null when nobody said what was broken
 */
public record Report(
    Header header,
    List<String> notes,
    @Nullable Model model,
    List<ServiceReport> services,
    boolean judged,
    List<IncidentEntry> incidents,
    @Nullable LogReport logs,
    List<FeatureDrift> drift,
    @Nullable Detection detection) {
  public Report {
    notes = List.copyOf(notes);
    services = services.stream().sorted(ServiceReport.WORST_FIRST).toList();
    incidents = incidents.stream().sorted(IncidentEntry.WORST_FIRST).toList();
    drift = drift.stream().sorted(Comparator.comparingDouble(one -> -one.psi())).toList();
  }

  /**
   * What the report is about.
   *
   * @param title what kind of report it is
   * @param to end, exclusive
   * @param windowSeconds length of a window
   * @param windows how many there are from start to end
   * @param created when it was written
   * @param service the only one that it is about; null for all
   */
  public record Header(
      String title,
      Instant from,
      Instant to,
      long windowSeconds,
      long windows,
      Instant created,
      @Nullable String service) {
    private static final Duration DAY = Duration.ofDays(1);

    /** The title with the time, as in "Daily report, Saturday, 31 January 2026". */
    String heading() {
      boolean wholeDay =
          from.plus(DAY).equals(to) && from.truncatedTo(ChronoUnit.DAYS).equals(from);
      boolean sameDay =
          to.minusSeconds(1).truncatedTo(ChronoUnit.DAYS).equals(from.truncatedTo(ChronoUnit.DAYS));
      String end = sameDay ? Words.clock(to) : Words.time(to);
      return title + ", " + (wholeDay ? Words.day(from) : Words.time(from) + " to " + end);
    }
  }

  /** Which model, and the stretch that it was trained on. */
  public record Model(String id, long version, Instant from, Instant to) {}

  /**
   * How far a feature of a service has moved since the training.
   *
   * @param psi population stability index
   * @param typical the usual values in the training, as text
   * @param now the median of this report's windows, as text
   */
  public record FeatureDrift(
      String service, String feature, double psi, String typical, String now) {}

  /** Whether no service was heard of and nothing was found. */
  boolean isEmpty() {
    return services.isEmpty() && incidents.isEmpty();
  }

  /** Windows of any service that were odd. */
  long oddWindows() {
    return services.stream().mapToLong(service -> service.odd().size()).sum();
  }

  /** Count of incidents by severity, the worst severity first; without those that have none. */
  Map<Severity, Long> incidentsBySeverity() {
    Map<Severity, Long> counts = new TreeMap<>(Comparator.reverseOrder());
    incidents.forEach(incident -> counts.merge(incident.severity(), 1L, Long::sum));
    return counts;
  }

  /** The whole in a sentence. */
  public String verdict() {
    if (isEmpty()) {
      String who = header.service() == null ? "any service" : header.service();
      return "Nothing is stored of " + who + " in this time.";
    }
    if (incidents.isEmpty() && !judged) {
      return "Not judged yet: what is odd in "
          + Words.count(services.size(), "service")
          + " is not known.";
    }
    if (incidents.isEmpty()) {
      String odd =
          oddWindows() == 0 ? "" : ", though " + Words.count(oddWindows(), "window") + " stood out";
      return "All quiet: no incident in " + Words.count(services.size(), "service") + odd + ".";
    }
    IncidentEntry worst = incidents.getFirst();
    String which =
        incidents.size() == 1 ? "One incident" : incidents.size() + " incidents, the worst";
    return "%s at %s: %s, %s."
        .formatted(which, worst.service(), worst.reason(), worst.howLong(header.to()));
  }
}
