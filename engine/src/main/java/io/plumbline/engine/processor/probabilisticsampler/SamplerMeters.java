package io.plumbline.engine.processor.probabilisticsampler;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.plumbline.engine.component.Settings;
import io.plumbline.otlp.Signal;

/**
 * What the sampler counts: decisions, under the Collector's names, and one of our own, {@code
 * otelcol_processor_probabilistic_sampler_dropped_items}: what is gone for good because its sender
 * has been told that its request was taken. A ledger needs the latter.
 */
final class SamplerMeters {
  private static final String PREFIX = "otelcol_processor_probabilistic_sampler_";

  private final MeterRegistry registry;
  private final String processor;
  private final Signal signal;
  private final String attribute;

  SamplerMeters(Settings settings, Signal signal, String attribute) {
    this.registry = settings.meters();
    this.processor = settings.id().toString();
    this.signal = signal;
    this.attribute = attribute;
  }

  void decided(Tally tally) {
    tally
        .counts()
        .forEach((policy, count) -> {
          count(policy, true, count.kept());
          count(policy, false, count.dropped());
        });
  }

  private void count(Policy policy, boolean sampled, int items) {
    if (items > 0) {
      String name = signal == Signal.TRACES ? "count_traces_sampled" : "count_logs_sampled";
      Counter.builder(PREFIX + name)
          .tag("policy", tag(policy))
          .tag("sampled", String.valueOf(sampled))
          .register(registry)
          .increment(items);
    }
  }

  /** To be called when the sender has nothing to send again. */
  void dropped(Tally tally) {
    tally.counts().forEach((policy, count) -> dropped(policy, count.dropped()));
  }

  private void dropped(Policy policy, int items) {
    if (items > 0) {
      Counter.builder(PREFIX + "dropped_items")
          .tag("processor", processor)
          .tag("otel_signal", signal.id())
          .tag("policy", tag(policy))
          .register(registry)
          .increment(items);
    }
  }

  private String tag(Policy policy) {
    return policy == Policy.ATTRIBUTE ? attribute : policy.tag();
  }
}
