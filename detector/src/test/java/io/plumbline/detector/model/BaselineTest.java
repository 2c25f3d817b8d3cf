package io.plumbline.detector.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BaselineTest {
  private static final int STEP = 300;
  private static final int DAY = 86_400;

  @Test
  void at_dailyWave_followsTheTimeOfDay() {
    Baseline baseline = fit(7, time -> 100 + 50 * Math.sin(2 * Math.PI * time / DAY));

    assertThat(baseline.isSeasonal(0)).isTrue();
    assertThat(baseline.at(0, 9 * DAY + DAY / 4)).isCloseTo(150, within(5.0));
    assertThat(baseline.at(0, 9 * DAY + 3 * DAY / 4)).isCloseTo(50, within(5.0));
  }

  @Test
  void at_noise_isTheMedianAtEveryTime() {
    Baseline baseline = fit(7, _ -> 100);

    assertThat(baseline.isSeasonal(0)).isFalse();
    assertThat(baseline.at(0, 9 * DAY)).isEqualTo(baseline.median(0));
  }

  @Test
  void at_dailyWaveOfThreeDays_isNotTrustedYet() {
    assertThat(fit(3, time -> 50 * Math.sin(2 * Math.PI * time / DAY)).isSeasonal(0)).isFalse();
  }

  @Test
  void at_quietWeekends_followsTheDayOfTheWeekFromThreeWeeksOn() {
    Baseline baseline = fit(21, time -> Math.floorMod(time / DAY, 7) < 2 ? 20 : 100);

    assertThat(baseline.at(0, 28 * DAY + DAY / 2)).isCloseTo(20, within(5.0));
    assertThat(baseline.at(0, 31 * DAY + DAY / 2)).isCloseTo(100, within(5.0));
  }

  @Test
  void at_columnNeverSeen_isMissing() {
    Baseline baseline =
        Baseline.fit(new long[] {0, STEP}, new double[][] {{Double.NaN}, {Double.NaN}});

    assertThat(baseline.at(0, 0)).isNaN();
  }

  private interface Signal {
    double at(long time);
  }

  private static Baseline fit(int days, Signal signal) {
    SplittableRandom random = new SplittableRandom(1);
    int count = days * DAY / STEP;
    long[] times = new long[count];
    double[][] rows = new double[count][1];
    for (int i = 0; i < count; i++) {
      times[i] = (long) i * STEP;
      rows[i][0] = signal.at(times[i]) + 5 * random.nextGaussian();
    }
    return Baseline.fit(times, rows);
  }
}
