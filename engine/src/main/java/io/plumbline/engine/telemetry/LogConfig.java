package io.plumbline.engine.telemetry;

import io.plumbline.engine.config.ConfigSection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The process's own log.
 *
 * @param sampling null to write every entry
 * @param outputPaths {@code stderr}, {@code stdout} or files
 * @param initialFields added to every entry
 */
public record LogConfig(
    Level level,
    Encoding encoding,
    boolean disableCaller,
    boolean disableStacktrace,
    @Nullable Sampling sampling,
    List<String> outputPaths,
    Map<String, String> initialFields) {

  /**
   * Of entries with the same level and text, the first {@code initial} of every tick are written.
   */
  public record Sampling(Duration tick, int initial, int thereafter) {
    static final Sampling DEFAULT = new Sampling(Duration.ofSeconds(10), 10, 100);
  }

  /** The least severe entries that are written. */
  public enum Level {
    DEBUG,
    INFO,
    WARN,
    ERROR
  }

  /** How an entry is written. */
  public enum Encoding {
    CONSOLE,
    JSON
  }

  public static final LogConfig DEFAULT =
      new LogConfig(
          Level.INFO,
          Encoding.CONSOLE,
          false,
          false,
          Sampling.DEFAULT,
          List.of("stderr"),
          Map.of());

  public LogConfig {
    outputPaths = List.copyOf(outputPaths);
    initialFields = Map.copyOf(initialFields);
  }

  static LogConfig read(ConfigSection section) {
    boolean development = section.bool("development", false);
    LogConfig config =
        new LogConfig(
            section.choice("level", Level.class, development ? Level.DEBUG : DEFAULT.level),
            section.choice("encoding", Encoding.class, DEFAULT.encoding),
            section.bool("disable_caller", false),
            section.bool("disable_stacktrace", false),
            sampling(section),
            section.strings("output_paths", DEFAULT.outputPaths),
            section.stringMap("initial_fields"));
    section.bool("disable_zap_resource", false);
    section.strings("error_output_paths", DEFAULT.outputPaths);
    TelemetryConfig.rejectIfPresent(
        section, "processors", "sending the log of the process itself is not supported");
    section.rejectUnknownKeys();
    return config;
  }

  private static @Nullable Sampling sampling(ConfigSection logs) {
    ConfigSection section = logs.section("sampling");
    boolean enabled = section.bool("enabled", true);
    Sampling sampling =
        new Sampling(
            section.duration("tick", Sampling.DEFAULT.tick),
            (int) section.integer("initial", Sampling.DEFAULT.initial, 0, Integer.MAX_VALUE),
            (int) section.integer("thereafter", Sampling.DEFAULT.thereafter, 0, Integer.MAX_VALUE));
    if (!sampling.tick.isPositive()) {
      section.problem("tick", "must be positive");
    }
    section.rejectUnknownKeys();
    return enabled ? sampling : null;
  }
}
