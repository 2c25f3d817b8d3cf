package io.plumbline.detector.report;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was found of what was broken. An incident belongs to the fault that it began in, or until
 * {@value #SLACK_WINDOWS} windows after its end, but before the next one.
 *
 * @param results one a fault, in time order
 * @param incidents count of those that began in the time of the report
 * @param matched count of those that belong to a fault
 */
public record Detection(List<Result> results, int incidents, int matched) {
  private static final int SLACK_WINDOWS = 2;

  public Detection {
    results = List.copyOf(results);
  }

  /**
   * What became of a fault.
   *
   * @param incident the first that belongs to it; null when it was missed
   */
  public record Result(Fault fault, @Nullable IncidentEntry incident) {
    boolean isReported() {
      return incident != null;
    }

    boolean isRightService() {
      return incident != null && incident.service().equals(fault.service());
    }

    /** From the fault's start to the end of the window in which the incident opened. */
    @Nullable Duration delay() {
      if (incident == null) {
        return null;
      }
      Duration delay = Duration.between(fault.start(), incident.reported());
      return delay.isNegative() ? Duration.ZERO : delay;
    }
  }

  /** Holds the incidents that began in a report's time against the faults that did. */
  static Detection of(List<Fault> faults, List<IncidentEntry> incidents, Report.Header header) {
    Duration window = Duration.ofSeconds(header.windowSeconds());
    List<Fault> here =
        faults.stream()
            .filter(
                one -> !one.start().isBefore(header.from()) && one.start().isBefore(header.to()))
            .toList();
    List<IncidentEntry> began =
        incidents.stream()
            .filter(one -> !one.opened().isBefore(header.from()))
            .sorted(Comparator.comparing(IncidentEntry::opened))
            .toList();
    Set<String> matched = new HashSet<>();
    List<Result> results = new ArrayList<>();
    for (int i = 0; i < here.size(); i++) {
      Fault fault = here.get(i);
      Instant first = fault.start().minus(window);
      Instant last = fault.endOr(header.to()).plus(window.multipliedBy(SLACK_WINDOWS));
      Instant next = i + 1 < here.size() ? here.get(i + 1).start().minus(window) : last;
      Instant until = next.isAfter(first) && next.isBefore(last) ? next : last;
      List<IncidentEntry> own =
          began.stream()
              .filter(one -> one.opened().isAfter(first) && !one.opened().isAfter(until))
              .toList();
      own.forEach(one -> matched.add(one.id()));
      results.add(new Result(fault, own.isEmpty() ? null : own.getFirst()));
    }
    return new Detection(results, began.size(), matched.size());
  }

  /** The faults of one service only; what incidents belong to stays. */
  Detection of(String service) {
    List<Result> own =
        results.stream().filter(one -> one.fault().service().equals(service)).toList();
    return new Detection(own, incidents, matched);
  }

  long reported() {
    return results.stream().filter(Result::isReported).count();
  }

  long rightService() {
    return results.stream().filter(Result::isRightService).count();
  }

  /** Share of incidents that a fault explains; NaN without incidents. */
  double precision() {
    return incidents == 0 ? Double.NaN : (double) matched / incidents;
  }

  /** Share of faults that were reported; NaN without faults. */
  double recall() {
    return results.isEmpty() ? Double.NaN : (double) reported() / results.size();
  }

  /** The median delay of those that were reported; null when none was. */
  @Nullable Duration medianDelay() {
    List<Duration> delays = new ArrayList<>();
    for (Result result : results) {
      Duration delay = result.delay();
      if (delay != null) {
        delays.add(delay);
      }
    }
    delays.sort(null);
    return delays.isEmpty() ? null : delays.get(delays.size() / 2);
  }
}
