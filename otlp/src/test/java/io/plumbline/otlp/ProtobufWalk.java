package io.plumbline.otlp;

import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.List;

/** What {@link Walk} does, over the official classes: for measuring. */
final class ProtobufWalk {
  private ProtobufWalk() {}

  static long sum(ExportTraceServiceRequest request) {
    long sum = 0;
    for (ResourceSpans resource : request.getResourceSpansList()) {
      sum += attributes(resource.getResource().getAttributesList());
      for (ScopeSpans scope : resource.getScopeSpansList()) {
        sum += scope.getScope().getNameBytes().size();
        for (Span span : scope.getSpansList()) {
          sum += span.getStartTimeUnixNano() + span.getEndTimeUnixNano() + span.getKindValue();
          sum += span.getTraceId().size() + span.getSpanId().size();
          sum += span.getNameBytes().size() + attributes(span.getAttributesList());
        }
      }
    }
    return sum;
  }

  private static long attributes(List<KeyValue> attributes) {
    long sum = 0;
    for (KeyValue attribute : attributes) {
      sum += attribute.getKeyBytes().size();
      sum +=
          attribute.getValue().hasStringValue()
              ? attribute.getValue().getStringValueBytes().size()
              : attribute.getValue().getIntValue();
    }
    return sum;
  }
}
