package io.plumbline.engine.pipeline;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.plumbline.engine.component.ComponentId;
import io.plumbline.engine.component.Consumer;
import io.plumbline.otlp.Signal;

/**
 * Counts what goes into a processor and what comes out, under the Collector's names. Instances of
 * one processor in several pipelines of a signal share the counters.
 */
record ProcessorItems(Counter incoming, Counter outgoing) {

  static ProcessorItems of(MeterRegistry meters, ComponentId processor, Signal signal) {
    return new ProcessorItems(
        counter(meters, "incoming", "passed to", processor, signal),
        counter(meters, "outgoing", "emitted from", processor, signal));
  }

  Consumer countIncoming(Consumer processor) {
    return counting(incoming, processor);
  }

  Consumer countOutgoing(Consumer next) {
    return counting(outgoing, next);
  }

  private static Consumer counting(Counter counter, Consumer consumer) {
    return batch -> {
      counter.increment(batch.itemCount());
      return consumer.consume(batch);
    };
  }

  private static Counter counter(
      MeterRegistry meters, String direction, String verb, ComponentId processor, Signal signal) {
    return Counter.builder("otelcol_processor_" + direction + "_items")
        .description("Number of items " + verb + " the processor.")
        .tag("processor", processor.toString())
        .tag("otel_signal", signal.id())
        .register(meters);
  }
}
