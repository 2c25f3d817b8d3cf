package io.plumbline.otlp;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What the data path does with a request of 100 spans of 10 attributes each, beside what
 * protobuf-java needs for it. {@code mvn -pl otlp test-compile exec:exec@jmh
 * -Djmh.args="BatchBenchmark -prof gc"}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class BatchBenchmark {
  private static final int SPANS = 100;
  private static final int ATTRIBUTES = 10;

  private final byte[] bytes = request();
  private final Batch batch = Generated.read(Signal.TRACES, bytes);
  private final List<Batch> ten = List.of(batch, batch, batch, batch, batch);
  private final Walk walk = new Walk();
  private final BatchSplitter splitter = new BatchSplitter(30, Integer.MAX_VALUE);
  private final BatchFilter filter = new BatchFilter();

  @Benchmark
  public ExportTraceServiceRequest protobufJavaParse() throws InvalidProtocolBufferException {
    return ExportTraceServiceRequest.parseFrom(bytes);
  }

  @Benchmark
  public long protobufJavaParseAndWalk() throws InvalidProtocolBufferException {
    return ProtobufWalk.sum(ExportTraceServiceRequest.parseFrom(bytes));
  }

  @Benchmark
  public long cursorWalk() {
    return walk.sum(batch);
  }

  @Benchmark
  public ReadResult read() {
    return Batch.read(Signal.TRACES, bytes);
  }

  @Benchmark
  public byte[] joinOfFive() {
    return Batch.join(ten).bytes();
  }

  @Benchmark
  public void splitInFour(Blackhole blackhole) {
    splitter.split(batch, blackhole::consume, blackhole::consume);
  }

  @Benchmark
  public Batch keepHalf() {
    return filter.keep(batch, cursor -> (cursor.span().spanId().byteAt(0) & 1) == 0);
  }

  /** Spans of an HTTP server as an SDK sends them: about 500 bytes each. */
  static byte[] request() {
    SplittableRandom random = new SplittableRandom(1);
    ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
    var group = request.addResourceSpansBuilder();
    for (int i = 0; i < ATTRIBUTES; i++) {
      group.getResourceBuilder().addAttributes(string("resource.attribute." + i, "value-" + i));
    }
    var scope = group.addScopeSpansBuilder();
    scope.getScopeBuilder().setName("io.opentelemetry.http").setVersion("1.65.0");
    for (int i = 0; i < SPANS; i++) {
      Span.Builder span =
          scope
              .addSpansBuilder()
              .setTraceId(bytes(random, 16))
              .setSpanId(bytes(random, 8))
              .setParentSpanId(bytes(random, 8))
              .setName("GET /api/orders/{id}")
              .setKind(Span.SpanKind.SPAN_KIND_SERVER)
              .setStartTimeUnixNano(1_700_000_000_000_000_000L + i)
              .setEndTimeUnixNano(1_700_000_000_050_000_000L + i);
      for (int j = 0; j < ATTRIBUTES; j++) {
        span.addAttributes(
            j % 5 == 4
                ? integer("http.attribute.number." + j, random.nextInt(100_000))
                : string("http.attribute.name." + j, "some-value-" + random.nextInt(100_000)));
      }
    }
    return request.build().toByteArray();
  }

  private static KeyValue string(String key, String value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setStringValue(value))
        .build();
  }

  private static KeyValue integer(String key, long value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setIntValue(value))
        .build();
  }

  private static ByteString bytes(SplittableRandom random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return ByteString.copyFrom(bytes);
  }
}
