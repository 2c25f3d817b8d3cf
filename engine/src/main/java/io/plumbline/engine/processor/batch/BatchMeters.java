package io.plumbline.engine.processor.batch;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.plumbline.engine.component.Settings;
import java.util.function.IntSupplier;

/**
 * What the batch processor counts, under the Collector's names, and one of our own: {@code
 * otelcol_processor_batch_dropped_items}, what had been accepted and was then lost, by reason.
 */
final class BatchMeters {
  private static final String CARDINALITY = "otelcol_processor_batch_metadata_cardinality";

  /** Bounds as the Collector's. */
  private static final double[] SIZES = {
    10, 25, 50, 75, 100, 250, 500, 750, 1000, 2000, 3000, 4000, 5000, 6000, 7000, 8000, 9000,
    10_000, 20_000, 30_000, 50_000, 100_000
  };

  private final MeterRegistry registry;
  private final String processor;
  private final Counter sizeTrigger;
  private final Counter timeoutTrigger;
  private final DistributionSummary sendSize;

  BatchMeters(Settings settings) {
    registry = settings.meters();
    processor = settings.id().toString();
    sizeTrigger = counter("otelcol_processor_batch_batch_size_trigger_send");
    timeoutTrigger = counter("otelcol_processor_batch_timeout_trigger_send");
    sendSize =
        DistributionSummary.builder("otelcol_processor_batch_batch_send_size")
            .tag("processor", processor)
            .serviceLevelObjectives(SIZES)
            .register(registry);
  }

  private Counter counter(String name) {
    return Counter.builder(name).tag("processor", processor).register(registry);
  }

  /** Adds to what the same processor of other pipelines has: a gauge is for all of them. */
  void watchCardinality(IntSupplier shards) {
    Gauge others = registry.find(CARDINALITY).tag("processor", processor).gauge();
    if (others != null) {
      registry.remove(others);
    }
    Gauge.builder(CARDINALITY, () -> shards.getAsInt() + (others == null ? 0 : others.value()))
        .strongReference(true)
        .tag("processor", processor)
        .register(registry);
  }

  void sending(int items, boolean bySize) {
    (bySize ? sizeTrigger : timeoutTrigger).increment();
    sendSize.record(items);
  }

  /** Counts what was accepted and is lost: {@code rejected} or {@code shutdown}. */
  void dropped(int items, String reason) {
    Counter.builder("otelcol_processor_batch_dropped_items")
        .tag("processor", processor)
        .tag("reason", reason)
        .register(registry)
        .increment(items);
  }
}
