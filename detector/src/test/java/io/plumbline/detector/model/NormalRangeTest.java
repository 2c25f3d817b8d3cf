package io.plumbline.detector.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class NormalRangeTest {
  @Test
  void excess_isInWidthsOfNormal() {
    NormalRange range = NormalRange.of(ramp(1001), 0);

    assertThat(range.low()).isEqualTo(25, within(1e-9));
    assertThat(range.high()).isEqualTo(975, within(1e-9));
    assertThat(range.excess(975 + 2 * 950)).isEqualTo(2, within(1e-9));
    assertThat(range.excess(25 - 950)).isEqualTo(1, within(1e-9));
    assertThat(range.excess(500)).isEqualTo(-0.5, within(1e-9));
  }

  @Test
  void of_valuesWithTroubles_leavesThemOut() {
    double[] values = ramp(1001);
    Arrays.fill(values, 950, 990, 1e6);

    assertThat(NormalRange.of(values, 0).high()).isLessThan(1001);
  }

  @Test
  void of_constant_isAsWideAsIsLeast() {
    NormalRange range = NormalRange.of(new double[] {7, 7, 7, Double.NaN}, 0.5);

    assertThat(range.excess(7)).isZero();
    assertThat(range.excess(8)).isEqualTo(2);
  }

  @Test
  void of_nothing_knowsNoExcess() {
    NormalRange range = NormalRange.of(new double[] {Double.NaN}, 1);

    assertThat(range.excess(3)).isNaN();
    assertThat(NormalRange.of(ramp(9), 1).excess(Double.NaN)).isNaN();
  }

  private static double[] ramp(int size) {
    double[] values = new double[size];
    Arrays.setAll(values, i -> i);
    return values;
  }
}
