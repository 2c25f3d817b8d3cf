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

  /** Fewer spans in as many bytes: the first one has a name that makes up for it. */
  public static byte[] spans(int count, int sizeBytes) {
    String name = "";
    byte[] request = spans(count, name);
    // Lengths are written in as many bytes as they need, so the first guess can miss by a few.
    while (request.length != sizeBytes) {
      int missing = sizeBytes - request.length;
      name = missing > 0 ? name + "x".repeat(missing) : name.substring(0, name.length() + missing);
      request = spans(count, name);
    }
    return request;
  }

  private static byte[] spans(int count, String firstName) {
    ScopeSpans.Builder scope = ScopeSpans.newBuilder();
    for (int index = 0; index < count; index++) {
      Span span = span(index);
      scope.addSpans(index == 0 ? span.toBuilder().setName(firstName).build() : span);
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
