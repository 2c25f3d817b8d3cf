package io.plumbline.engine.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

class LogEncoderTest {
  private final Logger logger =
      new LoggerContext().getLogger("io.plumbline.engine.service.Service");

  @Test
  void console_asZapWritesIt() {
    LoggingEvent event = event(Level.INFO, "Everything is ready.", null);
    event.addKeyValuePair(new KeyValuePair("id", "otlp"));
    event.addKeyValuePair(new KeyValuePair("port", 4317));
    event.addKeyValuePair(new KeyValuePair("tls", false));

    assertThat(encode(LogConfig.DEFAULT, Map.of(), event))
        .isEqualTo(
            "2026-01-02T03:04:05.678Z\tinfo\tservice/Service\tEverything is ready.\t"
                + "{\"id\": \"otlp\", \"port\": 4317, \"tls\": false}\n");
  }

  @Test
  void durations_areWrittenAsGoWritesThem() {
    LoggingEvent event = event(Level.INFO, "Will retry.", null);
    event.addKeyValuePair(new KeyValuePair("interval", Duration.ofNanos(1_327_893_771)));
    event.addKeyValuePair(new KeyValuePair("timeout", Duration.ofMinutes(1)));
    event.addKeyValuePair(new KeyValuePair("nothing", null));

    assertThat(encode(LogConfig.DEFAULT, Map.of(), event))
        .endsWith(
            "{\"interval\": \"1.327893771s\", \"timeout\": \"1m0s\", \"nothing\": \"null\"}\n");
  }

  @Test
  void console_withoutFields() {
    assertThat(encode(LogConfig.DEFAULT, Map.of(), event(Level.WARN, "Hm.", null)))
        .isEqualTo("2026-01-02T03:04:05.678Z\twarn\tservice/Service\tHm.\n");
  }

  @Test
  void console_errorsHaveTheirStack() {
    String text =
        encode(
            LogConfig.DEFAULT,
            Map.of(),
            event(Level.ERROR, "Failed.", new IllegalStateException("no \"luck\"")));

    assertThat(text)
        .startsWith(
            "2026-01-02T03:04:05.678Z\terror\tservice/Service\tFailed.\t{\"error\": \"no"
                + " \\\"luck\\\"\"}\n"
                + "java.lang.IllegalStateException: no \"luck\"\n")
        .endsWith("\n");
  }

  @Test
  void warnings_haveNoStack() {
    String text =
        encode(
            LogConfig.DEFAULT,
            Map.of(),
            event(Level.WARN, "Failed.", new IllegalStateException("no")));

    assertThat(text).endsWith("Failed.\t{\"error\": \"no\"}\n");
  }

  @Test
  void json_isOneObjectALine() {
    LogConfig config =
        new LogConfig(
            LogConfig.Level.INFO,
            LogConfig.Encoding.JSON,
            true,
            false,
            null,
            List.of("stderr"),
            Map.of("region", "north"));
    LoggingEvent event = event(Level.INFO, "Two\nlines\tand a \u0001", null);

    assertThat(encode(config, Map.of("service.name", "plumbline-test"), event))
        .isEqualTo(
            "{\"level\":\"info\",\"ts\":\"2026-01-02T03:04:05.678Z\","
                + "\"msg\":\"Two\\nlines\\tand a \\u0001\","
                + "\"resource\":{\"service.name\":\"plumbline-test\"},\"region\":\"north\"}\n");
  }

  private LoggingEvent event(Level level, String message, @Nullable Throwable cause) {
    LoggingEvent event = new LoggingEvent("", logger, level, message, cause, null);
    event.setMDCPropertyMap(Map.of());
    event.setInstant(Instant.parse("2026-01-02T03:04:05.678Z"));
    return event;
  }

  private static String encode(LogConfig config, Map<String, String> resource, LoggingEvent event) {
    byte[] bytes = new LogEncoder(config, resource, ZoneOffset.UTC).encode(event);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
