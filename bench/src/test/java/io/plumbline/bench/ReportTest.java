package io.plumbline.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {
  @Test
  void summary_ofTwoSystems_hasMediansSumsAndRatios() {
    Report report = new Report(List.of(round("a", 100, 1), round("b", 50, 0), round("a", 300, 2)));
    assertThat(report.summary())
        .containsPattern("a +200 +100 +1 +1\\.00 +2\\.00 +3 +0 +0")
        .contains("a : b   items/s 4.00   items/CPU-s 2.00   memory 1.00   p99 1.00");
  }

  @Test
  void summary_ofOneSystem_comparesNothing() {
    assertThat(new Report(List.of(round("a", 100, 0))).summary()).doesNotContain(" : ");
  }

  /** A second long; "a" does 100 items for a second of CPU, the other 50. */
  private static Measurement round(String name, long items, long lost) {
    double cpuSeconds = items / (name.equals("a") ? 100.0 : 50.0);
    return new Measurement(name, items, 1, cpuSeconds, 1 << 20, 1, 2, lost, 0, 0);
  }
}
