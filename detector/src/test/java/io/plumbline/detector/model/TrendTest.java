package io.plumbline.detector.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.function.LongToDoubleFunction;
import org.junit.jupiter.api.Test;

class TrendTest {
  private static final long START = 1_767_225_600;
  private static final long STEP = 600;
  private static final long DAY = 86_400;

  private static Trend trend(int days, double noise, LongToDoubleFunction value) {
    int count = (int) (days * DAY / STEP);
    long[] times = new long[count];
    double[] values = new double[count];
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < count; i++) {
      times[i] = START + i * STEP;
      values[i] = value.applyAsDouble(times[i]) + noise * random.nextGaussian();
    }
    return Trend.fit(times, values);
  }

  private static double season(long time) {
    double week = (time / (7.0 * DAY)) % 1;
    return 20 * Math.sin(2 * Math.PI * (time % DAY) / DAY) + 5 * Math.sin(2 * Math.PI * week);
  }

  private static double days(long time) {
    return (time - START) / (double) DAY;
  }

  @Test
  void at_aheadOfTrendAndSeasons_isWhatCame() {
    LongToDoubleFunction truth = time -> 100 + 3 * days(time) + season(time);
    Trend trend = trend(28, 2, truth);

    for (long ahead = START + 28 * DAY; ahead < START + 31 * DAY; ahead += 3 * 3600) {
      Trend.Forecast forecast = trend.at(ahead);
      assertThat(forecast.expected()).isCloseTo(truth.applyAsDouble(ahead), within(4.0));
      assertThat(forecast.low()).isLessThan(forecast.expected());
      assertThat(forecast.high()).isGreaterThan(forecast.expected());
    }
    assertThat(trend.slopePerDay()).isCloseTo(3, within(0.3));
    assertThat(trend.jumps()).isEmpty();
  }

  @Test
  void at_ofThePast_hasNineInTenNumbersInItsBand() {
    Trend trend = trend(10, 5, time -> 50);

    Trend.Forecast forecast = trend.at(START + 5 * DAY);

    assertThat(forecast.high() - forecast.low()).isCloseTo(2 * 1.645 * 5, within(2.0));
  }

  @Test
  void jumps_ofADayWithTrouble_areTold_andDoNotBendTheTrend() {
    long trouble = START + 6 * DAY;
    LongToDoubleFunction value =
        time -> season(time) + 100 + (time >= trouble && time < trouble + 10 * STEP ? 300 : 0);
    Trend trend = trend(28, 2, value);

    assertThat(trend.jumps()).hasSize(10).allMatch(Trend.Jump::isSpike);
    assertThat(trend.jumps().getFirst().time()).isEqualTo(trouble);
    assertThat(trend.slopePerDay()).isCloseTo(0, within(0.3));
  }

  @Test
  void at_trendThatTurned_followsItsNewSlope() {
    Trend trend = trend(20, 1, time -> days(time) < 10 ? 50 : 50 + 4 * (days(time) - 10));

    assertThat(trend.slopePerDay()).isCloseTo(4, within(0.6));
  }

  @Test
  void reaches_risingNumber_tellsWhen() {
    Trend trend = trend(14, 1, time -> 100 + 10 * days(time));
    long end = START + 14 * DAY;

    long reached = trend.reaches(300, true, end, end + 30 * DAY, 3600).orElseThrow();

    assertThat(days(reached)).isCloseTo(20, within(0.5));
    assertThat(trend.reaches(9000, true, end, end + 30 * DAY, 3600)).isEmpty();
    assertThat(trend.reaches(50, false, end, end + 30 * DAY, 3600)).isEmpty();
  }

  @Test
  void at_fallingNumber_goesBelowZeroOnlyIfItWasThereBefore() {
    Trend bytes = trend(10, 1, time -> 100 - 9 * days(time) + 10);
    Trend balance = trend(10, 1, time -> 40 - 9 * days(time));
    long later = START + 30 * DAY;

    assertThat(bytes.at(later).expected()).isZero();
    assertThat(bytes.at(later).low()).isZero();
    assertThat(balance.at(later).expected()).isCloseTo(-230, within(5.0));
  }

  @Test
  void fit_constantOrMissing_staysFinite() {
    Trend constant = trend(3, 0, time -> 7);
    Trend gaps = trend(3, 1, time -> time % 3 == 0 ? 7 : Double.NaN);

    assertThat(constant.at(START + 5 * DAY).expected()).isCloseTo(7, within(1e-6));
    assertThat(gaps.at(START + 5 * DAY).expected()).isFinite();
    assertThatThrownBy(() -> Trend.fit(new long[] {1, 2}, new double[] {1, Double.NaN}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a trend needs at least 20 numbers: 1");
  }
}
