package io.plumbline.engine.receiver.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.exporter.otlp.http.logs.OtlpHttpLogRecordExporter;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.logs.OtlpGrpcLogRecordExporter;
import io.opentelemetry.exporter.otlp.metrics.OtlpGrpcMetricExporter;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import io.opentelemetry.sdk.logs.export.SimpleLogRecordProcessor;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.plumbline.engine.component.StartException;
import io.plumbline.otlp.Signal;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The OpenTelemetry Java SDK sends to the receiver over sockets. */
class SdkToReceiverTest {
  private OpenReceiver open;

  @BeforeEach
  void start() throws StartException {
    open = new OpenReceiver(OpenReceiver.BOTH);
  }

  @AfterEach
  void stop() {
    open.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "gzip"})
  void spans_overGrpc(String compression) {
    sendSpans(
        OtlpGrpcSpanExporter.builder()
            .setEndpoint("http://" + open.grpcTarget())
            .setCompression(compression)
            .build());

    assertReceived(Signal.TRACES, 100);
    assertThat(open.count("otelcol_receiver_accepted_spans", "grpc")).isEqualTo(100);
    assertThat(open.count("otelcol_receiver_refused_spans", "grpc")).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "gzip"})
  void spans_overHttp(String compression) {
    sendSpans(
        OtlpHttpSpanExporter.builder()
            .setEndpoint(open.httpUrl("/v1/traces"))
            .setCompression(compression)
            .build());

    assertReceived(Signal.TRACES, 100);
    assertThat(open.count("otelcol_receiver_accepted_spans", "http")).isEqualTo(100);
  }

  @Test
  void metrics_overGrpc() {
    sendMetrics(
        OtlpGrpcMetricExporter.builder().setEndpoint("http://" + open.grpcTarget()).build());

    assertReceived(Signal.METRICS, 2);
    assertThat(open.count("otelcol_receiver_accepted_metric_points", "grpc")).isEqualTo(2);
  }

  @Test
  void metrics_overHttp() {
    sendMetrics(OtlpHttpMetricExporter.builder().setEndpoint(open.httpUrl("/v1/metrics")).build());

    assertReceived(Signal.METRICS, 2);
  }

  @Test
  void logs_overGrpc() {
    sendLogs(
        OtlpGrpcLogRecordExporter.builder().setEndpoint("http://" + open.grpcTarget()).build());

    assertReceived(Signal.LOGS, 1);
    assertThat(open.count("otelcol_receiver_accepted_log_records", "grpc")).isEqualTo(1);
  }

  @Test
  void logs_overHttp() {
    sendLogs(OtlpHttpLogRecordExporter.builder().setEndpoint(open.httpUrl("/v1/logs")).build());

    assertReceived(Signal.LOGS, 1);
  }

  private void assertReceived(Signal signal, int items) {
    assertThat(open.inbox.batches()).isNotEmpty().allMatch(batch -> batch.signal() == signal);
    assertThat(open.inbox.itemCount()).isEqualTo(items);
    assertThat(open.inbox.lastContext().clientAddress()).isIn("127.0.0.1", "0:0:0:0:0:0:0:1");
    assertThat(open.inbox.lastContext().metadata()).isEmpty();
    assertThat(open.inFlight.bytes()).isZero();
  }

  private static void sendSpans(SpanExporter exporter) {
    try (SdkTracerProvider provider =
        SdkTracerProvider.builder()
            .addSpanProcessor(BatchSpanProcessor.builder(exporter).build())
            .build()) {
      for (int i = 0; i < 100; i++) {
        provider.get("test").spanBuilder("span " + i).startSpan().end();
      }
      assertThat(provider.forceFlush().join(10, TimeUnit.SECONDS).isSuccess()).isTrue();
    }
  }

  private static void sendMetrics(MetricExporter exporter) {
    try (SdkMeterProvider provider =
        SdkMeterProvider.builder()
            .registerMetricReader(PeriodicMetricReader.builder(exporter).build())
            .build()) {
      var counter = provider.get("test").counterBuilder("requests").build();
      counter.add(1, io.opentelemetry.api.common.Attributes.of(AttributeKey.stringKey("a"), "b"));
      counter.add(2);
    } // Closing reads and exports once.
  }

  private static void sendLogs(LogRecordExporter exporter) {
    try (SdkLoggerProvider provider =
        SdkLoggerProvider.builder()
            .addLogRecordProcessor(SimpleLogRecordProcessor.create(exporter))
            .build()) {
      provider.get("test").logRecordBuilder().setSeverity(Severity.WARN).setBody("hm").emit();
      assertThat(provider.forceFlush().join(10, TimeUnit.SECONDS).isSuccess()).isTrue();
    }
  }
}
