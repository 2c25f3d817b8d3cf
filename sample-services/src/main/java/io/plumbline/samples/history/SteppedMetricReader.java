package io.plumbline.samples.history;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.MemoryMode;
import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.CollectionRegistration;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.metrics.export.MetricReader;
import io.plumbline.samples.telemetry.ExportStats;
import java.util.Collection;

/** Collects metrics when told to; the periodic reader that it replaces only ends the exporter. */
final class SteppedMetricReader implements MetricReader {
  private final MetricExporter exporter;
  private final MetricReader replaced;
  private CollectionRegistration registration = CollectionRegistration.noop();

  SteppedMetricReader(MetricExporter exporter, MetricReader replaced) {
    this.exporter = exporter;
    this.replaced = replaced;
  }

  void collect(Outbox outbox, ExportStats.Count count) {
    Collection<MetricData> metrics = registration.collectAllMetrics();
    long points = 0;
    for (MetricData metric : metrics) {
      points += metric.getData().getPoints().size();
    }
    if (points > 0) {
      outbox.send(points, count, () -> exporter.export(metrics));
    }
  }

  @Override
  public void register(CollectionRegistration registration) {
    this.registration = registration;
  }

  /** Data is exported while the next is collected already, so it is not reused. */
  @Override
  public MemoryMode getMemoryMode() {
    return MemoryMode.IMMUTABLE_DATA;
  }

  @Override
  public AggregationTemporality getAggregationTemporality(InstrumentType instrumentType) {
    return exporter.getAggregationTemporality(instrumentType);
  }

  @Override
  public Aggregation getDefaultAggregation(InstrumentType instrumentType) {
    return exporter.getDefaultAggregation(instrumentType);
  }

  @Override
  public CompletableResultCode forceFlush() {
    return exporter.flush();
  }

  @Override
  public CompletableResultCode shutdown() {
    return replaced.shutdown();
  }
}
