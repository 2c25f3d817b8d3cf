package io.plumbline.gateway.exporter.elasticsearch.document;

import io.plumbline.otlp.AnyValueCursor;
import io.plumbline.otlp.ArrayValueCursor;
import io.plumbline.otlp.LogRecordCursor;
import io.plumbline.otlp.ValueKind;
import io.plumbline.otlp.wire.Slice;

/** Writes a document for each log record. */
final class LogDocuments {
  private static final byte[] OBSERVED = JsonBuffer.ascii(",\"observed_timestamp\":");
  private static final byte[] SEVERITY_TEXT = JsonBuffer.ascii(",\"severity_text\":");
  private static final byte[] SEVERITY_NUMBER = JsonBuffer.ascii(",\"severity_number\":");
  private static final byte[] BODY_TEXT = JsonBuffer.ascii(",\"body\":{\"text\":\"");
  private static final byte[] BODY_STRUCTURED = JsonBuffer.ascii(",\"body\":{\"structured\":");
  private static final byte[] VALUE = JsonBuffer.ascii("{\"value\":");
  private static final byte[] NAN = JsonBuffer.ascii("NaN");
  private static final byte[] INFINITY = JsonBuffer.ascii("Infinity");

  /** Whole numbers up to this are written without a point in a body's text. */
  private static final double EXACT_WHOLE_MAX = 1L << 53;

  private final BulkBody body;
  private final ScopeContext context;
  private final ActionWriter action;
  private final Routes routes;
  private final boolean dynamicId;
  private final boolean dynamicPipeline;
  private final SpecialAttributes specials = new SpecialAttributes();
  private final ValueWriter values = new ValueWriter(false, specials);

  LogDocuments(BulkBody body, ScopeContext context, DocumentSettings settings) {
    this.body = body;
    this.context = context;
    action = new ActionWriter(body, settings.pipeline());
    routes = settings.logRoutes();
    dynamicId = settings.logsDynamicId();
    dynamicPipeline = settings.logsDynamicPipeline();
  }

  void write(LogRecordCursor log) {
    long time = log.timeUnixNano() != 0 ? log.timeUnixNano() : log.observedTimeUnixNano();
    specials.clear();
    Route route = routes.ofScope(context, time);
    writeLog(log, route, time);
    if (specials.changeAction()) {
      Route own = routes.of(specials, context, time);
      if (own != route || asksForIdOrPipeline()) {
        // Rare, and known only now: the document is written again for what its attributes ask for.
        body.abandon();
        writeLog(log, own, time);
      }
    }
    body.finish(1);
  }

  private boolean asksForIdOrPipeline() {
    return (dynamicId && !specials.documentId().isEmpty())
        || (dynamicPipeline && !specials.pipeline().isEmpty());
  }

  private void writeLog(LogRecordCursor log, Route route, long time) {
    JsonBuffer json = beginAction(log, route);
    body.source(log.offset(), log.offset() + log.length(), -1, -1);
    if (dynamicPipeline && !specials.pipeline().isEmpty()) {
      action.end(json, route, specials.pipeline(), time);
    } else {
      action.end(json, route, time);
    }
    if (log.observedTimeUnixNano() != 0) {
      json.raw(OBSERVED).timestamp(log.observedTimeUnixNano());
    }
    Members.string(json, SEVERITY_TEXT, log.severityText());
    if (log.severityNumber() != 0) {
      json.raw(SEVERITY_NUMBER).number(log.severityNumber());
    }
    Members.id(json, Members.TRACE_ID, log.traceId());
    Members.id(json, Members.SPAN_ID, log.spanId());
    values.attributes(json, Members.ATTRIBUTES, log.attributes());
    Members.count(json, Members.DROPPED_ATTRIBUTES, log.droppedAttributesCount());
    Slice eventName = log.eventName().isEmpty() ? values.eventName() : log.eventName();
    Members.string(json, Members.EVENT_NAME, eventName);
    writeBody(json, log.body());
    context.finish(json);
  }

  private JsonBuffer beginAction(LogRecordCursor log, Route route) {
    if (dynamicId && !specials.documentId().isEmpty()) {
      return action.beginWithSendersId(route, specials.documentId());
    }
    return action.begin(
        route, context.ids().of(route, log.buffer(), log.offset(), log.length(), 0));
  }

  private void writeBody(JsonBuffer json, AnyValueCursor value) {
    switch (value.kind()) {
      case EMPTY -> {}
      case KVLIST -> {
        json.raw(BODY_STRUCTURED);
        values.map(json, value.kvlistValue());
        json.raw('}');
      }
      case ARRAY -> {
        json.raw(BODY_STRUCTURED);
        writeArray(json, value);
        json.raw('}');
      }
      case STRING, BOOL, INT, DOUBLE, BYTES -> {
        json.raw(BODY_TEXT);
        writeText(json, value);
        json.raw('"').raw('}');
      }
    }
  }

  /** Elasticsearch takes objects and arrays of objects there, so other arrays are put into one. */
  private void writeArray(JsonBuffer json, AnyValueCursor value) {
    boolean allMaps = true;
    ArrayValueCursor elements = value.arrayValue();
    while (elements.next()) {
      allMaps &= elements.value().kind() == ValueKind.KVLIST;
    }
    if (allMaps) {
      values.array(json, value.arrayValue());
    } else {
      json.raw(VALUE);
      values.array(json, value.arrayValue());
      json.raw('}');
    }
  }

  /** As the Collector turns values into strings. */
  private static void writeText(JsonBuffer json, AnyValueCursor value) {
    switch (value.kind()) {
      case STRING -> {
        Slice text = value.stringValue();
        json.text(text.buffer(), text.offset(), text.length());
      }
      case BOOL -> json.bool(value.boolValue());
      case INT -> json.number(value.intValue());
      case DOUBLE -> writeDouble(json, value.doubleValue());
      case BYTES -> {
        Slice bytes = value.bytesValue();
        json.base64(bytes.buffer(), bytes.offset(), bytes.length());
      }
      case ARRAY, KVLIST, EMPTY -> throw new IllegalStateException("not a scalar: " + value.kind());
    }
  }

  private static void writeDouble(JsonBuffer json, double value) {
    if (Double.isNaN(value)) {
      json.raw(NAN);
    } else if (Double.isInfinite(value)) {
      if (value < 0) {
        json.raw('-');
      }
      json.raw(INFINITY);
    } else if (Math.abs(value) <= EXACT_WHOLE_MAX && value == Math.rint(value)) {
      json.number((long) value);
    } else {
      json.number(value);
    }
  }
}
