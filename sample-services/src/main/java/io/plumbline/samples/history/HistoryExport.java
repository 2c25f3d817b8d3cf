package io.plumbline.samples.history;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdkBuilder;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.logs.LogRecordProcessor;
import io.opentelemetry.sdk.logs.ReadWriteLogRecord;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.plumbline.samples.telemetry.ExportStats;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts an outbox between an autoconfigured SDK and its exporters, in the place of batch processors
 * and periodic readers, which drop what comes too fast and export by a real clock. For one thread.
 */
final class HistoryExport {
  /**
   * The SDK's own default of OTEL_BSP_MAX_EXPORT_BATCH_SIZE and OTEL_BLRP_MAX_EXPORT_BATCH_SIZE.
   */
  private static final int BATCH_MAX = 512;

  /** The SDK's own default of OTEL_METRIC_EXPORT_INTERVAL. */
  private static final Duration METRIC_INTERVAL = Duration.ofSeconds(60);

  private final Outbox outbox;
  private final ExportStats stats;
  private final List<SpanExporter> spanExporters = new ArrayList<>();
  private final List<LogRecordExporter> logExporters = new ArrayList<>();
  private final List<MetricExporter> metricExporters = new ArrayList<>();
  private final List<SteppedMetricReader> readers = new ArrayList<>();
  private final List<SpanData> spans = new ArrayList<>();
  private final List<LogRecordData> logs = new ArrayList<>();
  private Duration metricInterval = METRIC_INTERVAL;

  HistoryExport(Outbox outbox, ExportStats stats) {
    this.outbox = outbox;
    this.stats = stats;
  }

  void into(AutoConfiguredOpenTelemetrySdkBuilder builder) {
    builder
        .addSpanExporterCustomizer((exporter, _) -> keep(spanExporters, exporter))
        .addLogRecordExporterCustomizer((exporter, _) -> keep(logExporters, exporter))
        .addMetricExporterCustomizer((exporter, _) -> keep(metricExporters, exporter))
        .addSpanProcessorCustomizer((replaced, config) -> new Spans(replaced, config))
        .addLogRecordProcessorCustomizer((replaced, config) -> new Logs(replaced, config))
        .addMetricReaderCustomizer((replaced, config) -> {
          metricInterval = config.getDuration("otel.metric.export.interval", METRIC_INTERVAL);
          SteppedMetricReader reader = new SteppedMetricReader(metricExporters.getLast(), replaced);
          readers.add(reader);
          return reader;
        });
  }

  private static <T> T keep(List<T> exporters, T exporter) {
    exporters.add(exporter);
    return exporter;
  }

  Duration metricInterval() {
    return metricInterval;
  }

  /** Exports all metrics as they are now. */
  void collectMetrics() {
    for (SteppedMetricReader reader : readers) {
      reader.collect(outbox, stats.metricPoints());
    }
  }

  /** Exports what is not a full batch yet. */
  void flush() {
    flushSpans();
    flushLogs();
  }

  private void flushSpans() {
    if (!spans.isEmpty()) {
      List<SpanData> batch = List.copyOf(spans);
      spans.clear();
      for (SpanExporter exporter : spanExporters) {
        outbox.send(batch.size(), stats.spans(), () -> exporter.export(batch));
      }
    }
  }

  private void flushLogs() {
    if (!logs.isEmpty()) {
      List<LogRecordData> batch = List.copyOf(logs);
      logs.clear();
      for (LogRecordExporter exporter : logExporters) {
        outbox.send(batch.size(), stats.logRecords(), () -> exporter.export(batch));
      }
    }
  }

  /** Collects spans into batches; what it replaced only ends the exporters. */
  private final class Spans implements SpanProcessor {
    private final SpanProcessor replaced;
    private final int batchMax;

    private Spans(SpanProcessor replaced, ConfigProperties config) {
      this.replaced = replaced;
      this.batchMax = config.getInt("otel.bsp.max.export.batch.size", BATCH_MAX);
    }

    @Override
    public void onStart(Context parentContext, ReadWriteSpan span) {}

    @Override
    public boolean isStartRequired() {
      return false;
    }

    @Override
    public void onEnd(ReadableSpan span) {
      if (span.getSpanContext().isSampled()) {
        spans.add(span.toSpanData());
        if (spans.size() >= batchMax) {
          flushSpans();
        }
      }
    }

    @Override
    public boolean isEndRequired() {
      return true;
    }

    @Override
    public CompletableResultCode shutdown() {
      return replaced.shutdown();
    }
  }

  /** Collects log records into batches; what it replaced only ends the exporters. */
  private final class Logs implements LogRecordProcessor {
    private final LogRecordProcessor replaced;
    private final int batchMax;

    private Logs(LogRecordProcessor replaced, ConfigProperties config) {
      this.replaced = replaced;
      this.batchMax = config.getInt("otel.blrp.max.export.batch.size", BATCH_MAX);
    }

    @Override
    public void onEmit(Context context, ReadWriteLogRecord record) {
      logs.add(record.toLogRecordData());
      if (logs.size() >= batchMax) {
        flushLogs();
      }
    }

    @Override
    public CompletableResultCode shutdown() {
      return replaced.shutdown();
    }
  }
}
