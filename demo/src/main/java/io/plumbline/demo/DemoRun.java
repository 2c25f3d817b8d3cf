package io.plumbline.demo;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The story of a run once everything is up: quiet, then one fault after the other with quiet
 * between.
 */
final class DemoRun {
  private static final List<Fault> FAULTS = List.of(Fault.values());
  private static final Duration QUIET_BEFORE = Duration.ofSeconds(15);
  private static final Duration FAULT = Duration.ofSeconds(20);
  private static final Duration QUIET_AFTER = Duration.ofSeconds(15);

  /** The next fault waits this long at most for the last one's incidents to close. */
  private static final Duration QUIET_AFTER_MAX = Duration.ofSeconds(60);

  private static final Duration REFRESH = Duration.ofSeconds(1);

  /** Two calm windows, and the time until they are final. */
  private static final Duration RECOVERY_USUAL = Duration.ofSeconds(25);

  /** Draining, counting and telling, after the last fault. */
  private static final Duration ENDING = Duration.ofSeconds(20);

  private final DemoSystem system;
  private final Http http;
  private final URI api;
  private final InstantSource clock;
  private final View view;
  private final List<InjectedFault> injected = new ArrayList<>();
  private final Set<String> announced = new HashSet<>();
  private final Map<String, Instant> reported = new HashMap<>();
  private Overview overview = new Overview(List.of(), List.of(), 0);

  DemoRun(DemoSystem system, Http http, URI api, InstantSource clock, View view) {
    this.system = system;
    this.http = http;
    this.api = api;
    this.clock = clock;
    this.view = view;
  }

  /**
   * Breaks things until the time is over.
   *
   * @param end when the run is to be over with its ledger; null for until interrupted
   * @return what was broken
   */
  List<InjectedFault> tell(@Nullable Instant end) throws IOException, InterruptedException {
    watch(QUIET_BEFORE, "all quiet");
    for (int round = 0; ; round++) {
      Fault fault = FAULTS.get(round % FAULTS.size());
      Instant over = clock.instant().plus(FAULT).plus(RECOVERY_USUAL).plus(ENDING);
      if (end != null && over.isAfter(end) && !injected.isEmpty()) {
        return injected;
      }
      inject(fault);
    }
  }

  /** The incidents as of now, told once more. */
  List<Incident> incidents() throws IOException, InterruptedException {
    refresh();
    return overview.incidents();
  }

  private void inject(Fault fault) throws IOException, InterruptedException {
    Instant start = clock.instant();
    http.post(
        system.control(
            fault.owner(), "/faults/" + fault.kind() + "?for=" + FAULT.toSeconds() + "s"));
    InjectedFault now = new InjectedFault(fault, start, start.plus(FAULT));
    injected.add(now);
    view.news("%s  fault    %s at %s".formatted(clockTime(start), fault.kind(), fault.service()));
    watch(FAULT, "fault: " + fault.kind() + " at " + fault.service());
    view.news("%s  fault    %s is over".formatted(clockTime(clock.instant()), fault.kind()));
    recover("recovering from " + fault.kind());
  }

  /** Goes on until the fault is over for the detector too, so that the next is told from it. */
  private void recover(String status) throws IOException, InterruptedException {
    Instant latest = clock.instant().plus(QUIET_AFTER_MAX);
    watch(QUIET_AFTER, status);
    while (overview.incidents().stream().anyMatch(Incident::open)
        && clock.instant().isBefore(latest)) {
      watch(REFRESH, status);
    }
  }

  private void watch(Duration duration, String status) throws IOException, InterruptedException {
    Instant until = clock.instant().plus(duration);
    while (clock.instant().isBefore(until)) {
      system.check();
      refresh();
      view.show(overview, status);
      Thread.sleep(REFRESH);
    }
  }

  private void refresh() throws IOException, InterruptedException {
    Instant now = clock.instant();
    Overview fetched = Overview.fetch(http, api);
    overview =
        fetched.withIncidents(
            fetched.incidents().stream()
                .map(incident ->
                    incident.withReported(
                        reported.computeIfAbsent(
                            incident.id() + " " + incident.blamed(), _ -> now)))
                .toList());
    for (Incident incident : overview.incidents()) {
      if (announced.add(incident.id() + incident.status() + incident.blamed())) {
        view.news(
            "%s  incident %s, %s, score %.0f: %s"
                .formatted(
                    clockTime(now),
                    incident.status(),
                    incident.blamed(),
                    incident.score(),
                    incident.explanation()));
      }
    }
  }

  private static String clockTime(Instant instant) {
    return instant.toString().substring(11, 19);
  }
}
