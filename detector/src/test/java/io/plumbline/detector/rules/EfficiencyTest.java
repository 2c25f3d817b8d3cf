package io.plumbline.detector.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EfficiencyTest {
  private static final double MB = 1e6;

  @Test
  void score_knownCosts_isOnTheScale() {
    assertThat(score(Duration.ofHours(1), 100 * MB)).isEqualTo(50);
    assertThat(score(Duration.ofHours(2), 200 * MB)).isEqualTo(20);
    assertThat(score(Duration.ofMinutes(15), 400 * MB)).isEqualTo(50);
    assertThat(score(Duration.ofMinutes(6), 10 * MB)).isCloseTo(99.0, within(0.01));
  }

  @Test
  void score_nothingTaken_isFull() {
    assertThat(score(Duration.ZERO, 100 * MB)).isEqualTo(100);
    assertThat(score(Duration.ofHours(1), 0)).isEqualTo(100);
    assertThat(score(Duration.ZERO, Double.POSITIVE_INFINITY)).isEqualTo(100);
  }

  @Test
  void score_unknownOrCorrupt_isUnknown() {
    assertThat(score(Duration.ofHours(1), Double.NaN)).isNaN();
    assertThat(score(Duration.ofHours(1), -1)).isNaN();
    assertThat(score(Duration.ofHours(-1), 100 * MB)).isNaN();
  }

  @Test
  void score_extremes_areWithinTheScale() {
    assertThat(score(Duration.ofSeconds(Long.MAX_VALUE), Double.MAX_VALUE)).isZero();
    assertThat(score(Duration.ofHours(1), Double.POSITIVE_INFINITY)).isZero();
    assertThat(score(Duration.ofNanos(1), Double.MIN_VALUE)).isEqualTo(100);
  }

  @Test
  void score_moreTimeOrMemory_isNeverBetter() {
    long seed = 7;
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 10_000; i++) {
      Duration duration = Duration.ofMillis(random.nextLong(1L << random.nextInt(1, 40)));
      double memory = random.nextDouble(1e12);
      double score = score(duration, memory);

      assertThat(score).as("seed %d, run %d", seed, i).isBetween(0.0, 100.0);
      assertThat(score(duration.multipliedBy(2), memory)).isLessThanOrEqualTo(score);
      assertThat(score(duration, memory * 2)).isLessThanOrEqualTo(score);
    }
  }

  @Test
  void new_referenceOfNothing_isRefused() {
    assertThatThrownBy(() -> new Efficiency(Duration.ZERO, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Efficiency(Duration.ofHours(1), Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static double score(Duration duration, double memoryBytes) {
    return Efficiency.DEFAULT.score(
        new BatchExecution(
            "1",
            "billing",
            "invoices",
            Instant.EPOCH,
            duration,
            BatchExecution.State.COMPLETED,
            memoryBytes));
  }
}
