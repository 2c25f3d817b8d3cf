package io.plumbline.samples.telemetry;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.instrumentation.logback.appender.v1_0.OpenTelemetryAppender;
import org.slf4j.Logger;

/**
 * The log of one service: a Logback context of its own, so that several services in one process do
 * not mix. Everything goes to OpenTelemetry, with the trace and span that were current, and to the
 * console when asked.
 */
public final class ServiceLog implements AutoCloseable {
  private final LoggerContext context = new LoggerContext();

  /** A log that goes nowhere yet. */
  public ServiceLog(String service) {
    context.setName(service);
    context.setMDCAdapter(new LogbackMDCAdapter());
    context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.INFO);
    context.start();
  }

  public Logger logger(Class<?> owner) {
    return context.getLogger(owner.getName());
  }

  /** Also prints to standard error. */
  public void printToConsole() {
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern("%d{HH:mm:ss.SSS} %-5level %contextName %logger{0} - %msg%n%ex{short}");
    encoder.start();
    ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
    console.setName("console");
    console.setContext(context);
    console.setTarget("System.err");
    console.setEncoder(encoder);
    console.start();
    attach(console);
  }

  /** An appender that turns events into OpenTelemetry log records. */
  public static OpenTelemetryAppender appenderTo(OpenTelemetry openTelemetry) {
    OpenTelemetryAppender appender = new OpenTelemetryAppender();
    appender.setName("opentelemetry");
    appender.setOpenTelemetry(openTelemetry);
    return appender;
  }

  /** Adds an appender; one of the same name is replaced. */
  public void attach(Appender<ILoggingEvent> appender) {
    appender.setContext(context);
    if (!appender.isStarted()) {
      appender.start();
    }
    var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    Appender<ILoggingEvent> previous = root.getAppender(appender.getName());
    root.addAppender(appender);
    if (previous != null) {
      root.detachAppender(previous);
    }
  }

  @Override
  public void close() {
    context.stop();
  }
}
