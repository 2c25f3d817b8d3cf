package io.plumbline.bench;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What one round of one system has shown.
 *
 * @param items spans it accepted while it was measured
 * @param seconds how long that took
 * @param cpuSeconds it used meanwhile
 * @param residentBytes the most it was seen to use
 * @param lost accepted, but not sent on when it had stopped
 * @param duplicates sent on again
 * @param failures requests it refused or did not answer
 */
record Measurement(
    String system,
    long items,
    double seconds,
    double cpuSeconds,
    long residentBytes,
    double latencyMillisP50,
    double latencyMillisP99,
    long lost,
    long duplicates,
    long failures) {

  double itemsPerSecond() {
    return items / seconds;
  }

  double itemsPerCpuSecond() {
    return items / cpuSeconds;
  }

  /** The median over several rounds. */
  static double median(List<Measurement> rounds, ToDoubleFunction<Measurement> value) {
    double[] sorted = rounds.stream().mapToDouble(value).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
