package io.plumbline.gateway.exporter.elasticsearch.document;

import io.plumbline.otlp.SpanCursor;
import io.plumbline.otlp.SpanEventCursor;
import io.plumbline.otlp.SpanLinkCursor;
import io.plumbline.otlp.StatusCursor;

/** Writes a document for each span, and one for each of its events, which are logs. */
final class SpanDocuments {
  private static final byte[] TRACE_STATE = JsonBuffer.ascii(",\"trace_state\":");
  private static final byte[] PARENT_SPAN_ID = JsonBuffer.ascii(",\"parent_span_id\":\"");
  private static final byte[] NAME = JsonBuffer.ascii(",\"name\":");
  private static final byte[] DURATION = JsonBuffer.ascii(",\"duration\":");
  private static final byte[] DROPPED_EVENTS = JsonBuffer.ascii(",\"dropped_events_count\":");
  private static final byte[] LINKS = JsonBuffer.ascii(",\"links\":[");
  private static final byte[] DROPPED_LINKS = JsonBuffer.ascii(",\"dropped_links_count\":");
  private static final byte[] MESSAGE = JsonBuffer.ascii(",\"message\":");

  /** By the numbers of {@code SpanKind}. */
  private static final byte[][] KINDS =
      constants(
          ",\"kind\":\"%s\"",
          "Unspecified", "Internal", "Server", "Client", "Producer", "Consumer");

  /** By the numbers of {@code StatusCode}. */
  private static final byte[][] STATUSES =
      constants(",\"status\":{\"code\":\"%s\"", "Unset", "Ok", "Error");

  private final BulkBody body;
  private final ScopeContext context;
  private final ActionWriter action;
  private final Routes spanRoutes;
  private final Routes eventRoutes;
  private final SpecialAttributes specials = new SpecialAttributes();
  private final SpecialAttributes linkSpecials = new SpecialAttributes();
  private final ValueWriter values = new ValueWriter(false, specials);
  private final ValueWriter linkValues = new ValueWriter(false, linkSpecials);
  private final Murmur3 murmur = new Murmur3();

  SpanDocuments(BulkBody body, ScopeContext context, DocumentSettings settings) {
    this.body = body;
    this.context = context;
    action = new ActionWriter(body, settings.pipeline());
    spanRoutes = settings.traceRoutes();
    eventRoutes = settings.logRoutes();
  }

  private static byte[][] constants(String pattern, String... values) {
    byte[][] constants = new byte[values.length][];
    for (int index = 0; index < values.length; index++) {
      constants[index] = JsonBuffer.ascii(pattern.replace("%s", values[index]));
    }
    return constants;
  }

  void write(SpanCursor span) {
    Route route = spanRoutes.ofScope(context, span.startTimeUnixNano());
    writeSpan(span, route);
    if (specials.changeAction()) {
      // Rare, and known only now: the document is written again for where it goes.
      Route own = spanRoutes.of(specials, context, span.startTimeUnixNano());
      if (own != route) {
        body.abandon();
        writeSpan(span, own);
      }
    }
    body.finish(1);
    SpanEventCursor events = span.events();
    if (events.count() > 0) {
      writeEvents(span, events);
    }
  }

  private void writeSpan(SpanCursor span, Route route) {
    byte[] id = context.ids().of(route, span.buffer(), span.offset(), span.length(), 0);
    JsonBuffer json = action.begin(route, id);
    body.source(span.offset(), span.offset() + span.length(), -1, -1);
    action.end(json, route, span.startTimeUnixNano());
    Members.id(json, Members.TRACE_ID, span.traceId());
    Members.id(json, Members.SPAN_ID, span.spanId());
    Members.string(json, TRACE_STATE, span.traceState());
    Members.id(json, PARENT_SPAN_ID, span.parentSpanId());
    Members.string(json, NAME, span.name());
    int kind = span.kind();
    json.raw(KINDS[kind < 0 || kind >= KINDS.length ? 0 : kind]);
    json.raw(DURATION).unsigned(duration(span));
    values.attributes(json, Members.ATTRIBUTES, span.attributes());
    Members.count(json, Members.DROPPED_ATTRIBUTES, span.droppedAttributesCount());
    Members.count(json, DROPPED_EVENTS, span.droppedEventsCount());
    writeLinks(json, span.links());
    Members.count(json, DROPPED_LINKS, span.droppedLinksCount());
    StatusCursor status = span.status();
    int code = status.code();
    json.raw(STATUSES[code < 0 || code >= STATUSES.length ? 0 : code]);
    Members.string(json, MESSAGE, status.message());
    json.raw('}');
    context.finish(json);
  }

  /** Nanoseconds; 0 when the end is unknown or, by clocks that were set back, before the start. */
  private static long duration(SpanCursor span) {
    long start = span.startTimeUnixNano();
    long end = span.endTimeUnixNano();
    return Long.compareUnsigned(end, start) > 0 ? end - start : 0;
  }

  private void writeLinks(JsonBuffer json, SpanLinkCursor links) {
    if (links.count() == 0) {
      return;
    }
    json.raw(LINKS);
    while (links.next()) {
      int start = json.size();
      Members.id(json, Members.TRACE_ID, links.traceId());
      Members.id(json, Members.SPAN_ID, links.spanId());
      Members.string(json, TRACE_STATE, links.traceState());
      linkValues.attributes(json, Members.ATTRIBUTES, links.attributes());
      Members.count(json, Members.DROPPED_ATTRIBUTES, links.droppedAttributesCount());
      json.beginObjectAt(start).raw('}').raw(',');
    }
    ValueWriter.closeInsteadOfComma(json, ']');
  }

  private void writeEvents(SpanCursor span, SpanEventCursor events) {
    // Events of different spans may have the same bytes.
    murmur.hash(span.traceId().buffer(), span.traceId().offset(), span.traceId().length(), 0);
    long trace = murmur.first();
    murmur.hash(span.spanId().buffer(), span.spanId().offset(), span.spanId().length(), trace);
    long owner = murmur.first();
    while (events.next()) {
      Route route = eventRoutes.ofScope(context, events.timeUnixNano());
      writeEvent(span, events, route, owner);
      if (specials.changeAction()) {
        Route own = eventRoutes.of(specials, context, events.timeUnixNano());
        if (own != route) {
          body.abandon();
          writeEvent(span, events, own, owner);
        }
      }
      body.finish(0);
    }
  }

  private void writeEvent(SpanCursor span, SpanEventCursor event, Route route, long owner) {
    byte[] id = context.ids().of(route, event.buffer(), event.offset(), event.length(), owner);
    JsonBuffer json = action.begin(route, id);
    body.source(span.offset(), span.offset() + span.length(), -1, -1);
    action.end(json, route, event.timeUnixNano());
    Members.id(json, Members.TRACE_ID, span.traceId());
    Members.id(json, Members.SPAN_ID, span.spanId());
    Members.string(json, Members.EVENT_NAME, event.name());
    values.attributes(
        json, Members.ATTRIBUTES, event.attributes(), event.name().isEmpty() ? null : event.name());
    Members.count(json, Members.DROPPED_ATTRIBUTES, event.droppedAttributesCount());
    context.finish(json);
  }
}
