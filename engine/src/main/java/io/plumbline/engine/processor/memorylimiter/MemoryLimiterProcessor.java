package io.plumbline.engine.processor.memorylimiter;

import io.micrometer.core.instrument.Counter;
import io.plumbline.engine.component.ComponentFactory.ProcessorFactory;
import io.plumbline.engine.component.Consumer;
import io.plumbline.engine.component.Outcome;
import io.plumbline.engine.component.Processor;
import io.plumbline.engine.component.Settings;
import io.plumbline.engine.component.StatusCode;
import io.plumbline.engine.config.ConfigSection;
import io.plumbline.engine.time.TimeSource;
import io.plumbline.engine.time.TimeSource.Alarm;
import io.plumbline.otlp.Batch;
import io.plumbline.otlp.Signal;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/** Refuses telemetry while memory is short; senders keep it and come back. */
public final class MemoryLimiterProcessor implements Processor {
  public static final ProcessorFactory<Config> FACTORY = new Factory();

  static final String REFUSAL = "data refused due to high memory usage";
  private static final long MIB = 1 << 20;

  private final Config config;
  private final MemoryCheck check;
  private final TimeSource time;
  private final Consumer next;
  private final Counter accepted;
  private final Counter refused;

  /** Guarded by this. */
  private boolean running;

  private Alarm nextCheck = () -> {};

  MemoryLimiterProcessor(
      Settings settings,
      Config config,
      Signal signal,
      Consumer next,
      HeapMemory memory,
      InFlightBytes inFlight,
      TimeSource time) {
    this.config = config;
    this.check = new MemoryCheck(config, memory, inFlight, settings.health());
    this.time = time;
    this.next = next;
    this.accepted = counter(settings, "accepted", signal);
    this.refused = counter(settings, "refused", signal);
  }

  private static Counter counter(Settings settings, String what, Signal signal) {
    return Counter.builder("otelcol_processor_memory_limiter_" + what + "_" + signal.itemsName())
        .tag("processor", settings.id().toString())
        .register(settings.meters());
  }

  @Override
  public synchronized void start() {
    running = true;
    scheduleCheck();
  }

  private synchronized void scheduleCheck() {
    if (running) {
      // A collection takes its time, so it is not for the thread that rings alarms.
      nextCheck =
          time.after(
              config.checkInterval(),
              () -> Thread.ofVirtual().name("memory-limiter").start(this::checkAndSchedule));
    }
  }

  private void checkAndSchedule() {
    try {
      check.check();
    } finally {
      scheduleCheck();
    }
  }

  @Override
  public Outcome consume(Batch batch) {
    if (!check.enter(batch.sizeBytes())) {
      refused.increment(batch.itemCount());
      return new Outcome.RetryAfter(StatusCode.UNAVAILABLE, REFUSAL, config.checkInterval(), null);
    }
    try {
      accepted.increment(batch.itemCount());
      return next.consume(batch);
    } finally {
      check.leave(batch.sizeBytes());
    }
  }

  @Override
  public synchronized void close() {
    running = false;
    nextCheck.cancel();
  }

  /**
   * What users write.
   *
   * @param limitMib 0 when the limit is a percentage
   * @param spikeLimitMib 0 means a fifth of the limit
   * @param limitPercentage of the maximum heap, or of the memory of the machine or container where
   *     that is smaller
   */
  public record Config(
      Duration checkInterval,
      long limitMib,
      long spikeLimitMib,
      long limitPercentage,
      long spikeLimitPercentage,
      Duration minGcIntervalWhenSoftLimited,
      Duration minGcIntervalWhenHardLimited,
      Duration maxGcIntervalWhenSoftLimited,
      Duration maxGcIntervalWhenHardLimited) {

    public static final Config DEFAULT =
        new Config(
            Duration.ZERO,
            0,
            0,
            0,
            0,
            Duration.ofSeconds(10),
            Duration.ZERO,
            Duration.ofSeconds(30),
            Duration.ofSeconds(30));

    long hardLimitBytes(long wholeBytes) {
      return limitMib > 0 ? limitMib * MIB : wholeBytes / 100 * limitPercentage;
    }

    long spikeBytes(long wholeBytes) {
      long spike = limitMib > 0 ? spikeLimitMib * MIB : wholeBytes / 100 * spikeLimitPercentage;
      return spike == 0 ? hardLimitBytes(wholeBytes) / 5 : spike;
    }

    private static Config read(ConfigSection section) {
      long most = 0xFFFF_FFFFL;
      Config config =
          new Config(
              section.duration("check_interval", DEFAULT.checkInterval),
              section.integer("limit_mib", 0, 0, most),
              section.integer("spike_limit_mib", 0, 0, most),
              section.integer("limit_percentage", 0, 0, most),
              section.integer("spike_limit_percentage", 0, 0, most),
              section.duration(
                  "min_gc_interval_when_soft_limited", DEFAULT.minGcIntervalWhenSoftLimited),
              section.duration(
                  "min_gc_interval_when_hard_limited", DEFAULT.minGcIntervalWhenHardLimited),
              section.duration(
                  "max_gc_interval_when_soft_limited", DEFAULT.maxGcIntervalWhenSoftLimited),
              section.duration(
                  "max_gc_interval_when_hard_limited", DEFAULT.maxGcIntervalWhenHardLimited));
      config.checkLimits(section);
      config.checkIntervals(section);
      section.rejectUnknownKeys();
      return config;
    }

    private void checkLimits(ConfigSection section) {
      if (!checkInterval.isPositive()) {
        section.problem("'check_interval' must be greater than zero");
      }
      if (limitMib == 0 && limitPercentage == 0) {
        section.problem("'limit_mib' or 'limit_percentage' must be greater than zero");
      }
      if (limitPercentage > 100 || spikeLimitPercentage > 100) {
        section.problem(
            "'limit_percentage' and 'spike_limit_percentage' must be greater than zero and less"
                + " than or equal to hundred");
      }
      if (limitMib > 0 && spikeLimitMib >= limitMib) {
        section.problem("'spike_limit_mib' must be smaller than 'limit_mib'");
      }
      if (limitPercentage > 0 && spikeLimitPercentage >= limitPercentage) {
        section.problem("'spike_limit_percentage' must be smaller than 'limit_percentage'");
      }
    }

    private void checkIntervals(ConfigSection section) {
      if (minGcIntervalWhenSoftLimited.compareTo(minGcIntervalWhenHardLimited) < 0) {
        section.problem(
            "'min_gc_interval_when_soft_limited' should be larger than"
                + " 'min_gc_interval_when_hard_limited'");
      }
      checkMax(section, "soft", minGcIntervalWhenSoftLimited, maxGcIntervalWhenSoftLimited);
      checkMax(section, "hard", minGcIntervalWhenHardLimited, maxGcIntervalWhenHardLimited);
    }

    private static void checkMax(ConfigSection section, String which, Duration min, Duration max) {
      String minName = "'min_gc_interval_when_" + which + "_limited'";
      String maxName = "'max_gc_interval_when_" + which + "_limited'";
      if (min.isNegative()) {
        section.problem(minName + " must be non-negative");
      }
      if (max.isNegative()) {
        section.problem(maxName + " must be non-negative");
      }
      if (max.isPositive() && max.compareTo(min) < 0) {
        section.problem(
            maxName + " must be greater than or equal to " + minName + " (or 0 to disable)");
      }
    }
  }

  private static final class Factory implements ProcessorFactory<Config> {
    @Override
    public String type() {
      return "memory_limiter";
    }

    @Override
    public Set<Signal> signals() {
      return EnumSet.allOf(Signal.class);
    }

    @Override
    public Config config(ConfigSection section) {
      return Config.read(section);
    }

    @Override
    public Processor create(Settings settings, Config config, Signal signal, Consumer next) {
      return new MemoryLimiterProcessor(
          settings,
          config,
          signal,
          next,
          JvmMemory.INSTANCE,
          InFlightBytes.OF_PROCESS,
          TimeSource.system());
    }
  }
}
