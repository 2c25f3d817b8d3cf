package io.plumbline.detector.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExpectedTest {
  private static final int STEP = 600;
  private static final int DAY = 86_400;

  @Test
  void expected_dailyWave_followsTheTimeOfDay() {
    ServiceModel model = trained(7, 50);

    Typical noon = model.expected(0, 9 * DAY + DAY / 4);
    Typical night = model.expected(0, 9 * DAY + 3 * DAY / 4);

    assertThat(noon.median()).isCloseTo(150, within(6.0));
    assertThat(night.median()).isCloseTo(50, within(6.0));
    assertThat(noon.low()).isBetween(120.0, 148.0);
    assertThat(noon.high()).isBetween(152.0, 180.0);
  }

  @Test
  void expected_noSeason_isTypicalAtEveryTime() {
    ServiceModel model = trained(7, 0);

    assertThat(model.expected(0, 9 * DAY)).isEqualTo(model.typical(0));
  }

  @ParameterizedTest
  @EnumSource(Transform.class)
  void undo_ofWhatWasBent_isTheValue(Transform transform) {
    for (double value : new double[] {0, 0.001, 0.2, 0.5, 0.99, 1}) {
      double bent = transform.apply(value, 60);

      assertThat(transform.undo(bent, 60)).isCloseTo(value, within(1e-9));
    }
    assertThat(transform.undo(Double.NaN, 60)).isNaN();
  }

  @Test
  void undo_belowWhatThereIs_isTheLeast() {
    assertThat(Transform.COUNT.undo(-3, 60)).isZero();
    assertThat(Transform.SHARE.undo(-0.2, 60)).isZero();
    assertThat(Transform.SHARE.undo(2, 60)).isEqualTo(1);
    assertThat(Transform.LOGARITHM.undo(-9, 5)).isZero();
  }

  private static ServiceModel trained(int days, double wave) {
    SplittableRandom random = new SplittableRandom(1);
    int count = days * DAY / STEP;
    long[] times = new long[count];
    double[][] rows = new double[count][1];
    for (int i = 0; i < count; i++) {
      times[i] = (long) i * STEP;
      double daily = 100 + wave * Math.sin(2 * Math.PI * times[i] / DAY);
      rows[i][0] = daily + 5 * random.nextGaussian();
    }
    Column column = new Column("x", Transform.LINEAR, 0, 0.1, 0, Column.NO_TRIALS, true);
    return ServiceModel.train(List.of(column), new History(STEP, times, rows), 7, NoveltyKind.OURS);
  }
}
