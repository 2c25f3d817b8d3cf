package io.plumbline.detector.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private static final AlertPolicy.Retry RETRY =
      new AlertPolicy.Retry(Duration.ofSeconds(1), Duration.ofMinutes(1), Duration.ofHours(1));

  @Test
  void after_furtherFailures_doublesUpToTheLimit() {
    Backoff backoff = new Backoff(RETRY, new SplittableRandom(1));
    for (int failures = 1; failures < 2000; failures++) {
      Duration most = Duration.ofSeconds(Math.min(60, 1L << Math.min(failures - 1, 6)));

      assertThat(backoff.after(failures, null)).isBetween(most.dividedBy(2), most);
    }
  }

  @Test
  void after_sameFailures_isNotTheSameWait() {
    Backoff backoff = new Backoff(RETRY, new SplittableRandom(1));

    assertThat(backoff.after(5, null)).isNotEqualTo(backoff.after(5, null));
  }

  @Test
  void after_askedForMore_isThat() {
    Backoff backoff = new Backoff(RETRY, new SplittableRandom(1));

    assertThat(backoff.after(1, Duration.ofMinutes(5))).isEqualTo(Duration.ofMinutes(5));
    assertThat(backoff.after(9, Duration.ZERO)).isGreaterThanOrEqualTo(Duration.ofSeconds(30));
  }
}
