package io.plumbline.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import org.junit.jupiter.api.Test;

class LatenciesTest {
  private final Latencies latencies = new Latencies();

  @Test
  void quantile_ofNothing_isNotANumber() {
    assertThat(latencies.quantileMillis(0.5)).isNaN();
  }

  @Test
  void quantiles_ofOneToThousandMilliseconds_areRightToSevenPercent() {
    for (int millis = 1; millis <= 1000; millis++) {
      latencies.record(millis * 1_000_000L);
    }
    assertThat(latencies.quantileMillis(0.5)).isCloseTo(500, withPercentage(7));
    assertThat(latencies.quantileMillis(0.99)).isCloseTo(990, withPercentage(7));
  }

  @Test
  void quantile_ofExtremes_isFinite() {
    latencies.record(-1);
    latencies.record(Long.MAX_VALUE);
    assertThat(latencies.quantileMillis(0)).isPositive();
    assertThat(latencies.quantileMillis(1)).isFinite();
  }
}
