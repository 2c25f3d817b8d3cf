package io.plumbline.elk.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PatienceTest {
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
  private final Patience patience = new Patience(Duration.ofSeconds(60), nanos::get);

  @Test
  void lookedAtOften_endsOnTime() {
    for (int i = 0; i < 59; i++) {
      nanos.addAndGet(Duration.ofSeconds(1).toNanos());
      assertThat(patience.isOver()).isFalse();
    }

    nanos.addAndGet(Duration.ofSeconds(1).toNanos());

    assertThat(patience.isOver()).isTrue();
  }

  @Test
  void machinePaused_goesOn() {
    nanos.addAndGet(Duration.ofHours(8).toNanos());

    assertThat(patience.isOver()).isFalse();
  }
}
