package io.plumbline.engine.telemetry;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import io.plumbline.engine.config.GoDuration;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;

/**
 * Writes an entry as the Collector does: on the console time, level, caller, message and fields
 * with tabs between them, or all of it as one JSON object a line.
 */
final class LogEncoder extends EncoderBase<ILoggingEvent> {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSXX", Locale.ROOT);

  private final LogConfig config;
  private final Map<String, String> resource;
  private final ZoneId zone;

  /**
   * An encoder.
   *
   * @param resource shown with every entry; empty to leave it away
   */
  LogEncoder(LogConfig config, Map<String, String> resource, ZoneId zone) {
    this.config = config;
    this.resource = resource;
    this.zone = zone;
  }

  @Override
  public byte[] headerBytes() {
    return new byte[0];
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    StringBuilder out = new StringBuilder(256);
    switch (config.encoding()) {
      case CONSOLE -> console(event, out);
      case JSON -> json(event, out);
    }
    return out.append('\n').toString().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public byte[] footerBytes() {
    return new byte[0];
  }

  private void console(ILoggingEvent event, StringBuilder out) {
    out.append(time(event)).append('\t').append(level(event)).append('\t');
    if (!config.disableCaller()) {
      out.append(caller(event)).append('\t');
    }
    out.append(event.getFormattedMessage());
    Map<String, Object> fields = fields(event);
    if (!fields.isEmpty()) {
      new JsonText(out.append('\t'), true).object(fields);
    }
    if (withStack(event)) {
      out.append('\n')
          .append(ThrowableProxyUtil.asString(event.getThrowableProxy()).stripTrailing());
    }
  }

  private void json(ILoggingEvent event, StringBuilder out) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("level", level(event));
    entry.put("ts", time(event));
    if (!config.disableCaller()) {
      entry.put("caller", caller(event));
    }
    entry.put("msg", event.getFormattedMessage());
    entry.putAll(fields(event));
    if (withStack(event)) {
      entry.put("stacktrace", ThrowableProxyUtil.asString(event.getThrowableProxy()));
    }
    new JsonText(out, false).object(entry);
  }

  private Map<String, Object> fields(ILoggingEvent event) {
    Map<String, Object> fields = new LinkedHashMap<>();
    if (!resource.isEmpty()) {
      fields.put("resource", resource);
    }
    fields.putAll(config.initialFields());
    fields.putAll(event.getMDCPropertyMap());
    if (event.getKeyValuePairs() != null) {
      for (KeyValuePair pair : event.getKeyValuePairs()) {
        fields.put(pair.key, value(pair.value));
      }
    }
    if (event.getThrowableProxy() != null) {
      String message = event.getThrowableProxy().getMessage();
      fields.put("error", message == null ? event.getThrowableProxy().getClassName() : message);
    }
    return fields;
  }

  /** What JSON has no form of its own for is text; durations are written as Go writes them. */
  private static Object value(@Nullable Object value) {
    return switch (value) {
      case Number number -> number;
      case Boolean truth -> truth;
      case Duration duration -> GoDuration.format(duration);
      case null, default -> String.valueOf(value);
    };
  }

  private boolean withStack(ILoggingEvent event) {
    return !config.disableStacktrace()
        && event.getThrowableProxy() != null
        && event.getLevel().isGreaterOrEqual(Level.ERROR);
  }

  private String time(ILoggingEvent event) {
    return TIME.format(Instant.ofEpochMilli(event.getTimeStamp()).atZone(zone));
  }

  private static String level(ILoggingEvent event) {
    return event.getLevel().toString().toLowerCase(Locale.ROOT);
  }

  /** The last package and the class: {@code service/Service}. */
  private static String caller(ILoggingEvent event) {
    String name = event.getLoggerName();
    int type = name.lastIndexOf('.');
    int folder = name.lastIndexOf('.', type - 1);
    return type < 0 ? name : name.substring(folder + 1, type) + "/" + name.substring(type + 1);
  }
}
