package io.plumbline.engine.processor.probabilisticsampler;

import io.plumbline.engine.component.ComponentFactory.ProcessorFactory;
import io.plumbline.engine.component.Consumer;
import io.plumbline.engine.component.Outcome;
import io.plumbline.engine.component.Processor;
import io.plumbline.engine.component.Settings;
import io.plumbline.engine.config.ConfigSection;
import io.plumbline.otlp.Batch;
import io.plumbline.otlp.Signal;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a percentage of traces or log records. Deterministic: it draws no lots. */
public final class ProbabilisticSamplerProcessor implements Processor {
  public static final ProcessorFactory<Config> FACTORY = new Factory();

  private static final Logger log = LoggerFactory.getLogger(ProbabilisticSamplerProcessor.class);

  private final Config config;
  private final Signal signal;
  private final Consumer next;
  private final SamplerMeters meters;
  private final Mode mode;
  private final Decision decision;

  /** What has been used and can be used again; as many as there were ever callers at once. */
  private final Queue<Sampling> samplings = new ConcurrentLinkedQueue<>();

  ProbabilisticSamplerProcessor(Settings settings, Config config, Signal signal, Consumer next) {
    this.config = config;
    this.signal = signal;
    this.next = next;
    this.meters = new SamplerMeters(settings, signal, config.fromAttribute);
    this.mode = config.effectiveMode(signal);
    this.decision = new Decision(config, mode);
  }

  @Override
  public void start() {
    // Nothing to open.
  }

  @Override
  public Outcome consume(Batch batch) {
    Sampling pooled = samplings.poll();
    Sampling sampling = pooled == null ? new Sampling(decision, reader()) : pooled;
    Tally tally = new Tally();
    Batch sampled = sampling.sample(batch, tally);
    samplings.add(sampling);
    meters.decided(tally);
    tally
        .problems()
        .forEach((problem, items) -> log.atInfo().addKeyValue("items", items).log(problem));

    Outcome outcome =
        sampled.isEmpty() ? Outcome.accepted() : next.consume(sampled).withoutRemaining();
    if (outcome.delivered()) {
      meters.dropped(tally);
    }
    return outcome;
  }

  private ItemReader reader() {
    return signal == Signal.TRACES
        ? new SpanReader(mode, config.hashSeed)
        : new LogRecordReader(config, mode);
  }

  @Override
  public void close() {
    // Nothing is held.
  }

  /** How it is decided. */
  public enum Mode {
    /** By a hash of the trace id, as ever. */
    HASH_SEED,
    /** Down to one probability, by the randomness of OpenTelemetry. */
    EQUALIZING,
    /** By a ratio of what arrives, by the randomness of OpenTelemetry. */
    PROPORTIONAL
  }

  /** What identifies a log record. */
  public enum AttributeSource {
    TRACE_ID,
    RECORD
  }

  /**
   * What users write.
   *
   * @param mode null means {@link Mode#PROPORTIONAL}, or {@link Mode#HASH_SEED} where only that
   *     fits
   * @param hashSeed unsigned
   * @param failClosed whether an item that can't be decided is dropped
   * @param samplingPrecision significant hexadecimal digits of thresholds
   * @param fromAttribute of a log record, for one without a trace id; "" for none
   * @param samplingPriority the attribute with a log record's own percentage; "" for none
   */
  public record Config(
      float samplingPercentage,
      @Nullable Mode mode,
      int hashSeed,
      boolean failClosed,
      int samplingPrecision,
      AttributeSource attributeSource,
      String fromAttribute,
      String samplingPriority) {

    public static final Config DEFAULT =
        new Config(0, null, 0, true, 4, AttributeSource.TRACE_ID, "", "");

    Mode effectiveMode(Signal signal) {
      if (mode != null) {
        return mode;
      }
      boolean withoutTraceId = signal == Signal.LOGS && attributeSource != AttributeSource.TRACE_ID;
      return hashSeed != 0 || withoutTraceId ? Mode.HASH_SEED : Mode.PROPORTIONAL;
    }

    private static Config read(ConfigSection section) {
      Config config =
          new Config(
              (float) section.number("sampling_percentage", DEFAULT.samplingPercentage),
              readMode(section),
              (int) section.integer("hash_seed", DEFAULT.hashSeed, 0, 0xFFFF_FFFFL),
              section.bool("fail_closed", DEFAULT.failClosed),
              (int) section.integer("sampling_precision", DEFAULT.samplingPrecision, 0, 255),
              readSource(section),
              section.string("from_attribute", DEFAULT.fromAttribute),
              section.string("sampling_priority", DEFAULT.samplingPriority));
      config.check(section);
      section.rejectUnknownKeys();
      return config;
    }

    private static @Nullable Mode readMode(ConfigSection section) {
      String text = section.string("mode", "");
      for (Mode mode : Mode.values()) {
        if (mode.name().toLowerCase(Locale.ROOT).equals(text)) {
          return mode;
        }
      }
      if (!text.isEmpty()) {
        section.problem("mode", "unsupported sampler mode \"" + text + "\"");
      }
      return null;
    }

    private static AttributeSource readSource(ConfigSection section) {
      String text = section.string("attribute_source", "traceID");
      return switch (text) {
        case "traceID", "" -> AttributeSource.TRACE_ID;
        case "record" -> AttributeSource.RECORD;
        default -> {
          section.problem("invalid attribute source: " + text + ". Expected: traceID or record");
          yield AttributeSource.TRACE_ID;
        }
      };
    }

    private void check(ConfigSection section) {
      double ratio = samplingPercentage / 100.0;
      if (Double.isNaN(ratio) || Double.isInfinite(ratio)) {
        section.problem("sampling rate is invalid: " + samplingPercentage + "%");
      } else if (ratio < 0) {
        section.problem(
            String.format(Locale.ROOT, "sampling rate is negative: %f%%", samplingPercentage));
      } else if (ratio > 0 && ratio < Thresholds.PROBABILITY_MIN) {
        section.problem(
            String.format(Locale.ROOT, "sampling rate is too small: %g%%", samplingPercentage));
      }
      if (samplingPrecision == 0) {
        section.problem("invalid sampling precision: 0");
      } else if (samplingPrecision > Thresholds.HEX_DIGITS) {
        section.problem("sampling precision is too great, should be <= 14: " + samplingPrecision);
      }
    }
  }

  private static final class Factory implements ProcessorFactory<Config> {
    @Override
    public String type() {
      return "probabilistic_sampler";
    }

    @Override
    public Set<Signal> signals() {
      return EnumSet.of(Signal.TRACES, Signal.LOGS);
    }

    @Override
    public Config config(ConfigSection section) {
      return Config.read(section);
    }

    @Override
    public Processor create(Settings settings, Config config, Signal signal, Consumer next) {
      return new ProbabilisticSamplerProcessor(settings, config, signal, next);
    }
  }
}
