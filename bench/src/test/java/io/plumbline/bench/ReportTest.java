package io.plumbline.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {
  @Test
  void summary_twoSystems_mediansAndRatios() {
    Report report =
        new Report(
            List.of(
                round("a", 3000, 1, 0),
                round("b", 1000, 2, 0),
                round("a", 1000, 1, 5),
                round("b", 1000, 2, 0),
                round("a", 2000, 1, 0),
                round("b", 1000, 2, 1)));

    assertThat(report.summary().lines().filter(line -> line.startsWith("a ")))
        .first()
        .asString()
        .containsSubsequence("200", "2000", "100", "1.00", "9.00", "5", "0");
    assertThat(report.summary())
        .contains("a : b   items/s 2.00   items/CPU-s 4.00   memory 1.00   p99 1.00");
  }

  @Test
  void summary_oneSystem_hasNoRatio() {
    assertThat(new Report(List.of(round("a", 1000, 1, 0))).summary()).doesNotContain(" : ");
  }

  private static Measurement round(String system, long items, double cpuSeconds, long lost) {
    return new Measurement(system, items, 10, cpuSeconds, 100L << 20, 1, 9, lost, 0);
  }
}
