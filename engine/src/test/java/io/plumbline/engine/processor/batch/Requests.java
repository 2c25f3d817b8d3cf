package io.plumbline.engine.processor.batch;

import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.plumbline.otlp.Batch;
import io.plumbline.otlp.Signal;
import java.util.List;

/** Requests whose spans can be told apart. */
final class Requests {
  private Requests() {}

  static Batch spans(String name, int count) {
    ScopeSpans.Builder scope = ScopeSpans.newBuilder();
    for (int index = 0; index < count; index++) {
      scope.addSpans(Span.newBuilder().setName(name + index));
    }
    byte[] bytes =
        ExportTraceServiceRequest.newBuilder()
            .addResourceSpans(ResourceSpans.newBuilder().addScopeSpans(scope))
            .build()
            .toByteArray();
    return Batch.trusted(Signal.TRACES, bytes, count);
  }

  static List<String> names(Batch batch) {
    try {
      return ExportTraceServiceRequest.parseFrom(batch.bytes()).getResourceSpansList().stream()
          .flatMap(resource -> resource.getScopeSpansList().stream())
          .flatMap(scope -> scope.getSpansList().stream())
          .map(Span::getName)
          .toList();
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }
}
