package io.plumbline.otlp;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import io.plumbline.otlp.wire.Slice;
import java.util.ArrayList;
import java.util.List;

/** Rebuilds official messages from what cursors say, to be compared with the original ones. */
final class Decoded {
  private final BatchCursor cursor = new BatchCursor();

  ExportTraceServiceRequest traces(Batch batch) {
    ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
    cursor.wrap(batch);
    while (cursor.nextResource()) {
      ResourceSpans.Builder resource = request.addResourceSpansBuilder();
      resource.setResource(resource(cursor.resource()));
      resource.setSchemaUrl(cursor.resourceSchemaUrl().toString());
      while (cursor.nextScope()) {
        ScopeSpans.Builder scope = resource.addScopeSpansBuilder();
        scope.setScope(scope(cursor.scope()));
        scope.setSchemaUrl(cursor.scopeSchemaUrl().toString());
        while (cursor.nextRecord()) {
          scope.addSpans(span(cursor.span()));
        }
      }
    }
    return request.build();
  }

  ExportLogsServiceRequest logs(Batch batch) {
    ExportLogsServiceRequest.Builder request = ExportLogsServiceRequest.newBuilder();
    cursor.wrap(batch);
    while (cursor.nextResource()) {
      ResourceLogs.Builder resource = request.addResourceLogsBuilder();
      resource.setResource(resource(cursor.resource()));
      resource.setSchemaUrl(cursor.resourceSchemaUrl().toString());
      while (cursor.nextScope()) {
        ScopeLogs.Builder scope = resource.addScopeLogsBuilder();
        scope.setScope(scope(cursor.scope()));
        scope.setSchemaUrl(cursor.scopeSchemaUrl().toString());
        while (cursor.nextRecord()) {
          scope.addLogRecords(logRecord(cursor.logRecord()));
        }
      }
    }
    return request.build();
  }

  ExportMetricsServiceRequest metrics(Batch batch) {
    ExportMetricsServiceRequest.Builder request = ExportMetricsServiceRequest.newBuilder();
    cursor.wrap(batch);
    while (cursor.nextResource()) {
      ResourceMetrics.Builder resource = request.addResourceMetricsBuilder();
      resource.setResource(resource(cursor.resource()));
      resource.setSchemaUrl(cursor.resourceSchemaUrl().toString());
      while (cursor.nextScope()) {
        ScopeMetrics.Builder scope = resource.addScopeMetricsBuilder();
        scope.setScope(scope(cursor.scope()));
        scope.setSchemaUrl(cursor.scopeSchemaUrl().toString());
        while (cursor.nextRecord()) {
          scope.addMetrics(DecodedMetric.metric(cursor.metric()));
        }
      }
    }
    return request.build();
  }

  private static Resource resource(ResourceCursor resource) {
    return Resource.newBuilder()
        .addAllAttributes(attributes(resource.attributes()))
        .setDroppedAttributesCount(resource.droppedAttributesCount())
        .build();
  }

  private static InstrumentationScope scope(ScopeCursor scope) {
    return InstrumentationScope.newBuilder()
        .setName(scope.name().toString())
        .setVersion(scope.version().toString())
        .addAllAttributes(attributes(scope.attributes()))
        .setDroppedAttributesCount(scope.droppedAttributesCount())
        .build();
  }

  static Span span(SpanCursor span) {
    Span.Builder builder =
        Span.newBuilder()
            .setTraceId(bytes(span.traceId()))
            .setSpanId(bytes(span.spanId()))
            .setParentSpanId(bytes(span.parentSpanId()))
            .setTraceState(span.traceState().toString())
            .setFlags(span.flags())
            .setName(span.name().toString())
            .setKindValue(span.kind())
            .setStartTimeUnixNano(span.startTimeUnixNano())
            .setEndTimeUnixNano(span.endTimeUnixNano())
            .addAllAttributes(attributes(span.attributes()))
            .setDroppedAttributesCount(span.droppedAttributesCount())
            .setDroppedEventsCount(span.droppedEventsCount())
            .setDroppedLinksCount(span.droppedLinksCount())
            .setStatus(
                Status.newBuilder()
                    .setMessage(span.status().message().toString())
                    .setCodeValue(span.status().code()));
    SpanEventCursor event = span.events();
    while (event.next()) {
      builder
          .addEventsBuilder()
          .setTimeUnixNano(event.timeUnixNano())
          .setName(event.name().toString())
          .addAllAttributes(attributes(event.attributes()))
          .setDroppedAttributesCount(event.droppedAttributesCount());
    }
    SpanLinkCursor link = span.links();
    while (link.next()) {
      builder
          .addLinksBuilder()
          .setTraceId(bytes(link.traceId()))
          .setSpanId(bytes(link.spanId()))
          .setTraceState(link.traceState().toString())
          .addAllAttributes(attributes(link.attributes()))
          .setDroppedAttributesCount(link.droppedAttributesCount())
          .setFlags(link.flags());
    }
    return builder.build();
  }

  static LogRecord logRecord(LogRecordCursor log) {
    return LogRecord.newBuilder()
        .setTimeUnixNano(log.timeUnixNano())
        .setObservedTimeUnixNano(log.observedTimeUnixNano())
        .setSeverityNumberValue(log.severityNumber())
        .setSeverityText(log.severityText().toString())
        .setBody(value(log.body()))
        .addAllAttributes(attributes(log.attributes()))
        .setDroppedAttributesCount(log.droppedAttributesCount())
        .setFlags(log.flags())
        .setTraceId(bytes(log.traceId()))
        .setSpanId(bytes(log.spanId()))
        .setEventName(log.eventName().toString())
        .build();
  }

  static List<KeyValue> attributes(AttributesCursor attributes) {
    List<KeyValue> list = new ArrayList<>();
    while (attributes.next()) {
      String key = attributes.key().toString();
      list.add(KeyValue.newBuilder().setKey(key).setValue(value(attributes.value())).build());
    }
    if (list.size() != attributes.count()) {
      throw new AssertionError("count must be what next() finds: " + attributes.count());
    }
    return list;
  }

  static AnyValue value(AnyValueCursor value) {
    AnyValue.Builder builder = AnyValue.newBuilder();
    switch (value.kind()) {
      case EMPTY -> {}
      case STRING -> builder.setStringValue(value.stringValue().toString());
      case BOOL -> builder.setBoolValue(value.boolValue());
      case INT -> builder.setIntValue(value.intValue());
      case DOUBLE -> builder.setDoubleValue(value.doubleValue());
      case BYTES -> builder.setBytesValue(bytes(value.bytesValue()));
      case KVLIST ->
          builder.setKvlistValue(
              KeyValueList.newBuilder().addAllValues(attributes(value.kvlistValue())));
      case ARRAY -> {
        ArrayValue.Builder array = builder.getArrayValueBuilder();
        ArrayValueCursor elements = value.arrayValue();
        while (elements.next()) {
          array.addValues(value(elements.value()));
        }
      }
    }
    return builder.build();
  }

  static ByteString bytes(Slice slice) {
    return ByteString.copyFrom(slice.buffer(), slice.offset(), slice.length());
  }
}
