package io.plumbline.engine.exporter.debug;

import io.plumbline.engine.component.ComponentFactory.ExporterFactory;
import io.plumbline.engine.component.Exporter;
import io.plumbline.engine.component.Outcome;
import io.plumbline.engine.component.Settings;
import io.plumbline.engine.component.StartException;
import io.plumbline.engine.config.ConfigSection;
import io.plumbline.engine.queue.DeliveryConfig;
import io.plumbline.engine.queue.QueueConfig;
import io.plumbline.engine.queue.QueuedExporter;
import io.plumbline.engine.queue.RetryConfig;
import io.plumbline.engine.queue.Sender;
import io.plumbline.otlp.Batch;
import io.plumbline.otlp.Signal;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Shows what arrives: counts, a line for every item, or everything. Written to the log of the
 * process, or to files and standard output.
 */
public final class DebugExporter implements Sender {
  public static final ExporterFactory<Config> FACTORY = new Factory();

  /** Of what is said about the same signal in one second, the sampling of the configuration. */
  private static final Duration TICK = Duration.ofSeconds(1);

  private final Config config;
  private final Output output;
  private final Sampler sampler;

  private DebugExporter(Settings settings, Config config, Signal signal) {
    this.config = config;
    this.output =
        config.useInternalLogger
            ? new LogOutput(settings.id(), signal)
            : new StreamOutput(config.outputPaths);
    this.sampler =
        new Sampler(
            config.samplingInitial, config.samplingThereafter, TICK.toNanos(), System::nanoTime);
  }

  /**
   * What users configure.
   *
   * @param samplingInitial batches shown in every second
   * @param samplingThereafter then every n-th; zero for none
   * @param outputPaths used only without the internal logger
   */
  public record Config(
      Verbosity verbosity,
      int samplingInitial,
      int samplingThereafter,
      boolean useInternalLogger,
      List<String> outputPaths,
      QueueConfig queue) {
    public static final Config DEFAULT =
        new Config(Verbosity.BASIC, 2, 1, true, List.of("stdout"), QueueConfig.OFF);

    public Config {
      outputPaths = List.copyOf(outputPaths);
    }
  }

  /** How much is shown. */
  public enum Verbosity {
    /** Counts. */
    BASIC,
    /** A line for every item. */
    NORMAL,
    /** Everything. */
    DETAILED
  }

  @Override
  public void start() throws StartException {
    output.open();
  }

  @Override
  public Outcome send(Batch batch) {
    if (sampler.pass()) {
      show(batch);
    }
    return Outcome.accepted();
  }

  private void show(Batch batch) {
    Map<String, Integer> counts = Counts.of(batch);
    String title =
        switch (batch.signal()) {
          case TRACES -> "Traces";
          case METRICS -> "Metrics";
          case LOGS -> "Logs";
        };
    output.write(title, counts);
    switch (config.verbosity) {
      case BASIC -> {}
      case NORMAL -> output.write(NormalText.of(batch).stripTrailing(), Map.of());
      case DETAILED -> output.write(DetailedText.of(batch).stripTrailing(), Map.of());
    }
  }

  @Override
  public void close() {
    output.close();
  }

  private static final class Factory implements ExporterFactory<Config> {
    @Override
    public String type() {
      return "debug";
    }

    @Override
    public Set<Signal> signals() {
      return EnumSet.allOf(Signal.class);
    }

    @Override
    public Config config(ConfigSection section) {
      Config defaults = Config.DEFAULT;
      Config config =
          new Config(
              verbosity(section),
              count(section, "sampling_initial", defaults.samplingInitial),
              count(section, "sampling_thereafter", defaults.samplingThereafter),
              section.bool("use_internal_logger", defaults.useInternalLogger),
              section.strings("output_paths", defaults.outputPaths),
              QueueConfig.read(section, defaults.queue));
      boolean pathsWritten = section.keys().contains("output_paths");
      if (pathsWritten && config.useInternalLogger) {
        section.problem(
            "output_paths", "output_paths requires \"use_internal_logger\" to be set to false");
      }
      section.rejectUnknownKeys();
      return config;
    }

    private static Verbosity verbosity(ConfigSection section) {
      String text = section.string("verbosity", "basic").toLowerCase(Locale.ROOT);
      for (Verbosity verbosity : Verbosity.values()) {
        if (verbosity.name().toLowerCase(Locale.ROOT).equals(text)) {
          return verbosity;
        }
      }
      section.problem("verbosity", "verbosity level \"" + text + "\" is not supported");
      return Verbosity.BASIC;
    }

    private static int count(ConfigSection section, String key, int defaultValue) {
      return (int) section.integer(key, defaultValue, 0, Integer.MAX_VALUE);
    }

    @Override
    public Exporter create(Settings settings, Config config, Signal signal) {
      DeliveryConfig delivery = new DeliveryConfig(Duration.ZERO, RetryConfig.OFF, config.queue);
      return QueuedExporter.create(
          settings, signal, delivery, new DebugExporter(settings, config, signal));
    }
  }
}
