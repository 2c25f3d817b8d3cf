package io.plumbline.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LatenciesTest {
  @Test
  void quantile_isRightToASixteenth() {
    Latencies latencies = new Latencies();
    for (int micros = 1; micros <= 100_000; micros++) {
      latencies.record(micros * 1000L);
    }

    assertThat(latencies.quantileMillis(0.5)).isCloseTo(50, within(50 / 16.0));
    assertThat(latencies.quantileMillis(0.99)).isCloseTo(99, within(99 / 16.0));
    assertThat(latencies.quantileMillis(1)).isCloseTo(100, within(100 / 16.0));
  }

  @Test
  void quantile_ofExtremes() {
    Latencies latencies = new Latencies();
    assertThat(latencies.quantileMillis(0.5)).isNaN();

    latencies.record(0);
    assertThat(latencies.quantileMillis(0.5)).isLessThan(0.001);

    latencies.record(Long.MAX_VALUE);
    assertThat(latencies.quantileMillis(1)).isGreaterThanOrEqualTo(Long.MAX_VALUE / 1e6);
  }
}
