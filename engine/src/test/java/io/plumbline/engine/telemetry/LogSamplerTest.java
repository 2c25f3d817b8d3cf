package io.plumbline.engine.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.spi.FilterReply;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LogSamplerTest {
  private final Logger logger = new LoggerContext().getLogger("test");
  private final LogSampler sampler =
      new LogSampler(new LogConfig.Sampling(Duration.ofSeconds(10), 2, 3));

  @Test
  void firstOfATick_thenEveryNth() {
    int passed = 0;
    for (int count = 1; count <= 8; count++) {
      passed += passes("same", 0) ? 1 : 0;
    }

    assertThat(passed).isEqualTo(2 + 2);
  }

  @Test
  void nextTick_beginsAnew() {
    passes("same", 0);
    passes("same", 0);

    assertThat(passes("same", 9_999)).isFalse();
    assertThat(passes("same", 10_000)).isTrue();
  }

  @Test
  void otherText_isCountedByItself() {
    passes("same", 0);
    passes("same", 0);

    assertThat(passes("other", 0)).isTrue();
  }

  @Test
  void unsampledEntries_alwaysPass() {
    for (int count = 0; count < 10; count++) {
      LoggingEvent event = event("same", 0);
      event.addMarker(ServiceLog.UNSAMPLED);

      assertThat(sampler.decide(event)).isEqualTo(FilterReply.NEUTRAL);
    }
  }

  private boolean passes(String message, long millis) {
    return sampler.decide(event(message, millis)) == FilterReply.NEUTRAL;
  }

  private LoggingEvent event(String message, long millis) {
    LoggingEvent event = new LoggingEvent("", logger, Level.INFO, message, null, null);
    event.setInstant(Instant.ofEpochMilli(1_000_000_000_000L + millis));
    return event;
  }
}
