package io.plumbline.engine.processor.batch;

import io.plumbline.engine.component.ComponentFactory.ProcessorFactory;
import io.plumbline.engine.component.Consumer;
import io.plumbline.engine.component.Outcome;
import io.plumbline.engine.component.Processor;
import io.plumbline.engine.component.RequestContext;
import io.plumbline.engine.component.Settings;
import io.plumbline.engine.component.StatusCode;
import io.plumbline.engine.config.ConfigSection;
import io.plumbline.engine.time.TimeSource;
import io.plumbline.otlp.Batch;
import io.plumbline.otlp.Signal;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Joins what comes until it is enough or has waited long enough, in one {@link Shard} for all or
 * one for each combination of the configured header values.
 */
public final class BatchProcessor implements Processor {
  public static final ProcessorFactory<Config> FACTORY = new Factory();

  private final Config config;
  private final BatchMeters meters;
  private final Consumer next;
  private final TimeSource time;

  /** Guarded by this. */
  private final Map<List<List<String>>, Shard> shards = new HashMap<>();

  private boolean closed;

  BatchProcessor(Settings settings, Config config, Consumer next, TimeSource time) {
    this.config = config;
    this.meters = new BatchMeters(settings);
    this.next = next;
    this.time = time;
    meters.watchCardinality(this::shardCount);
  }

  @Override
  public void start() {
    // Shards begin with the first batch for them.
  }

  @Override
  public Outcome consume(Batch batch) {
    if (batch.isEmpty()) {
      return Outcome.accepted();
    }
    RequestContext context = RequestContext.current();
    List<List<String>> key = config.metadataKeys.stream().map(context::values).toList();
    Shard shard;
    synchronized (this) {
      if (closed) {
        return Shard.STOPPED;
      }
      shard = shards.get(key);
      if (shard == null && isFull()) {
        return new Outcome.Rejected(
            StatusCode.INTERNAL, "too many batcher metadata-value combinations");
      }
      if (shard == null) {
        shard = new Shard(config, kept(key), meters, next, time);
        shards.put(key, shard);
        shard.start();
      }
    }
    return shard.add(batch);
  }

  private boolean isFull() {
    return !config.metadataKeys.isEmpty()
        && config.metadataCardinalityLimit > 0
        && shards.size() >= config.metadataCardinalityLimit;
  }

  /** The header values that all requests of a shard agree on. */
  private RequestContext kept(List<List<String>> key) {
    Map<String, List<String>> metadata = new HashMap<>();
    for (int index = 0; index < key.size(); index++) {
      if (!key.get(index).isEmpty()) {
        metadata.put(config.metadataKeys.get(index).toLowerCase(Locale.ROOT), key.get(index));
      }
    }
    return metadata.isEmpty() ? RequestContext.NONE : new RequestContext(metadata, "");
  }

  private synchronized int shardCount() {
    return shards.size();
  }

  /** Sends what waits, for at most {@link Shard#DRAIN_LONGEST}, and counts what could not be. */
  @Override
  public void close() {
    List<Shard> open;
    synchronized (this) {
      closed = true;
      open = List.copyOf(shards.values());
    }
    open.forEach(Shard::drain);
    open.forEach(Shard::awaitEnd);
  }

  /**
   * What users write.
   *
   * @param timeout how long items wait for others; zero means that nothing waits
   * @param sendBatchSize that many items are sent without waiting longer; zero means that nothing
   *     waits
   * @param sendBatchMaxSize larger batches are split; zero means no limit
   * @param metadataCardinalityLimit how many combinations of header values there may be; zero means
   *     no limit
   */
  public record Config(
      Duration timeout,
      int sendBatchSize,
      int sendBatchMaxSize,
      List<String> metadataKeys,
      int metadataCardinalityLimit) {

    public static final Config DEFAULT =
        new Config(Duration.ofMillis(200), 8192, 0, List.of(), 1000);

    public Config {
      metadataKeys = List.copyOf(metadataKeys);
    }

    /** Whether items may wait for others at all. */
    boolean waits() {
      return !timeout.isZero() && sendBatchSize > 0;
    }

    private static Config read(ConfigSection section) {
      Config config =
          new Config(
              section.duration("timeout", DEFAULT.timeout),
              size(section, "send_batch_size", DEFAULT.sendBatchSize),
              size(section, "send_batch_max_size", DEFAULT.sendBatchMaxSize),
              section.strings("metadata_keys", DEFAULT.metadataKeys),
              size(section, "metadata_cardinality_limit", DEFAULT.metadataCardinalityLimit));
      config.check(section);
      section.rejectUnknownKeys();
      return config;
    }

    private static int size(ConfigSection section, String key, int defaultValue) {
      return (int) section.integer(key, defaultValue, 0, Integer.MAX_VALUE);
    }

    private void check(ConfigSection section) {
      if (sendBatchMaxSize > 0 && sendBatchMaxSize < sendBatchSize) {
        section.problem("send_batch_max_size must be greater or equal to send_batch_size");
      }
      Set<String> seen = new HashSet<>();
      for (String key : metadataKeys) {
        String name = key.toLowerCase(Locale.ROOT);
        if (!seen.add(name)) {
          section.problem("duplicate entry in metadata_keys: \"" + name + "\" (case-insensitive)");
        }
      }
      if (timeout.isNegative()) {
        section.problem("timeout must be greater or equal to 0");
      }
    }
  }

  private static final class Factory implements ProcessorFactory<Config> {
    @Override
    public String type() {
      return "batch";
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
      return new BatchProcessor(settings, config, next, TimeSource.system());
    }
  }
}
