package io.plumbline.engine.telemetry;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.OutputStreamAppender;
import io.plumbline.engine.component.StartException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.slf4j.MarkerFactory;

/** Sets up the process's log: SLF4J's backend, as {@code service::telemetry::logs} says. */
public final class ServiceLog {
  /** On an entry that must not be sampled, because its author has sampled it already. */
  public static final Marker UNSAMPLED = MarkerFactory.getMarker("unsampled");

  private ServiceLog() {}

  /**
   * Replaces whatever log there is.
   *
   * @param resource shown with every entry; empty to leave it away
   * @throws StartException when a file can't be written
   */
  public static void configure(LogConfig config, Map<String, String> resource)
      throws StartException {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    List<Appender<ILoggingEvent>> appenders = new ArrayList<>();
    for (String path : config.outputPaths()) {
      appenders.add(appender(context, config, resource, path));
    }
    context.reset();
    install(context, config, appenders);
  }

  /** Leaves nothing but errors, for commands whose silence is their answer. */
  public static void quieten() {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.ERROR);
  }

  /** What is used before a configuration has been read. */
  static void configureDefault(LoggerContext context) {
    LogConfig config = LogConfig.DEFAULT;
    ConsoleAppender<ILoggingEvent> stderr = new ConsoleAppender<>();
    stderr.setTarget("System.err");
    prepare(stderr, context, config, Map.of());
    install(context, config, List.of(stderr));
  }

  private static void install(
      LoggerContext context, LogConfig config, List<Appender<ILoggingEvent>> appenders) {
    Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(
        switch (config.level()) {
          case DEBUG -> Level.DEBUG;
          case INFO -> Level.INFO;
          case WARN -> Level.WARN;
          case ERROR -> Level.ERROR;
        });
    // Netty and gRPC tell every frame at debug; that is their business, not the service's.
    context.getLogger("io.netty").setLevel(Level.WARN);
    context.getLogger("io.grpc").setLevel(Level.WARN);
    for (Appender<ILoggingEvent> appender : appenders) {
      appender.start();
      root.addAppender(appender);
    }
  }

  private static Appender<ILoggingEvent> appender(
      LoggerContext context, LogConfig config, Map<String, String> resource, String path)
      throws StartException {
    OutputStreamAppender<ILoggingEvent> appender =
        switch (path) {
          case "stderr" -> console("System.err");
          case "stdout" -> console("System.out");
          default -> file(path);
        };
    prepare(appender, context, config, resource);
    return appender;
  }

  private static ConsoleAppender<ILoggingEvent> console(String target) {
    ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
    appender.setTarget(target);
    return appender;
  }

  private static FileAppender<ILoggingEvent> file(String path) throws StartException {
    Path file = Path.of(path).toAbsolutePath();
    Path folder = file.getParent();
    if (folder == null || !Files.isDirectory(folder) || Files.isDirectory(file)) {
      throw new StartException(
          "service::telemetry::logs::output_paths: open " + path + ": no such file or directory");
    }
    FileAppender<ILoggingEvent> appender = new FileAppender<>();
    appender.setFile(file.toString());
    appender.setAppend(true);
    return appender;
  }

  private static void prepare(
      OutputStreamAppender<ILoggingEvent> appender,
      LoggerContext context,
      LogConfig config,
      Map<String, String> resource) {
    LogEncoder encoder = new LogEncoder(config, resource, ZoneId.systemDefault());
    encoder.setContext(context);
    encoder.start();
    appender.setContext(context);
    appender.setEncoder(encoder);
    LogConfig.Sampling sampling = config.sampling();
    if (sampling != null) {
      LogSampler sampler = new LogSampler(sampling);
      sampler.setContext(context);
      sampler.start();
      appender.addFilter(sampler);
    }
  }
}
