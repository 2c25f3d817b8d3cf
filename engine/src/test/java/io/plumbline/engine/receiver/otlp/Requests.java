package io.plumbline.engine.receiver.otlp;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.plumbline.otlp.Batch;
import io.plumbline.otlp.Signal;
import java.nio.ByteBuffer;

/** Export requests to send, made with the official classes. */
public final class Requests {

  private Requests() {}

  /** Spans of about 100 bytes each, in one scope. */
  public static byte[] spans(int count) {
    ScopeSpans.Builder scope = ScopeSpans.newBuilder();
    for (int index = 0; index < count; index++) {
      scope.addSpans(span(index));
    }
    return ExportTraceServiceRequest.newBuilder()
        .addResourceSpans(ResourceSpans.newBuilder().addScopeSpans(scope))
        .build()
        .toByteArray();
  }

  public static Batch batch(int count) {
    return Batch.trusted(Signal.TRACES, spans(count), count);
  }

  private static Span span(int index) {
    byte[] id = ByteBuffer.allocate(16).putLong(1).putLong(index + 1L).array();
    return Span.newBuilder()
        .setTraceId(ByteString.copyFrom(id))
        .setSpanId(ByteString.copyFrom(id, 8, 8))
        .setName("span " + index)
        .setStartTimeUnixNano(1_700_000_000_000_000_000L + index)
        .setEndTimeUnixNano(1_700_000_000_000_001_000L + index)
        .addAttributes(
            KeyValue.newBuilder()
                .setKey("http.route")
                .setValue(AnyValue.newBuilder().setStringValue("/cart/{id}")))
        .build();
  }
}
