package io.plumbline.samples.history;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.random.RandomGenerator;

/**
 * The JVM metrics of a service's past: the names, units and attributes of the OpenTelemetry runtime
 * instrumentation, and values like those of a service started with {@code jvm.options}. CPU follows
 * the requests; the young generation fills and is collected. For one thread.
 */
final class SimulatedJvm {
  /** The scope of the runtime instrumentation. */
  static final String SCOPE = "io.opentelemetry.runtime-telemetry";

  private static final AttributeKey<String> POOL = AttributeKey.stringKey("jvm.memory.pool.name");
  private static final AttributeKey<String> TYPE = AttributeKey.stringKey("jvm.memory.type");
  private static final AttributeKey<Boolean> DAEMON = AttributeKey.booleanKey("jvm.thread.daemon");
  private static final AttributeKey<String> STATE = AttributeKey.stringKey("jvm.thread.state");
  private static final AttributeKey<String> GC_ACTION = AttributeKey.stringKey("jvm.gc.action");
  private static final AttributeKey<String> GC_NAME = AttributeKey.stringKey("jvm.gc.name");

  private static final long EDEN_BYTES = 20_185_088;
  private static final long TENURED_GROWTH_MAX_BYTES = 4_000_000;
  private static final long PROMOTED_BYTES = 100_000;

  private final JvmProfile profile;
  private final RandomGenerator random;
  private final TurnedClock clock;
  private final int cpus = Runtime.getRuntime().availableProcessors();
  private final DoubleHistogram gcDuration;
  private double edenBytes;
  private long survivorBytes = 500_000;
  private long tenuredGrowthBytes;
  private double cpuSeconds = 4;
  private double utilization;
  private double cpuSecondsBefore = cpuSeconds;
  private long collectedNanos;

  SimulatedJvm(Meter meter, JvmProfile profile, RandomGenerator random, TurnedClock clock) {
    this.profile = profile;
    this.random = random;
    this.clock = clock;
    this.collectedNanos = clock.now();
    this.edenBytes = random.nextDouble() * EDEN_BYTES;
    this.gcDuration =
        meter
            .histogramBuilder("jvm.gc.duration")
            .setUnit("s")
            .setDescription("Duration of JVM garbage collection actions.")
            .setExplicitBucketBoundariesAdvice(List.of(0.01, 0.1, 1.0, 10.0))
            .build();
    registerMemory(meter);
    registerCpu(meter);
    registerClassesAndThreads(meter);
  }

  /** A request was served. */
  void served() {
    cpuSeconds += profile.cpuSecondsPerRequest() * Math.exp(0.5 * random.nextGaussian() - 0.125);
    allocate(profile.bytesPerRequest() * (0.8 + 0.4 * random.nextDouble()));
  }

  /** Time has passed since the last collection of metrics, and they are collected now. */
  void collected() {
    double seconds = (clock.now() - collectedNanos) / 1e9;
    if (seconds <= 0) {
      return;
    }
    double wander = Math.exp(0.15 * random.nextGaussian());
    cpuSeconds += profile.cpuCoresIdle() * wander * seconds;
    allocate(profile.bytesPerSecondIdle() * seconds);
    utilization = Math.min(1, (cpuSeconds - cpuSecondsBefore) / seconds / cpus);
    cpuSecondsBefore = cpuSeconds;
    collectedNanos = clock.now();
  }

  private void allocate(double bytes) {
    edenBytes += bytes;
    while (edenBytes > EDEN_BYTES) {
      edenBytes -= EDEN_BYTES;
      survivorBytes = Math.round(400_000 + 400_000 * random.nextDouble());
      tenuredGrowthBytes += PROMOTED_BYTES;
      gcDuration.record(0.002 + 0.003 * random.nextDouble(), gc("end of minor GC", "Copy"));
      if (tenuredGrowthBytes > TENURED_GROWTH_MAX_BYTES) {
        tenuredGrowthBytes = 0;
        gcDuration.record(
            0.02 + 0.02 * random.nextDouble(), gc("end of major GC", "MarkSweepCompact"));
      }
    }
  }

  private static Attributes gc(String action, String name) {
    return Attributes.of(GC_ACTION, action, GC_NAME, name);
  }

  private void registerMemory(Meter meter) {
    pools(meter, "jvm.memory.used", "Measure of memory used.", this::usedBytes);
    pools(
        meter, "jvm.memory.committed", "Measure of memory committed.", MemoryPool::committedBytes);
    pools(meter, "jvm.memory.limit", "Measure of max obtainable memory.", MemoryPool::limitBytes);
    pools(
        meter,
        "jvm.memory.used_after_last_gc",
        "Measure of memory used, as measured after the most recent garbage collection event on"
            + " this pool.",
        pool ->
            switch (pool.name()) {
              case "Eden Space", "Tenured Gen" -> 0;
              case "Survivor Space" -> survivorBytes;
              default -> -1;
            });
  }

  private long usedBytes(MemoryPool pool) {
    return switch (pool.name()) {
      case "Eden Space" -> Math.round(edenBytes);
      case "Survivor Space" -> survivorBytes;
      case "Tenured Gen" -> pool.usedBytes() + tenuredGrowthBytes;
      default -> pool.usedBytes();
    };
  }

  /** Reports a value of each pool; a negative one means that the pool has none. */
  private void pools(Meter meter, String name, String description, ToLongFunction<MemoryPool> of) {
    meter
        .upDownCounterBuilder(name)
        .setUnit("By")
        .setDescription(description)
        .buildWithCallback(measurement -> {
          for (MemoryPool pool : profile.pools()) {
            long value = of.applyAsLong(pool);
            if (value >= 0) {
              measurement.record(value, Attributes.of(POOL, pool.name(), TYPE, pool.type()));
            }
          }
        });
  }

  private void registerCpu(Meter meter) {
    meter
        .counterBuilder("jvm.cpu.time")
        .ofDoubles()
        .setUnit("s")
        .setDescription("CPU time used by the process as reported by the JVM.")
        .buildWithCallback(measurement -> measurement.record(cpuSeconds));
    meter
        .upDownCounterBuilder("jvm.cpu.count")
        .setUnit("{cpu}")
        .setDescription("Number of processors available to the Java virtual machine.")
        .buildWithCallback(measurement -> measurement.record(cpus));
    meter
        .gaugeBuilder("jvm.cpu.recent_utilization")
        .setUnit("1")
        .setDescription("Recent CPU utilization for the process as reported by the JVM.")
        .buildWithCallback(measurement -> measurement.record(utilization));
  }

  private void registerClassesAndThreads(Meter meter) {
    meter
        .counterBuilder("jvm.class.loaded")
        .setUnit("{class}")
        .setDescription("Number of classes loaded since JVM start.")
        .buildWithCallback(measurement -> measurement.record(profile.classes()));
    meter
        .counterBuilder("jvm.class.unloaded")
        .setUnit("{class}")
        .setDescription("Number of classes unloaded since JVM start.")
        .buildWithCallback(measurement -> measurement.record(0));
    meter
        .upDownCounterBuilder("jvm.class.count")
        .setUnit("{class}")
        .setDescription("Number of classes currently loaded.")
        .buildWithCallback(measurement -> measurement.record(profile.classes()));
    meter
        .upDownCounterBuilder("jvm.thread.count")
        .setUnit("{thread}")
        .setDescription("Number of executing platform threads.")
        .buildWithCallback(SimulatedJvm::threads);
  }

  private static void threads(ObservableLongMeasurement measurement) {
    measurement.record(1, Attributes.of(DAEMON, false, STATE, "runnable"));
    measurement.record(1, Attributes.of(DAEMON, false, STATE, "waiting"));
    measurement.record(7, Attributes.of(DAEMON, true, STATE, "runnable"));
    measurement.record(13, Attributes.of(DAEMON, true, STATE, "timed_waiting"));
    measurement.record(2, Attributes.of(DAEMON, true, STATE, "waiting"));
  }
}
