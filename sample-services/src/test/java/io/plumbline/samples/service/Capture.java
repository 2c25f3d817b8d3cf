package io.plumbline.samples.service;

import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdkBuilder;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Keeps what services export, in place of the OTLP exporters. Unlike the SDK's in-memory exporters
 * it also keeps what it has after a shutdown, so that a final flush can be checked.
 */
public final class Capture {
  private final List<SpanData> spans = new ArrayList<>();
  private final List<MetricData> metrics = new ArrayList<>();
  private final List<LogRecordData> logs = new ArrayList<>();
  private final Object lock = new Object();
  private volatile boolean failing;

  /** Exports here, and soon. */
  public void into(AutoConfiguredOpenTelemetrySdkBuilder builder) {
    builder
        .addPropertiesCustomizer(_ ->
            Map.of(
                "otel.bsp.schedule.delay", "50",
                "otel.blrp.schedule.delay", "50",
                "otel.metric.export.interval", "200"))
        .addSpanExporterCustomizer((_, _) -> new Spans())
        .addMetricExporterCustomizer((_, _) -> new Metrics())
        .addLogRecordExporterCustomizer((_, _) -> new Logs());
  }

  /** From now on exports fail. */
  public void failFromNowOn() {
    failing = true;
  }

  public List<SpanData> spans() {
    synchronized (lock) {
      return List.copyOf(spans);
    }
  }

  public List<MetricData> metrics() {
    synchronized (lock) {
      return List.copyOf(metrics);
    }
  }

  public List<LogRecordData> logs() {
    synchronized (lock) {
      return List.copyOf(logs);
    }
  }

  private <T> CompletableResultCode keep(List<T> kept, Collection<T> items) {
    if (failing) {
      return CompletableResultCode.ofFailure();
    }
    synchronized (lock) {
      kept.addAll(items);
    }
    return CompletableResultCode.ofSuccess();
  }

  private final class Spans implements SpanExporter {
    @Override
    public CompletableResultCode export(Collection<SpanData> items) {
      return keep(spans, items);
    }

    @Override
    public CompletableResultCode flush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }
  }

  private final class Metrics implements MetricExporter {
    @Override
    public CompletableResultCode export(Collection<MetricData> items) {
      return keep(metrics, items);
    }

    @Override
    public AggregationTemporality getAggregationTemporality(InstrumentType instrumentType) {
      return AggregationTemporality.CUMULATIVE;
    }

    @Override
    public CompletableResultCode flush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }
  }

  private final class Logs implements LogRecordExporter {
    @Override
    public CompletableResultCode export(Collection<LogRecordData> items) {
      return keep(logs, items);
    }

    @Override
    public CompletableResultCode flush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }
  }
}
