package io.plumbline.samples.telemetry;

import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdkBuilder;
import io.opentelemetry.sdk.common.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The OpenTelemetry SDK of one service, and the clock that its durations are measured with. */
public final class Telemetry implements AutoCloseable {
  private static final String SCOPE = "io.plumbline.samples";

  /** How long the final flush may take: the SDK's own export timeout, for each of three signals. */
  private static final Duration FLUSH_TIMEOUT = Duration.ofSeconds(30);

  /** Elasticsearch takes histograms of intervals, not those since the start. */
  private static final String TEMPORALITY = "otel.exporter.otlp.metrics.temporality.preference";

  private final OpenTelemetrySdk sdk;
  private final Clock clock;

  private Telemetry(OpenTelemetrySdk sdk, Clock clock) {
    this.sdk = sdk;
    this.clock = clock;
  }

  /**
   * Sets up the SDK from the standard {@code OTEL_*} variables. They win over the given identity
   * and over delta temporality.
   *
   * @param adjust last changes, before the exporters are wrapped for counting
   * @throws io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException when a variable is wrong
   */
  public static Telemetry open(
      ServiceIdentity identity,
      ExportStats stats,
      Clock clock,
      Consumer<AutoConfiguredOpenTelemetrySdkBuilder> adjust) {
    AutoConfiguredOpenTelemetrySdkBuilder builder =
        AutoConfiguredOpenTelemetrySdk.builder()
            .disableShutdownHook()
            .addPropertiesSupplier(
                () -> Map.of("otel.service.name", identity.name(), TEMPORALITY, "delta"))
            .addResourceCustomizer((found, _) -> identity.asResource().merge(found));
    adjust.accept(builder);
    OpenTelemetrySdk sdk =
        builder
            .addTracerProviderCustomizer((provider, _) -> provider.setClock(clock))
            .addMeterProviderCustomizer((provider, _) -> provider.setClock(clock))
            .addLoggerProviderCustomizer((provider, _) -> provider.setClock(clock))
            .addSpanExporterCustomizer(
                (exporter, _) -> new CountingSpanExporter(exporter, stats.spans()))
            .addMetricExporterCustomizer(
                (exporter, _) -> new CountingMetricExporter(exporter, stats.metricPoints()))
            .addLogRecordExporterCustomizer(
                (exporter, _) -> new CountingLogRecordExporter(exporter, stats.logRecords()))
            .build()
            .getOpenTelemetrySdk();
    return new Telemetry(sdk, clock);
  }

  /** Makes a name win over {@code OTEL_SERVICE_NAME}, for several services in one process. */
  public static Consumer<AutoConfiguredOpenTelemetrySdkBuilder> fixedName(String service) {
    return builder -> builder.addPropertiesCustomizer(_ -> Map.of("otel.service.name", service));
  }

  public OpenTelemetrySdk sdk() {
    return sdk;
  }

  public Tracer tracer() {
    return sdk.getTracer(SCOPE);
  }

  public Meter meter() {
    return sdk.getMeter(SCOPE);
  }

  /** Nanoseconds for measuring durations. */
  public long nanoTime() {
    return clock.nanoTime();
  }

  /** Seconds since a {@link #nanoTime()}. */
  public double secondsSince(long startNanos) {
    return (clock.nanoTime() - startNanos) / 1e9;
  }

  /** Flushes and ends the SDK; gives up after 30 seconds. */
  @Override
  public void close() {
    var _ = sdk.shutdown().join(FLUSH_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
  }
}
