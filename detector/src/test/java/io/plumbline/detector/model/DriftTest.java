package io.plumbline.detector.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DriftTest {
  @Test
  void psi_sameValues_isNothing() {
    double[] values = gaussian(500, 1, 0);

    assertThat(Drift.psi(values, values)).isCloseTo(0, within(1e-9));
  }

  @Test
  void psi_twoHalvesThatTradeShares() {
    // 300 of 1 and 300 of 2, then 100 and 500: (1/6 − 1/2)·ln(1/3) + (5/6 − 1/2)·ln(5/3).
    double[] training = concat(constant(300, 1), constant(300, 2));
    double[] now = concat(constant(100, 1), constant(500, 2));

    assertThat(Drift.psi(training, now)).isCloseTo(0.536, within(0.01));
  }

  @ParameterizedTest
  @ValueSource(ints = {60, 120, 720, 1440})
  void psi_sameDistribution_isSeldomDrift(int windows) {
    int flagged = 0;
    for (int seed = 0; seed < 200; seed++) {
      double psi = Drift.psi(gaussian(1440, seed, 0), gaussian(windows, 1000 + seed, 0));
      flagged += psi > Drift.FLAGGED ? 1 : 0;
    }

    assertThat(flagged).isLessThanOrEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(ints = {60, 1440})
  void psi_shiftByAWidth_isDrift(int windows) {
    assertThat(Drift.psi(gaussian(1440, 1, 0), gaussian(windows, 2, 1))).isGreaterThan(0.25);
  }

  @Test
  void psi_constantThatMoves_isDriftEitherWay() {
    assertThat(Drift.psi(constant(200, 0), constant(200, 0))).isCloseTo(0, within(1e-9));
    assertThat(Drift.psi(constant(200, 0), constant(200, 0.5))).isGreaterThan(1);
    assertThat(Drift.psi(constant(200, 0), constant(200, -0.5))).isGreaterThan(1);
  }

  @Test
  void psi_missingValues_countOnNeitherSide() {
    double[] values = gaussian(300, 1, 0);
    double[] holed = concat(values, constant(300, Double.NaN));

    assertThat(Drift.psi(values, holed)).isCloseTo(0, within(1e-9));
    assertThat(Drift.psi(holed, values)).isCloseTo(0, within(1e-9));
  }

  @Test
  void psi_fewValues_isNotTold() {
    assertThat(Drift.psi(gaussian(500, 1, 0), gaussian(29, 2, 3))).isNaN();
    assertThat(Drift.psi(new double[0], gaussian(500, 2, 3))).isNaN();
  }

  private static double[] gaussian(int count, long seed, double mean) {
    SplittableRandom random = new SplittableRandom(seed);
    return DoubleStream.generate(() -> mean + random.nextGaussian()).limit(count).toArray();
  }

  private static double[] constant(int count, double value) {
    double[] values = new double[count];
    Arrays.fill(values, value);
    return values;
  }

  private static double[] concat(double[] first, double[] second) {
    return DoubleStream.concat(Arrays.stream(first), Arrays.stream(second)).toArray();
  }
}
