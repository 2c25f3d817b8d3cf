package io.plumbline.samples.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class DurationsTest {
  @Test
  void parse_units() {
    assertThat(Durations.parse("250ms")).isEqualTo(Duration.ofMillis(250));
    assertThat(Durations.parse("20s")).isEqualTo(Duration.ofSeconds(20));
    assertThat(Durations.parse("24m")).isEqualTo(Duration.ofMinutes(24));
    assertThat(Durations.parse("1h30m")).isEqualTo(Duration.ofMinutes(90));
    assertThat(Durations.parse("2d")).isEqualTo(Duration.ofDays(2));
  }

  @Test
  void parse_wrong() {
    for (String text : new String[] {"", "20", "s", "0s", "-5s", "5 s", "1m1h", "99999999999s"}) {
      assertThatThrownBy(() -> Durations.parse(text))
          .describedAs(text)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
