package io.plumbline.gateway.exporter.elasticsearch.document;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.plumbline.otlp.Batch;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The same documents, written the plain way: parse with protobuf-java, write with Jackson. What the
 * writer is compared with, in tests and in the benchmark. Ids are left out.
 */
final class JacksonDocuments {
  private static final JsonFactory JSON = JsonFactory.builder().build();
  private static final HexFormat HEX = HexFormat.of();

  private final ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 16);

  byte[] write(Batch batch) throws InvalidProtocolBufferException {
    out.reset();
    switch (batch.signal()) {
      case TRACES -> {
        for (ResourceSpans resource :
            ExportTraceServiceRequest.parseFrom(batch.bytes()).getResourceSpansList()) {
          for (ScopeSpans scope : resource.getScopeSpansList()) {
            for (Span span : scope.getSpansList()) {
              span(resource, scope, span);
            }
          }
        }
      }
      case LOGS -> {
        for (ResourceLogs resource :
            ExportLogsServiceRequest.parseFrom(batch.bytes()).getResourceLogsList()) {
          for (ScopeLogs scope : resource.getScopeLogsList()) {
            for (LogRecord log : scope.getLogRecordsList()) {
              log(resource, scope, log);
            }
          }
        }
      }
      case METRICS -> {
        for (ResourceMetrics resource :
            ExportMetricsServiceRequest.parseFrom(batch.bytes()).getResourceMetricsList()) {
          for (ScopeMetrics scope : resource.getScopeMetricsList()) {
            for (JacksonPoints group : JacksonPoints.groups(scope)) {
              points(resource, scope, group);
            }
          }
        }
      }
    }
    return out.toByteArray();
  }

  private JsonGenerator begin(String type, String name, @Nullable JacksonPoints points, long time) {
    JsonGenerator action = JSON.createGenerator(ObjectWriteContext.empty(), out);
    action.writeStartObject();
    action.writeObjectPropertyStart("create");
    action.writeStringProperty("_index", name);
    if (points != null) {
      points.writeTemplates(action);
    }
    action.writeBooleanProperty("require_data_stream", true);
    action.writeEndObject();
    action.writeEndObject();
    action.close();
    out.write('\n');
    JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out);
    json.writeStartObject();
    json.writeStringProperty("@timestamp", timestamp(time));
    json.writeObjectPropertyStart("data_stream");
    json.writeStringProperty("type", type);
    json.writeStringProperty("dataset", "generic.otel");
    json.writeStringProperty("namespace", "default");
    json.writeEndObject();
    return json;
  }

  private void end(
      JsonGenerator json,
      Resource resource,
      String resourceSchema,
      InstrumentationScope scope,
      String scopeSchema,
      boolean mapsAsText) {
    if (!resourceSchema.isEmpty()
        || resource.getAttributesCount() > 0
        || resource.getDroppedAttributesCount() != 0) {
      json.writeObjectPropertyStart("resource");
      string(json, "schema_url", resourceSchema);
      attributes(json, resource.getAttributesList(), mapsAsText);
      count(json, "dropped_attributes_count", resource.getDroppedAttributesCount());
      json.writeEndObject();
    }
    if (!scopeSchema.isEmpty()
        || !scope.getName().isEmpty()
        || !scope.getVersion().isEmpty()
        || scope.getAttributesCount() > 0
        || scope.getDroppedAttributesCount() != 0) {
      json.writeObjectPropertyStart("scope");
      string(json, "schema_url", scopeSchema);
      string(json, "name", scope.getName());
      string(json, "version", scope.getVersion());
      attributes(json, scope.getAttributesList(), mapsAsText);
      count(json, "dropped_attributes_count", scope.getDroppedAttributesCount());
      json.writeEndObject();
    }
    json.writeEndObject();
    json.close();
    out.write('\n');
  }

  private void span(ResourceSpans resource, ScopeSpans scope, Span span) {
    JsonGenerator json =
        begin("traces", "traces-generic.otel-default", null, span.getStartTimeUnixNano());
    id(json, "trace_id", span.getTraceId());
    id(json, "span_id", span.getSpanId());
    string(json, "trace_state", span.getTraceState());
    id(json, "parent_span_id", span.getParentSpanId());
    string(json, "name", span.getName());
    json.writeStringProperty("kind", kind(span.getKindValue()));
    long duration = span.getEndTimeUnixNano() - span.getStartTimeUnixNano();
    boolean forward =
        Long.compareUnsigned(span.getEndTimeUnixNano(), span.getStartTimeUnixNano()) > 0;
    json.writeName("duration");
    json.writeNumber(Long.toUnsignedString(forward ? duration : 0));
    attributes(json, span.getAttributesList(), false);
    count(json, "dropped_attributes_count", span.getDroppedAttributesCount());
    count(json, "dropped_events_count", span.getDroppedEventsCount());
    if (span.getLinksCount() > 0) {
      json.writeArrayPropertyStart("links");
      for (Span.Link link : span.getLinksList()) {
        json.writeStartObject();
        id(json, "trace_id", link.getTraceId());
        id(json, "span_id", link.getSpanId());
        string(json, "trace_state", link.getTraceState());
        attributes(json, link.getAttributesList(), false);
        count(json, "dropped_attributes_count", link.getDroppedAttributesCount());
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    count(json, "dropped_links_count", span.getDroppedLinksCount());
    json.writeObjectPropertyStart("status");
    json.writeStringProperty("code", status(span.getStatus().getCodeValue()));
    string(json, "message", span.getStatus().getMessage());
    json.writeEndObject();
    end(
        json,
        resource.getResource(),
        resource.getSchemaUrl(),
        scope.getScope(),
        scope.getSchemaUrl(),
        false);
    for (Span.Event event : span.getEventsList()) {
      event(resource, scope, span, event);
    }
  }

  private void event(ResourceSpans resource, ScopeSpans scope, Span span, Span.Event event) {
    JsonGenerator json = begin("logs", "logs-generic.otel-default", null, event.getTimeUnixNano());
    id(json, "trace_id", span.getTraceId());
    id(json, "span_id", span.getSpanId());
    string(json, "event_name", event.getName());
    if (event.getAttributesCount() > 0 || !event.getName().isEmpty()) {
      json.writeObjectPropertyStart("attributes");
      for (KeyValue attribute : event.getAttributesList()) {
        json.writeName(attribute.getKey());
        value(json, attribute.getValue(), false);
      }
      string(json, "event.name", event.getName());
      json.writeEndObject();
    }
    count(json, "dropped_attributes_count", event.getDroppedAttributesCount());
    end(
        json,
        resource.getResource(),
        resource.getSchemaUrl(),
        scope.getScope(),
        scope.getSchemaUrl(),
        false);
  }

  private void log(ResourceLogs resource, ScopeLogs scope, LogRecord log) {
    long observed = log.getObservedTimeUnixNano();
    long time = log.getTimeUnixNano() != 0 ? log.getTimeUnixNano() : observed;
    JsonGenerator json = begin("logs", "logs-generic.otel-default", null, time);
    if (observed != 0) {
      json.writeStringProperty("observed_timestamp", timestamp(observed));
    }
    string(json, "severity_text", log.getSeverityText());
    if (log.getSeverityNumberValue() != 0) {
      json.writeNumberProperty("severity_number", log.getSeverityNumberValue());
    }
    id(json, "trace_id", log.getTraceId());
    id(json, "span_id", log.getSpanId());
    attributes(json, log.getAttributesList(), false);
    count(json, "dropped_attributes_count", log.getDroppedAttributesCount());
    string(json, "event_name", log.getEventName());
    body(json, log.getBody());
    end(
        json,
        resource.getResource(),
        resource.getSchemaUrl(),
        scope.getScope(),
        scope.getSchemaUrl(),
        false);
  }

  private static void body(JsonGenerator json, AnyValue body) {
    switch (body.getValueCase()) {
      case STRING_VALUE -> text(json, body.getStringValue());
      case BOOL_VALUE -> text(json, Boolean.toString(body.getBoolValue()));
      case INT_VALUE -> text(json, Long.toString(body.getIntValue()));
      case DOUBLE_VALUE -> {
        double value = body.getDoubleValue();
        boolean whole = Math.abs(value) <= 1L << 53 && value == Math.rint(value);
        text(json, whole ? Long.toString((long) value) : Double.toString(value));
      }
      case BYTES_VALUE ->
          text(json, Base64.getEncoder().encodeToString(body.getBytesValue().toByteArray()));
      case KVLIST_VALUE -> {
        json.writeObjectPropertyStart("body");
        json.writeName("structured");
        value(json, body, false);
        json.writeEndObject();
      }
      case ARRAY_VALUE -> {
        json.writeObjectPropertyStart("body");
        json.writeName("structured");
        boolean maps =
            body.getArrayValue().getValuesList().stream().allMatch(AnyValue::hasKvlistValue);
        if (!maps) {
          json.writeStartObject();
          json.writeName("value");
        }
        value(json, body, false);
        if (!maps) {
          json.writeEndObject();
        }
        json.writeEndObject();
      }
      default -> {}
    }
  }

  private static void text(JsonGenerator json, String text) {
    json.writeObjectPropertyStart("body");
    json.writeStringProperty("text", text);
    json.writeEndObject();
  }

  private void points(ResourceMetrics resource, ScopeMetrics scope, JacksonPoints points) {
    JsonGenerator json = begin("metrics", "metrics-generic.otel-default", points, points.time());
    if (points.start() != 0) {
      json.writeStringProperty("start_timestamp", timestamp(points.start()));
    }
    string(json, "unit", points.unit());
    attributes(json, points.attributes(), true);
    points.writeMetrics(json);
    end(
        json,
        resource.getResource(),
        resource.getSchemaUrl(),
        scope.getScope(),
        scope.getSchemaUrl(),
        true);
  }

  static String timestamp(long nanos) {
    return Long.toUnsignedString(Long.divideUnsigned(nanos, 1_000_000))
        + String.format(Locale.ROOT, ".%06d", Long.remainderUnsigned(nanos, 1_000_000));
  }

  private static void id(JsonGenerator json, String name, ByteString id) {
    byte[] bytes = id.toByteArray();
    for (byte b : bytes) {
      if (b != 0) {
        json.writeStringProperty(name, HEX.formatHex(bytes));
        return;
      }
    }
  }

  private static void string(JsonGenerator json, String name, String text) {
    if (!text.isEmpty()) {
      json.writeStringProperty(name, text);
    }
  }

  private static void count(JsonGenerator json, String name, int count) {
    if (count != 0) {
      json.writeNumberProperty(name, Integer.toUnsignedLong(count));
    }
  }

  private static void attributes(
      JsonGenerator json, List<KeyValue> attributes, boolean mapsAsText) {
    if (attributes.isEmpty()) {
      return;
    }
    json.writeObjectPropertyStart("attributes");
    for (KeyValue attribute : attributes) {
      json.writeName(attribute.getKey());
      value(json, attribute.getValue(), mapsAsText);
    }
    json.writeEndObject();
  }

  private static void value(JsonGenerator json, AnyValue value, boolean mapsAsText) {
    switch (value.getValueCase()) {
      case STRING_VALUE -> json.writeString(value.getStringValue());
      case BOOL_VALUE -> json.writeBoolean(value.getBoolValue());
      case INT_VALUE -> json.writeNumber(value.getIntValue());
      case DOUBLE_VALUE -> {
        if (Double.isFinite(value.getDoubleValue())) {
          json.writeNumber(value.getDoubleValue());
        } else {
          json.writeNull();
        }
      }
      case BYTES_VALUE -> json.writeString(HEX.formatHex(value.getBytesValue().toByteArray()));
      case ARRAY_VALUE -> {
        json.writeStartArray();
        for (AnyValue element : value.getArrayValue().getValuesList()) {
          value(json, element, mapsAsText);
        }
        json.writeEndArray();
      }
      case KVLIST_VALUE -> {
        if (mapsAsText) {
          ByteArrayOutputStream text = new ByteArrayOutputStream();
          JsonGenerator nested = JSON.createGenerator(ObjectWriteContext.empty(), text);
          value(nested, value, false);
          nested.close();
          json.writeString(text.toString(StandardCharsets.UTF_8));
          return;
        }
        json.writeStartObject();
        for (KeyValue entry : value.getKvlistValue().getValuesList()) {
          json.writeName(entry.getKey());
          value(json, entry.getValue(), false);
        }
        json.writeEndObject();
      }
      default -> json.writeNull();
    }
  }

  private static String kind(int number) {
    return switch (number) {
      case 1 -> "Internal";
      case 2 -> "Server";
      case 3 -> "Client";
      case 4 -> "Producer";
      case 5 -> "Consumer";
      default -> "Unspecified";
    };
  }

  private static String status(int number) {
    return switch (number) {
      case 1 -> "Ok";
      case 2 -> "Error";
      default -> "Unset";
    };
  }
}
