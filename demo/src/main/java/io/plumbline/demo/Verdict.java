package io.plumbline.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a run has shown: the ledger, and for each fault when it was reported and what was blamed.
 */
record Verdict(Ledger ledger, List<FaultReport> faults) {
  Verdict {
    faults = List.copyOf(faults);
  }

  static Verdict of(Ledger ledger, List<InjectedFault> injected, List<Incident> incidents) {
    List<FaultReport> reports = new ArrayList<>();
    for (int i = 0; i < injected.size(); i++) {
      Instant next = i + 1 < injected.size() ? injected.get(i + 1).start() : null;
      reports.add(FaultReport.of(injected.get(i), next, incidents));
    }
    return new Verdict(ledger, reports);
  }

  boolean good() {
    return ledger.balances() && faults.stream().allMatch(FaultReport::reported);
  }

  String text() {
    StringBuilder text = new StringBuilder("\nLedger, in items\n\n").append(ledger.table());
    text.append("\nFaults\n\n");
    line(text, "fault", "service", "began", "reported", "after", "blamed");
    for (FaultReport report : faults) {
      InjectedFault injected = report.injected();
      Incident incident = report.incident();
      Duration delay = report.delay();
      line(
          text,
          injected.fault().kind(),
          injected.fault().service(),
          clockTime(injected.start().toString()),
          incident == null ? "never" : clockTime(incident.reported().toString()),
          delay == null ? "" : delay.toSeconds() + " s",
          incident == null ? "nothing right" : incident.blamed());
      if (!report.others().isEmpty()) {
        text.append("    also blamed: ").append(String.join(", ", report.others())).append('\n');
      }
    }
    long reported = faults.stream().filter(FaultReport::reported).count();
    text.append(
        String.format(
            Locale.ROOT,
            "%n%d of %d faults were reported against the right service. %s%n",
            reported,
            faults.size(),
            good() ? "PASSED" : "FAILED"));
    return text.toString();
  }

  private static void line(StringBuilder text, String... cells) {
    text.append(
        String.format(Locale.ROOT, "  %-22s %-12s %-10s %-10s %-8s %s%n", (Object[]) cells));
  }

  private static String clockTime(String instant) {
    return instant.substring(11, 19);
  }
}
