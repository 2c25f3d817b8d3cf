package io.plumbline.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import io.plumbline.otlp.schema.CollectorFields.ExportTraceServiceRequest;
import io.plumbline.otlp.schema.TraceFields.ResourceSpans;
import io.plumbline.otlp.schema.TraceFields.ScopeSpans;
import io.plumbline.otlp.wire.WireWriter;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Singular messages written in several pieces are merged, as the official classes do. */
class MergerTest {
  private final Difference difference = new Difference();

  @Test
  void read_resourceInPieces_isMerged() {
    ForAll.seeds(
        200,
        seed ->
            check(
                Signal.TRACES,
                ResourceSpans.RESOURCE,
                pieces(seed, Resource.getDefaultInstance()),
                true));
  }

  @Test
  void read_spansOfPieces_areMerged() {
    ForAll.seeds(300, seed -> records(Signal.TRACES, seed, Span.getDefaultInstance()));
  }

  @Test
  void read_logRecordsOfPieces_areMerged() {
    ForAll.seeds(300, seed -> records(Signal.LOGS, seed, LogRecord.getDefaultInstance()));
  }

  @Test
  void read_metricsOfPieces_areMerged() {
    ForAll.seeds(600, seed -> records(Signal.METRICS, seed, Metric.getDefaultInstance()));
  }

  @Test
  void read_statusInPieces_isOneStatus() {
    byte[] first =
        Status.newBuilder()
            .setMessage("first")
            .setCode(StatusCode.STATUS_CODE_ERROR)
            .build()
            .toByteArray();
    byte[] second = Status.newBuilder().setMessage("second").build().toByteArray();
    WireWriter span = new WireWriter();
    span.bytesField(io.plumbline.otlp.schema.TraceFields.Span.STATUS, first);
    span.bytesField(io.plumbline.otlp.schema.TraceFields.Span.STATUS, second);

    Batch batch = Generated.read(Signal.TRACES, request(span.toByteArray()));

    BatchCursor cursor = new BatchCursor().wrap(batch);
    assertThat(cursor.nextItem()).isTrue();
    assertThat(cursor.span().status().code()).isEqualTo(2);
    assertThat(cursor.span().status().message()).hasToString("second");
  }

  @Test
  void read_bodyOfArrayStringArray_hasAllElementsAsInProtobufJava() {
    byte[] array = array(1);
    byte[] string = AnyValue.newBuilder().setStringValue("between").build().toByteArray();
    WireWriter body = new WireWriter();
    body.writeRaw(array, 0, array.length);
    body.writeRaw(string, 0, string.length);
    body.writeRaw(array, 0, array.length);
    body.writeRaw(array, 0, array.length);
    WireWriter record = new WireWriter();
    record.bytesField(io.plumbline.otlp.schema.LogsFields.LogRecord.BODY, body.toByteArray());
    byte[] bytes = request(record.toByteArray());

    assertThat(difference.check(Signal.LOGS, bytes)).isTrue();
    BatchCursor cursor = new BatchCursor().wrap(Generated.read(Signal.LOGS, bytes));
    cursor.nextItem();
    assertThat(cursor.logRecord().body().arrayValue().count()).isEqualTo(3);
  }

  /** A record whose content is that of several, one behind the other, so that fields repeat. */
  private void records(Signal signal, long seed, Message prototype) {
    check(signal, ScopeSpans.SPANS, concatenation(pieces(seed, prototype)), false);
  }

  private void check(Signal signal, int field, List<byte[]> pieces, boolean inResourceGroup) {
    WireWriter out = new WireWriter();
    for (byte[] piece : pieces) {
      out.bytesField(field, piece);
    }
    byte[] content = out.toByteArray();
    WireWriter request = new WireWriter();
    int group = request.beginMessage(ExportTraceServiceRequest.RESOURCE_SPANS);
    if (inResourceGroup) {
      request.writeRaw(content, 0, content.length);
    } else {
      request.bytesField(ResourceSpans.SCOPE_SPANS, content);
    }
    request.endMessage(group);

    assertThat(difference.check(signal, request.toByteArray())).isTrue();
  }

  private static byte[] request(byte[] record) {
    WireWriter out = new WireWriter();
    int group = out.beginMessage(ExportTraceServiceRequest.RESOURCE_SPANS);
    int scope = out.beginMessage(ResourceSpans.SCOPE_SPANS);
    out.bytesField(ScopeSpans.SPANS, record);
    out.endMessage(scope);
    out.endMessage(group);
    return out.toByteArray();
  }

  private static List<byte[]> concatenation(List<byte[]> pieces) {
    WireWriter out = new WireWriter();
    pieces.forEach(piece -> out.writeRaw(piece, 0, piece.length));
    return List.of(out.toByteArray());
  }

  private static List<byte[]> pieces(long seed, Message prototype) {
    TelemetryGenerator generator = new TelemetryGenerator(seed);
    int count = 2 + new SplittableRandom(seed).nextInt(3);
    IntFunction<byte[]> piece = _ -> generator.message(prototype).toByteArray();
    return IntStream.range(0, count).mapToObj(piece).toList();
  }

  private static byte[] array(int elements) {
    AnyValue.Builder value = AnyValue.newBuilder();
    for (int i = 0; i < elements; i++) {
      value.getArrayValueBuilder().addValuesBuilder().setIntValue(i);
    }
    return value.build().toByteArray();
  }
}
