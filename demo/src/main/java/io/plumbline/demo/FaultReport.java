package io.plumbline.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of one fault.
 *
 * @param incident the first incident that blames the fault's service and began during the fault or
 *     soon after, but before the next; null when there is none
 * @param others services that were blamed during the fault although it was not theirs
 */
record FaultReport(InjectedFault injected, @Nullable Incident incident, List<String> others) {

  /** An incident may open as late as this after a fault is over and still be about it. */
  static final Duration SLACK = Duration.ofSeconds(20);

  /**
   * Looks for a fault among the incidents.
   *
   * @param next when the next fault began, to which later incidents belong; null for none
   */
  static FaultReport of(InjectedFault injected, @Nullable Instant next, List<Incident> incidents) {
    Instant slack = injected.end().plus(SLACK);
    Instant last = next == null || next.isAfter(slack) ? slack : next;
    List<Incident> during =
        incidents.stream()
            .filter(incident -> {
              Instant seen = incident.opened().plus(DemoSystem.WINDOW);
              return seen.isAfter(injected.start()) && !seen.isAfter(last);
            })
            .sorted(Comparator.comparing(Incident::opened))
            .toList();
    String service = injected.fault().service();
    Incident right =
        during.stream()
            .filter(incident -> incident.blamed().equals(service))
            .findFirst()
            .orElse(null);
    List<String> others =
        during.stream()
            .map(Incident::blamed)
            .filter(blamed -> !blamed.equals(service))
            .distinct()
            .toList();
    return new FaultReport(injected, right, others);
  }

  boolean reported() {
    return incident != null;
  }

  /** From the fault's start until the incident was there to be read. */
  @Nullable Duration delay() {
    return incident == null ? null : Duration.between(injected.start(), incident.reported());
  }
}
