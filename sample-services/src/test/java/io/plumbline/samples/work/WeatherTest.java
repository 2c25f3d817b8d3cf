package io.plumbline.samples.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class WeatherTest {
  @Test
  void factor_wandersAroundOne() {
    Weather weather = new Weather("service-a");

    double[] factors =
        LongStream.range(0, 20_000)
            .mapToDouble(second -> weather.factorAt(second * 1_000_000_000))
            .toArray();

    double mean = Arrays.stream(factors).average().orElseThrow();
    assertThat(mean).isBetween(0.98, 1.03);
    assertThat(Arrays.stream(factors).filter(f -> f < 0.6 || f > 1.6)).isEmpty();
    assertThat(Arrays.stream(factors).filter(f -> f > 1.1).count()).isPositive();
  }

  @Test
  void factor_isAFunctionOfServiceAndTime() {
    assertThat(new Weather("service-a").factorAt(1234567890123L))
        .isEqualTo(new Weather("service-a").factorAt(1234567890123L))
        .isNotEqualTo(new Weather("service-b").factorAt(1234567890123L));
  }
}
