package io.plumbline.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LoadGeneratorTest {
  @Test
  void run_nobodyListens_countsFailures() throws Exception {
    try (LoadGenerator load = new LoadGenerator("127.0.0.1:1", 1, TracePayload.of(1), 0)) {
      assertThat(load.probe()).isFalse();
      load.run(Duration.ofMillis(50), () -> true);

      assertThat(load.accepted()).isZero();
      assertThat(load.failures()).isPositive();
    }
  }
}
