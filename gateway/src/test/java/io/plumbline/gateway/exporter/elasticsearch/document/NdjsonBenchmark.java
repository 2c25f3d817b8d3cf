package io.plumbline.gateway.exporter.elasticsearch.document;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.Span;
import io.plumbline.otlp.Batch;
import io.plumbline.otlp.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Bulk lines of 1,000 items of ten attributes each: straight from bytes, with ids, and the plain
 * way (protobuf-java parse, Jackson write), without ids. Nanoseconds are for one item.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 4, time = 1)
@Fork(1)
public class NdjsonBenchmark {
  private static final int ITEMS = 1000;
  private static final long TIME = 1_763_680_000_123_456_789L;

  @Param Signal signal = Signal.TRACES;

  private Batch batch = Batch.trusted(Signal.TRACES, new byte[0], 0);
  private DocumentWriter writer = new DocumentWriter(signal, DocumentSettings.DEFAULT, 1 << 20);
  private final JacksonDocuments plain = new JacksonDocuments();
  private int bytes;

  @Setup(Level.Trial)
  public void setUp() {
    writer = new DocumentWriter(signal, DocumentSettings.DEFAULT, 1 << 20);
    batch = batch(signal, ITEMS);
  }

  /** Items of ten attributes under one resource of eight. */
  static Batch batch(Signal signal, int items) {
    SplittableRandom random = new SplittableRandom(1);
    Resource resource =
        Resource.newBuilder().addAllAttributes(attributes(random, "host.attribute.", 8)).build();
    return switch (signal) {
      case TRACES -> {
        var request = ExportTraceServiceRequest.newBuilder();
        var scope = request.addResourceSpansBuilder().setResource(resource).addScopeSpansBuilder();
        for (int index = 0; index < items; index++) {
          scope.addSpans(
              Span.newBuilder()
                  .setTraceId(id(random, 16))
                  .setSpanId(id(random, 8))
                  .setParentSpanId(id(random, 8))
                  .setName("GET /checkout/{id}")
                  .setKind(Span.SpanKind.SPAN_KIND_SERVER)
                  .setStartTimeUnixNano(TIME + index)
                  .setEndTimeUnixNano(TIME + index + random.nextInt(1_000_000))
                  .addAllAttributes(attributes(random, "http.attribute.", 10)));
        }
        yield Documents.batch(signal, request.build());
      }
      case LOGS -> {
        var request = ExportLogsServiceRequest.newBuilder();
        var scope = request.addResourceLogsBuilder().setResource(resource).addScopeLogsBuilder();
        for (int index = 0; index < items; index++) {
          scope.addLogRecords(
              LogRecord.newBuilder()
                  .setTimeUnixNano(TIME + index)
                  .setObservedTimeUnixNano(TIME + index + 1000)
                  .setSeverityNumber(SeverityNumber.SEVERITY_NUMBER_INFO)
                  .setSeverityText("INFO")
                  .setTraceId(id(random, 16))
                  .setSpanId(id(random, 8))
                  .setBody(
                      AnyValue.newBuilder()
                          .setStringValue("Order " + index + " of \"customer\" was stored"))
                  .addAllAttributes(attributes(random, "code.attribute.", 10)));
        }
        yield Documents.batch(signal, request.build());
      }
      case METRICS -> {
        var request = ExportMetricsServiceRequest.newBuilder();
        var scope =
            request.addResourceMetricsBuilder().setResource(resource).addScopeMetricsBuilder();
        // Ten metrics of the same hundred series: documents of ten points.
        for (int name = 0; name < 10; name++) {
          Gauge.Builder gauge = Gauge.newBuilder();
          for (int series = 0; series < items / 10; series++) {
            gauge.addDataPoints(
                NumberDataPoint.newBuilder()
                    .setTimeUnixNano(TIME)
                    .setStartTimeUnixNano(TIME - 1)
                    .setAsDouble(random.nextInt(1000) / 4.0)
                    .addAllAttributes(
                        attributes(new SplittableRandom(series), "system.attribute.", 10)));
          }
          scope.addMetrics(Metric.newBuilder().setName("system.metric." + name).setGauge(gauge));
        }
        yield Documents.batch(signal, request.build());
      }
    };
  }

  private static ByteString id(SplittableRandom random, int length) {
    byte[] id = new byte[length];
    random.nextBytes(id);
    return ByteString.copyFrom(id);
  }

  private static List<KeyValue> attributes(SplittableRandom random, String prefix, int count) {
    List<KeyValue> attributes = new ArrayList<>();
    for (int index = 0; index < count; index++) {
      AnyValue.Builder value = AnyValue.newBuilder();
      switch (index % 5) {
        case 0 -> value.setIntValue(random.nextInt(1000));
        case 1 -> value.setBoolValue(random.nextBoolean());
        default -> value.setStringValue("value of the attribute " + random.nextInt(100));
      }
      attributes.add(KeyValue.newBuilder().setKey(prefix + index).setValue(value).build());
    }
    return attributes;
  }

  @Benchmark
  @OperationsPerInvocation(ITEMS)
  public int straightFromBytes() throws UndeliveredException, InterruptedException {
    writer.write(batch, body -> bytes = body.sizeBytes(), 1 << 30);
    return bytes;
  }

  @Benchmark
  @OperationsPerInvocation(ITEMS)
  public int parsedAndWrittenByJackson() throws InvalidProtocolBufferException {
    return plain.write(batch).length;
  }
}
