package io.plumbline.engine.queue;

import io.plumbline.engine.config.ConfigSection;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The block {@code sending_queue}: what waits between those who hand telemetry to an exporter and
 * those who send it.
 *
 * @param numConsumers how many send at once
 * @param queueSize the most the queue holds, what is being sent included, in units of the sizer
 * @param blockOnOverflow whether a caller waits for room in a full queue, or is told to come back
 * @param waitForResult whether a caller waits until its telemetry was sent
 * @param batching null when requests are sent as they came
 */
public record QueueConfig(
    boolean enabled,
    int numConsumers,
    long queueSize,
    Sizer sizer,
    boolean blockOnOverflow,
    boolean waitForResult,
    @Nullable Batching batching) {

  public static final QueueConfig DEFAULT =
      new QueueConfig(true, 10, 1000, Sizer.REQUESTS, false, false, null);

  /** No queue: the caller sends. */
  public static final QueueConfig OFF =
      new QueueConfig(false, 10, 1000, Sizer.REQUESTS, false, false, null);

  /**
   * The block {@code batch} of the queue: requests are joined until there is enough, or long enough
   * was waited.
   *
   * @param minSize in units of the sizer
   * @param maxSize in units of the sizer, larger batches are split; zero means no limit
   * @param metadataKeys what was sent with different values of these headers is not joined
   */
  public record Batching(
      Duration flushTimeout, long minSize, long maxSize, Sizer sizer, List<String> metadataKeys) {

    public static final Batching DEFAULT =
        new Batching(Duration.ofMillis(200), 8192, 0, Sizer.ITEMS, List.of());

    public Batching {
      metadataKeys = List.copyOf(metadataKeys);
    }

    private static Batching read(ConfigSection section, Batching defaults) {
      ConfigSection partition = section.section("partition");
      Batching config =
          new Batching(
              section.duration("flush_timeout", defaults.flushTimeout),
              section.integer("min_size", defaults.minSize, Long.MIN_VALUE, Long.MAX_VALUE),
              section.integer("max_size", defaults.maxSize, Long.MIN_VALUE, Long.MAX_VALUE),
              section.choice("sizer", Sizer.class, defaults.sizer),
              partition.strings("metadata_keys", defaults.metadataKeys));
      config.check(section);
      partition.rejectUnknownKeys();
      section.rejectUnknownKeys();
      return config;
    }

    private void check(ConfigSection section) {
      if (!flushTimeout.isPositive()) {
        section.problem("`flush_timeout` must be positive");
      }
      if (sizer == Sizer.REQUESTS) {
        section.problem("`batch` supports only `items` or `bytes` sizer, found \"requests\"");
      }
      if (minSize < 0) {
        section.problem("`min_size` must be non-negative");
      }
      if (maxSize < 0) {
        section.problem("`max_size` must be non-negative");
      }
      if (maxSize > 0 && maxSize < minSize) {
        section.problem("`max_size` must be greater or equal to `min_size`");
      }
      Set<String> seen = new HashSet<>();
      for (String key : metadataKeys) {
        String name = key.toLowerCase(Locale.ROOT);
        if (!seen.add(name)) {
          section.problem(
              "partition", "duplicate entry in metadata_keys: \"" + name + "\" (case-insensitive)");
        }
      }
    }
  }

  /** Reads the block of an exporter's section, whatever is not written from {@code defaults}. */
  public static QueueConfig read(ConfigSection exporter, QueueConfig defaults) {
    if (!exporter.has("sending_queue")) {
      return defaults;
    }
    ConfigSection section = exporter.section("sending_queue");
    boolean enabled = section.bool("enabled", true);
    Sizer sizer = section.choice("sizer", Sizer.class, defaults.sizer);
    QueueConfig config =
        new QueueConfig(
            enabled,
            (int)
                section.integer(
                    "num_consumers", defaults.numConsumers, Integer.MIN_VALUE, Integer.MAX_VALUE),
            section.integer("queue_size", defaults.queueSize, Long.MIN_VALUE, Long.MAX_VALUE),
            sizer,
            section.bool("block_on_overflow", defaults.blockOnOverflow),
            section.bool("wait_for_result", defaults.waitForResult),
            readBatching(section, sizer, defaults.batching));
    String storage = section.string("storage", "");
    if (enabled) {
      config.check(section, storage);
    }
    section.rejectUnknownKeys();
    return config;
  }

  private static @Nullable Batching readBatching(
      ConfigSection queue, Sizer queueSizer, @Nullable Batching defaults) {
    if (!queue.has("batch")) {
      return defaults;
    }
    ConfigSection section = queue.section("batch");
    boolean enabled = section.bool("enabled", true);
    Batching base = defaults == null ? Batching.DEFAULT : defaults;
    if (queue.has("sizer") && !section.keys().isEmpty()) {
      // As in the Collector: a batch block that is not empty inherits the sizer written above it.
      base =
          new Batching(
              base.flushTimeout, base.minSize, base.maxSize, queueSizer, base.metadataKeys);
    }
    Batching batching = Batching.read(section, base);
    return enabled ? batching : null;
  }

  private void check(ConfigSection section, String storage) {
    if (numConsumers <= 0) {
      section.problem("`num_consumers` must be positive");
    }
    if (queueSize <= 0) {
      section.problem("`queue_size` must be positive");
    }
    if (!storage.isEmpty() && waitForResult) {
      section.problem(
          "`wait_for_result` is not supported with a persistent queue configured with `storage`");
    }
    if (!storage.isEmpty()) {
      section.problem(
          "storage",
          "the durable queue is not available yet: leave `storage` out to queue in memory (found \""
              + storage
              + "\")");
    }
    if (batching != null && batching.sizer == sizer && batching.minSize > queueSize) {
      section.problem("`min_size` must be less than or equal to `queue_size`");
    }
  }
}
