package io.plumbline.engine.queue;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.plumbline.engine.component.Settings;
import io.plumbline.otlp.Signal;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * What is counted for an exporter, under the Collector's names, and one of our own: {@code
 * otelcol_exporter_dropped_items}, what had been accepted and was then lost, by reason. (Items that
 * a caller is told about are not dropped: the caller still has them.)
 */
final class ExporterMeters {

  /** Why accepted items were lost. */
  enum Reason {
    /** Refused for good by the other side. */
    REJECTED("rejected"),
    /** Retried until {@code max_elapsed_time}, or not at all when retry is off. */
    RETRIES_EXHAUSTED("retries_exhausted"),
    /** Still there when the exporter had to stop. */
    SHUTDOWN("shutdown");

    private final String tag;

    Reason(String tag) {
      this.tag = tag;
    }
  }

  private final MeterRegistry registry;
  private final String exporter;
  private final Signal signal;
  private final Counter sent;
  private final Counter sendFailed;
  private final Counter enqueueFailed;
  private final AtomicInteger inFlight = new AtomicInteger();

  ExporterMeters(Settings settings, Signal signal) {
    this.registry = settings.meters();
    this.exporter = settings.id().toString();
    this.signal = signal;
    this.sent = counter("otelcol_exporter_sent_");
    this.sendFailed = counter("otelcol_exporter_send_failed_");
    this.enqueueFailed = counter("otelcol_exporter_enqueue_failed_");
    gauge("otelcol_exporter_in_flight_requests", inFlight::get);
  }

  private Counter counter(String prefix) {
    return Counter.builder(prefix + signal.itemsName())
        .tag("exporter", exporter)
        .register(registry);
  }

  private void gauge(String name, Supplier<Number> value) {
    Gauge.builder(name, value)
        .strongReference(true)
        .tag("exporter", exporter)
        .tag("data_type", signal.id())
        .register(registry);
  }

  void watchQueue(Supplier<Number> size, long capacity) {
    gauge("otelcol_exporter_queue_size", size);
    gauge("otelcol_exporter_queue_capacity", () -> capacity);
  }

  void attemptsBegin() {
    inFlight.incrementAndGet();
  }

  void attemptsEnd(int sentItems, int failedItems) {
    inFlight.decrementAndGet();
    sent.increment(sentItems);
    sendFailed.increment(failedItems);
  }

  /** Items that nobody tried to send. */
  void neverSent(int items) {
    sendFailed.increment(items);
  }

  void enqueueFailed(int items) {
    enqueueFailed.increment(items);
  }

  void dropped(int items, Reason reason) {
    Counter.builder("otelcol_exporter_dropped_items")
        .tag("exporter", exporter)
        .tag("data_type", signal.id())
        .tag("reason", reason.tag)
        .register(registry)
        .increment(items);
  }
}
