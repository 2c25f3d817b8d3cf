package io.plumbline.engine.queue;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.plumbline.engine.component.ComponentId;
import io.plumbline.engine.component.Exporter;
import io.plumbline.engine.component.Health;
import io.plumbline.engine.component.Outcome;
import io.plumbline.engine.component.Settings;
import io.plumbline.engine.component.StartException;
import io.plumbline.engine.time.ManualTime;
import io.plumbline.otlp.Batch;
import io.plumbline.otlp.Signal;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;

/** A started exporter whose clock and whose other side a test holds in its hands. */
final class ExporterUnderTest implements AutoCloseable {
  private static final Health HEALTH =
      new Health() {
        @Override
        public void ok() {}

        @Override
        public void recoverableError(String message) {}

        @Override
        public void fatalError(String message) {}
      };

  final ManualTime time = new ManualTime();
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final ScriptedSender sender;
  final Exporter exporter;

  ExporterUnderTest(DeliveryConfig config, Outcome... outcomes) throws StartException {
    sender = ScriptedSender.answering(outcomes);
    Settings settings =
        new Settings(new ComponentId("test", ""), meters, InstantSource.system(), HEALTH);
    // A draw of one half makes every wait exactly the interval.
    exporter = QueuedExporter.create(settings, Signal.TRACES, config, sender, time, () -> 0.5);
    exporter.start();
  }

  /** Spans with distinct names, so that batches can be told apart. */
  static Batch spans(String name, int count) {
    ScopeSpans.Builder scope = ScopeSpans.newBuilder();
    for (int index = 0; index < count; index++) {
      scope.addSpans(Span.newBuilder().setName(name + index));
    }
    byte[] bytes =
        ExportTraceServiceRequest.newBuilder()
            .addResourceSpans(ResourceSpans.newBuilder().addScopeSpans(scope))
            .build()
            .toByteArray();
    return Batch.trusted(Signal.TRACES, bytes, count);
  }

  /** The outcome of a call that may block. */
  CompletableFuture<Outcome> consumeLater(Batch batch) {
    CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    Thread.startVirtualThread(() -> outcome.complete(exporter.consume(batch)));
    return outcome;
  }

  int counted(String name) {
    return (int) meters.find(name).counters().stream().mapToDouble(Counter::count).sum();
  }

  int sent() {
    return counted("otelcol_exporter_sent_spans");
  }

  int sendFailed() {
    return counted("otelcol_exporter_send_failed_spans");
  }

  int enqueueFailed() {
    return counted("otelcol_exporter_enqueue_failed_spans");
  }

  int dropped(String reason) {
    Counter counter = meters.find("otelcol_exporter_dropped_items").tag("reason", reason).counter();
    return counter == null ? 0 : (int) counter.count();
  }

  int gauge(String name) {
    Gauge gauge = meters.get(name).tag("exporter", "test").tag("data_type", "traces").gauge();
    return (int) gauge.value();
  }

  @Override
  public void close() {
    exporter.close();
  }
}
