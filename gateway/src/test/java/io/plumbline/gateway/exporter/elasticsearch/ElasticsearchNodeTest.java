package io.plumbline.gateway.exporter.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogram;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.Sum;
import io.opentelemetry.proto.metrics.v1.Summary;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import io.plumbline.elk.ElasticsearchConnection;
import io.plumbline.engine.component.ComponentId;
import io.plumbline.engine.component.Exporter;
import io.plumbline.engine.component.Health;
import io.plumbline.engine.component.Outcome;
import io.plumbline.engine.component.Settings;
import io.plumbline.engine.component.StartException;
import io.plumbline.engine.config.ConfigSection;
import io.plumbline.engine.time.TimeSource;
import io.plumbline.otlp.Batch;
import io.plumbline.otlp.Signal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Stores telemetry of every kind in a real node and finds it again. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ElasticsearchNodeTest {
  private static final long TIME = 1_763_680_000_123_456_789L;
  private static final Resource SHOP =
      Resource.newBuilder().addAttributes(string("service.name", "shop")).build();

  @TempDir Path folder;
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private ElasticsearchConnection connection;

  @BeforeAll
  void start() throws Exception {
    connection = TestNode.connect();
  }

  @AfterAll
  void stop() throws IOException {
    connection.close();
  }

  @Test
  void spansAndEvents_areStoredOnceHoweverOftenSent() throws IOException {
    ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
    var resource = request.addResourceSpansBuilder().setResource(SHOP);
    var scope = resource.addScopeSpansBuilder();
    for (int index = 0; index < 500; index++) {
      scope.addSpans(span(index));
    }

    send(Signal.TRACES, "spans", request.build());
    send(Signal.TRACES, "spans", request.build());

    assertThat(count("traces-*", "{\"term\":{\"resource.attributes.service.name\":\"shop\"}}"))
        .isEqualTo(500);
    assertThat(count("logs-*", "{\"term\":{\"event_name\":\"exception\"}}")).isEqualTo(500);
    assertThat(count("traces-*", "{\"term\":{\"status.code\":\"Error\"}}")).isEqualTo(250);
    assertThat(count("traces-*", "{\"range\":{\"duration\":{\"gte\":1000000}}}")).isEqualTo(500);
    assertThat(items("spans", "success")).isEqualTo(500);
    assertThat(items("spans", "already_stored")).isEqualTo(500);
    JsonNode hit = search("traces-*", "{\"term\":{\"span_id\":\"0000000000000008\"}}");
    assertThat(hit.path("fields").path("@timestamp").path(0).asString())
        .isEqualTo("2025-11-20T23:06:40.123456796Z");
  }

  @Test
  void logs_areStoredAndFoundByTheirText() throws IOException {
    ExportLogsServiceRequest.Builder request = ExportLogsServiceRequest.newBuilder();
    var scope = request.addResourceLogsBuilder().setResource(SHOP).addScopeLogsBuilder();
    LogRecord timeout =
        LogRecord.newBuilder()
            .setTimeUnixNano(TIME)
            .setSeverityText("ERROR")
            .setBody(AnyValue.newBuilder().setStringValue("connection timeout \u0000 \"x\""))
            .build();
    scope.addLogRecords(timeout).addLogRecords(timeout).addLogRecords(timeout);

    send(Signal.LOGS, "logs", request.build());
    send(Signal.LOGS, "logs", request.build());

    assertThat(count("logs-*", "{\"match\":{\"body.text\":\"timeout\"}}")).isEqualTo(3);
    assertThat(count("logs-*", "{\"term\":{\"severity_text\":\"ERROR\"}}")).isEqualTo(3);
  }

  @Test
  void metricsOfEveryKind_areStored() throws IOException {
    ExportMetricsServiceRequest.Builder request = ExportMetricsServiceRequest.newBuilder();
    request
        .addResourceMetricsBuilder()
        .setResource(SHOP)
        .addScopeMetricsBuilder()
        .addAllMetrics(metrics());

    send(Signal.METRICS, "metrics", request.build());
    send(Signal.METRICS, "metrics", request.build());

    String shop = "{\"term\":{\"resource.attributes.service.name\":\"shop\"}}";
    assertThat(count("metrics-*", shop)).isEqualTo(1);
    assertThat(items("metrics", "success")).isEqualTo(8);
    assertThat(items("metrics", "already_stored")).isEqualTo(8);
    assertThat(items("metrics", "dead_letter")).isZero();
    JsonNode metrics = search("metrics-*", shop).path("_source").path("metrics");
    assertThat(metrics.path("requests").intValue()).isEqualTo(7);
    assertThat(metrics.path("load").doubleValue()).isEqualTo(1.0);
    assertThat(metrics.path("latency").path("values").path(0).doubleValue()).isEqualTo(5.0);
    assertThat(
            connection
                .send(
                    "POST",
                    "/metrics-*/_search?size=0",
                    "{\"aggs\":{\"load\":{\"max\":{\"field\":\"metrics.load\"}}}}")
                .orThrow("Aggregating")
                .path("aggregations")
                .path("load")
                .path("value")
                .doubleValue())
        .isEqualTo(1.0);
  }

  @Test
  void recordThatTheMappingRefuses_isADeadLetterAndTheOthersAreStored() throws IOException {
    ExportLogsServiceRequest.Builder request = ExportLogsServiceRequest.newBuilder();
    var scope = request.addResourceLogsBuilder().addScopeLogsBuilder();
    scope.addLogRecords(LogRecord.newBuilder().setTimeUnixNano(TIME).setEventName("kept"));
    // 2554-07-21 is later than date_nanos reaches.
    scope.addLogRecords(LogRecord.newBuilder().setTimeUnixNano(-1).setEventName("refused"));

    send(Signal.LOGS, "refused", request.build());

    assertThat(count("logs-*", "{\"term\":{\"event_name\":\"kept\"}}")).isEqualTo(1);
    assertThat(items("refused", "success")).isEqualTo(1);
    assertThat(items("refused", "dead_letter")).isEqualTo(1);
    assertThat(folder.resolve("elasticsearch_refused-logs.jsonl"))
        .content()
        .contains("document_parsing_exception");
  }

  private static Span span(int index) {
    return Span.newBuilder()
        .setTraceId(
            ByteString.copyFrom(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1, 2, 3, 4, 5, 6}))
        .setSpanId(ByteString.copyFrom(ByteBuffer.allocate(8).putLong(index + 1L).array()))
        .setName("GET /" + index % 7)
        .setStartTimeUnixNano(TIME + index)
        .setEndTimeUnixNano(TIME + index + 1_000_000)
        .addAttributes(string("http.route", "/"))
        .addAttributes(
            KeyValue.newBuilder()
                .setKey("http.response.status_code")
                .setValue(AnyValue.newBuilder().setIntValue(200)))
        .addEvents(Span.Event.newBuilder().setTimeUnixNano(TIME).setName("exception"))
        .setStatus(
            Status.newBuilder()
                .setCodeValue(index % 2 == 0 ? 0 : Status.StatusCode.STATUS_CODE_ERROR_VALUE))
        .build();
  }

  private static List<Metric> metrics() {
    NumberDataPoint.Builder whole = NumberDataPoint.newBuilder().setTimeUnixNano(TIME).setAsInt(7);
    NumberDataPoint.Builder broken =
        NumberDataPoint.newBuilder().setTimeUnixNano(TIME).setAsDouble(1);
    AggregationTemporality delta = AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA;
    AggregationTemporality cumulative = AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE;
    return List.of(
        metric("requests")
            .setSum(
                Sum.newBuilder()
                    .setIsMonotonic(true)
                    .setAggregationTemporality(cumulative)
                    .addDataPoints(whole))
            .build(),
        metric("seconds")
            .setSum(
                Sum.newBuilder()
                    .setIsMonotonic(true)
                    .setAggregationTemporality(cumulative)
                    .addDataPoints(broken))
            .build(),
        metric("load").setGauge(Gauge.newBuilder().addDataPoints(broken)).build(),
        metric("threads").setGauge(Gauge.newBuilder().addDataPoints(whole)).build(),
        metric("latency")
            .setHistogram(
                Histogram.newBuilder()
                    .setAggregationTemporality(delta)
                    .addDataPoints(
                        HistogramDataPoint.newBuilder()
                            .setTimeUnixNano(TIME)
                            .setCount(3)
                            .addExplicitBounds(10)
                            .addAllBucketCounts(List.of(1L, 2L))))
            .build(),
        metric("empty.histogram")
            .setHistogram(
                Histogram.newBuilder()
                    .setAggregationTemporality(delta)
                    .addDataPoints(
                        HistogramDataPoint.newBuilder()
                            .setTimeUnixNano(TIME)
                            .addExplicitBounds(10)
                            .addAllBucketCounts(List.of(0L, 0L))))
            .build(),
        metric("sizes")
            .setExponentialHistogram(
                ExponentialHistogram.newBuilder()
                    .setAggregationTemporality(delta)
                    .addDataPoints(
                        ExponentialHistogramDataPoint.newBuilder()
                            .setTimeUnixNano(TIME)
                            .setScale(2)
                            .setZeroCount(1)
                            .setPositive(
                                ExponentialHistogramDataPoint.Buckets.newBuilder()
                                    .addBucketCounts(2))))
            .build(),
        metric("pause")
            .setSummary(
                Summary.newBuilder()
                    .addDataPoints(
                        SummaryDataPoint.newBuilder()
                            .setTimeUnixNano(TIME)
                            .setCount(2)
                            .setSum(0.5)))
            .build());
  }

  private static Metric.Builder metric(String name) {
    return Metric.newBuilder().setName(name).setUnit("1");
  }

  private static KeyValue string(String key, String value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setStringValue(value))
        .build();
  }

  private void send(Signal signal, String name, Message request) {
    Map<String, Object> section = new LinkedHashMap<>();
    section.put("endpoint", connection.uri().toString());
    section.put("sending_queue", Map.of("enabled", false));
    section.put("dead_letter", Map.of("directory", folder.toString()));
    ConfigSection config =
        new ConfigSection("exporters::elasticsearch", section, new ArrayList<>());
    Settings settings =
        new Settings(
            new ComponentId("elasticsearch", name), meters, InstantSource.system(), new Silent());
    try (Exporter exporter =
        ElasticsearchExporter.create(
            settings,
            new ConfigReader(config, _ -> null).read(),
            signal,
            TimeSource.system(),
            Math::random)) {
      exporter.start();
      Outcome outcome = exporter.consume((Batch) Batch.read(signal, request.toByteArray()));
      assertThat(outcome).isEqualTo(Outcome.accepted());
    } catch (StartException e) {
      throw new AssertionError(e);
    }
  }

  private long count(String indices, String query) throws IOException {
    connection.send("POST", "/" + indices + "/_refresh", null).orThrow("Refreshing");
    return connection
        .send("POST", "/" + indices + "/_count", "{\"query\":" + query + "}")
        .orThrow("Counting")
        .path("count")
        .longValue();
  }

  private JsonNode search(String indices, String query) throws IOException {
    String body =
        "{\"query\":"
            + query
            + ",\"fields\":[{\"field\":\"@timestamp\",\"format\":\"strict_date_optional_time_nanos\"}]}";
    return connection
        .send("POST", "/" + indices + "/_search", body)
        .orThrow("Searching")
        .path("hits")
        .path("hits")
        .path(0);
  }

  private double items(String name, String outcome) {
    return meters
        .find("otelcol_elasticsearch_items_processed")
        .tags("exporter", "elasticsearch/" + name, "outcome", outcome)
        .counters()
        .stream()
        .mapToDouble(Counter::count)
        .sum();
  }

  private static final class Silent implements Health {
    @Override
    public void ok() {}

    @Override
    public void recoverableError(String message) {
      throw new AssertionError(message);
    }

    @Override
    public void fatalError(String message) {
      throw new AssertionError(message);
    }
  }
}
