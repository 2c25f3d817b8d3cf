package io.plumbline.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The rounds as a table: every one, then the medians, then how the first system compares with the
 * second.
 */
record Report(List<Measurement> rounds) {
  Report {
    rounds = List.copyOf(rounds);
  }

  static String header() {
    return String.format(
        Locale.ROOT,
        "%-14s %12s %14s %10s %9s %9s %10s %10s %9s%n",
        "system",
        "items/s",
        "items/CPU-s",
        "RSS MiB",
        "p50 ms",
        "p99 ms",
        "lost",
        "duplicates",
        "failures");
  }

  static String row(Measurement one) {
    return String.format(
        Locale.ROOT,
        "%-14s %12.0f %14.0f %10.0f %9.2f %9.2f %10d %10d %9d%n",
        one.system(),
        one.itemsPerSecond(),
        one.itemsPerCpuSecond(),
        one.residentBytes() / 1048576.0,
        one.latencyMillisP50(),
        one.latencyMillisP99(),
        one.lost(),
        one.duplicates(),
        one.failures());
  }

  String summary() {
    Map<String, List<Measurement>> bySystem = new LinkedHashMap<>();
    rounds.forEach(one -> bySystem.computeIfAbsent(one.system(), _ -> new ArrayList<>()).add(one));
    StringBuilder text =
        new StringBuilder("\nMedians; lost, duplicates and failures are sums\n").append(header());
    bySystem.forEach((name, all) -> text.append(row(median(name, all))));
    if (bySystem.size() == 2) {
      List<String> names = List.copyOf(bySystem.keySet());
      Measurement first = median(names.get(0), bySystem.getOrDefault(names.get(0), List.of()));
      Measurement second = median(names.get(1), bySystem.getOrDefault(names.get(1), List.of()));
      text.append(
          String.format(
              Locale.ROOT,
              "%n%s : %s   items/s %.2f   items/CPU-s %.2f   memory %.2f   p99 %.2f%n",
              first.system(),
              second.system(),
              first.itemsPerSecond() / second.itemsPerSecond(),
              first.itemsPerCpuSecond() / second.itemsPerCpuSecond(),
              (double) first.residentBytes() / second.residentBytes(),
              first.latencyMillisP99() / second.latencyMillisP99()));
    }
    return text.toString();
  }

  private static Measurement median(String name, List<Measurement> all) {
    return new Measurement(
        name,
        Math.round(Measurement.median(all, Measurement::itemsPerSecond) * 1000),
        1000,
        1000
            * Measurement.median(all, Measurement::itemsPerSecond)
            / Measurement.median(all, Measurement::itemsPerCpuSecond),
        Math.round(Measurement.median(all, Measurement::residentBytes)),
        Measurement.median(all, Measurement::latencyMillisP50),
        Measurement.median(all, Measurement::latencyMillisP99),
        all.stream().mapToLong(Measurement::lost).sum(),
        all.stream().mapToLong(Measurement::duplicates).sum(),
        all.stream().mapToLong(Measurement::failures).sum());
  }
}
