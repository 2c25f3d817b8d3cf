package io.plumbline.detector.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArithmeticTest {

  @ParameterizedTest
  @CsvSource({
    "0,0", "1,10", "2,20", "3,30", "4,50", "5,62.5", "6,75", "8,87.5", "10,100", "30,100"
  })
  void score_ofSurprise(double surprise, double score) {
    assertThat(Score.of(surprise)).isEqualTo(score);
  }

  @Test
  void score_ofNaN_isABug() {
    assertThatThrownBy(() -> Score.of(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void inverse_timesMatrix_isUnit() {
    double[][] inverse = new Cholesky(new double[][] {{4, 2}, {2, 3}}).inverse();

    assertThat(inverse[0]).containsExactly(new double[] {0.375, -0.25}, within(1e-12));
    assertThat(inverse[1]).containsExactly(new double[] {-0.25, 0.5}, within(1e-12));
  }

  @Test
  void cholesky_notPositiveDefinite_saysSo() {
    assertThatThrownBy(() -> new Cholesky(new double[][] {{1, 2}, {2, 1}}))
        .hasMessage("matrix must be positive definite: pivot=-3.0");
  }

  @Test
  void quantile_interpolatesAndSkipsMissing() {
    Quantiles quantiles = new Quantiles(new double[] {30, Double.NaN, 10, 20});

    assertThat(quantiles.count()).isEqualTo(3);
    assertThat(quantiles.median()).isEqualTo(20);
    assertThat(quantiles.at(0.25)).isEqualTo(15);
    assertThat(new Quantiles(new double[] {Double.NaN}).median()).isNaN();
  }

  @Test
  void tail_surprise_growsWithTheScore() {
    double[] scores = new double[1000];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = -Math.log((i + 0.5) / scores.length);
    }
    Tail tail = Tail.fit(scores, 0.01, 100);

    assertThat(tail.surprise(0)).isCloseTo(0, within(0.01));
    assertThat(tail.surprise(Math.log(2))).isCloseTo(0.3, within(0.01));
    assertThat(tail.surprise(Math.log(1e4))).isCloseTo(4, within(0.3));
    assertThat(tail.surprise(1e9)).isGreaterThan(1e6);
  }

  @Test
  void tail_equalScores_saysTheyAreNormal() {
    Tail tail = Tail.fit(new double[] {1, 1, 1, 1}, 0.1, 100);

    assertThat(tail.surprise(1)).isLessThan(0.1);
    assertThat(tail.surprise(3)).isGreaterThan(8);
  }

  @Test
  void scale_widthIsTheFloor_whereTrainingHardlyVaries() {
    Scaler scaler =
        Scaler.fit(
            new double[][] {{0.1}, {0.1}, {0.1001}}, new double[] {0.05}, new boolean[] {false});

    assertThat(scaler.scale(new double[] {0.2})[0]).isCloseTo(2, within(1e-6));
    assertThat(scaler.scale(new double[] {Double.NaN})[0]).isNaN();
    assertThat(scaler.scale(new double[] {1e9})[0]).isEqualTo(20);
  }

  @Test
  void count_widthOfAPoissonProcess_isOneAtEveryRate() {
    double typical = Transform.COUNT.apply(10, 5);

    assertThat(Transform.COUNT.apply(10 + Math.sqrt(50) / 5, 5) - typical)
        .isCloseTo(1, within(0.05));
  }
}
