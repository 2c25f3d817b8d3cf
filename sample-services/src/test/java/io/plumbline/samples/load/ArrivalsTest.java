package io.plumbline.samples.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class ArrivalsTest {
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final DailyShape DAY = new DailyShape(Duration.ofHours(24), 1);

  @Test
  void day_averagesTheRate() {
    assertThat(arrivalsIn(START, Duration.ofHours(24), 1) / 86_400.0).isCloseTo(5, within(0.1));
  }

  @Test
  void night_isQuieterThanAfternoon() {
    long night = arrivalsIn(START.plus(Duration.ofHours(3)), Duration.ofHours(1), 1);
    long afternoon = arrivalsIn(START.plus(Duration.ofHours(15)), Duration.ofHours(1), 1);

    assertThat(afternoon).isGreaterThan(2 * night);
  }

  @Test
  void multiplier_multiplies() {
    Instant noon = START.plus(Duration.ofHours(12));
    double normal = arrivalsIn(noon, Duration.ofHours(1), 1);

    assertThat(arrivalsIn(noon, Duration.ofHours(1), 5) / normal).isCloseTo(5, within(0.2));
    assertThat(arrivalsIn(noon, Duration.ofHours(1), 0.05) / normal).isCloseTo(0.05, within(0.02));
  }

  @Test
  void shape_averagesOneAndStaysBelowItsMaximum() {
    double sum = 0;
    for (int minute = 0; minute < 1440; minute++) {
      double factor = DAY.factorAt(START.plus(Duration.ofMinutes(minute)));
      assertThat(factor).isBetween(0.3, DAY.max());
      sum += factor;
    }
    assertThat(sum / 1440).isCloseTo(1, within(1e-9));
  }

  @Test
  void shape_withoutSwing_isFlat() {
    DailyShape flat = new DailyShape(Duration.ofHours(24), 0);

    assertThat(flat.factorAt(START.plus(Duration.ofHours(15)))).isEqualTo(1);
    assertThat(flat.max()).isEqualTo(1);
    assertThatThrownBy(() -> new DailyShape(Duration.ofHours(24), 1.1))
        .hasMessageContaining("swing=1.1");
  }

  @Test
  void rate_wrong() {
    assertThatThrownBy(() -> new Arrivals(0, DAY, () -> 1, new SplittableRandom(1)))
        .hasMessageContaining("rate=0.0");
  }

  private static long arrivalsIn(Instant start, Duration length, double multiplier) {
    Arrivals arrivals = new Arrivals(5, DAY, () -> multiplier, new SplittableRandom(7));
    long count = 0;
    Instant end = start.plus(length);
    for (Arrivals.Candidate next = arrivals.nextAfter(start);
        next.at().isBefore(end);
        next = arrivals.nextAfter(next.at())) {
      count += next.arrives() ? 1 : 0;
    }
    return count;
  }
}
