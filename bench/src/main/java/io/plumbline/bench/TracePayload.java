package io.plumbline.bench;

import io.plumbline.otlp.schema.CollectorFields.ExportTraceServiceRequest;
import io.plumbline.otlp.schema.CommonFields.AnyValue;
import io.plumbline.otlp.schema.CommonFields.InstrumentationScope;
import io.plumbline.otlp.schema.CommonFields.KeyValue;
import io.plumbline.otlp.schema.ResourceFields.Resource;
import io.plumbline.otlp.schema.TraceFields.ResourceSpans;
import io.plumbline.otlp.schema.TraceFields.ScopeSpans;
import io.plumbline.otlp.schema.TraceFields.Span;
import io.plumbline.otlp.wire.WireWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A request of spans as a web service sends them, about 400 bytes each, encoded once. Each {@link
 * #next copy} has span ids of its own, so that nothing downstream can take two spans for one.
 */
final class TracePayload {
  private static final int ATTRIBUTES = 10;

  /** {@code SPAN_KIND_SERVER} of trace.proto. */
  private static final int SERVER = 2;

  private final byte[] request;
  private final int[] idOffsets;

  private TracePayload(byte[] request, int[] idOffsets) {
    this.request = request;
    this.idOffsets = idOffsets;
  }

  static TracePayload of(int spans) {
    WireWriter writer = new WireWriter(spans * 512);
    byte[] marker = {-1, -2, -3, -4, -5, -6, -7, -8};
    int resourceSpans = writer.beginMessage(ExportTraceServiceRequest.RESOURCE_SPANS);
    int resource = writer.beginMessage(ResourceSpans.RESOURCE);
    attribute(writer, Resource.ATTRIBUTES, "service.name", "checkout");
    attribute(writer, Resource.ATTRIBUTES, "service.instance.id", "checkout-7d9f8b6c5-x2x9p");
    attribute(writer, Resource.ATTRIBUTES, "host.name", "node-17.eu-central-1.example");
    writer.endMessage(resource);
    int scopeSpans = writer.beginMessage(ResourceSpans.SCOPE_SPANS);
    int scope = writer.beginMessage(ScopeSpans.SCOPE);
    writer.stringField(InstrumentationScope.NAME, "io.plumbline.bench");
    writer.endMessage(scope);
    for (int index = 0; index < spans; index++) {
      span(writer, index, marker);
    }
    writer.endMessage(scopeSpans);
    writer.endMessage(resourceSpans);
    byte[] bytes = writer.toByteArray();
    return new TracePayload(bytes, find(bytes, marker));
  }

  /** Bytes of a request. */
  int sizeBytes() {
    return request.length;
  }

  int spanCount() {
    return idOffsets.length;
  }

  /** A request whose span ids are {@code first}, {@code first + 1} and so on. */
  byte[] next(long first) {
    byte[] copy = request.clone();
    for (int index = 0; index < idOffsets.length; index++) {
      long id = first + index;
      for (int position = 0; position < Long.BYTES; position++) {
        copy[idOffsets[index] + position] = (byte) (id >>> (8 * position));
      }
    }
    return copy;
  }

  private static void span(WireWriter writer, int index, byte[] id) {
    long start = 1_700_000_000_000_000_000L + index * 1_000_000L;
    int span = writer.beginMessage(ScopeSpans.SPANS);
    byte[] traceId = new byte[16];
    traceId[0] = 1;
    traceId[15] = (byte) index;
    writer.bytesField(Span.TRACE_ID, traceId);
    writer.bytesField(Span.SPAN_ID, id);
    writer.stringField(Span.NAME, "GET /api/products/{id}");
    writer.varintField(Span.KIND, SERVER);
    writer.fixed64Field(Span.START_TIME_UNIX_NANO, start);
    writer.fixed64Field(Span.END_TIME_UNIX_NANO, start + 12_345_678L);
    for (int attribute = 0; attribute < ATTRIBUTES; attribute++) {
      attribute(writer, Span.ATTRIBUTES, "http.request.header." + attribute, "value-" + index);
    }
    writer.endMessage(span);
  }

  private static void attribute(WireWriter writer, int field, String key, String value) {
    int pair = writer.beginMessage(field);
    writer.stringField(KeyValue.KEY, key);
    int any = writer.beginMessage(KeyValue.VALUE);
    writer.stringField(AnyValue.STRING_VALUE, value);
    writer.endMessage(any);
    writer.endMessage(pair);
  }

  private static int[] find(byte[] bytes, byte[] marker) {
    List<Integer> offsets = new ArrayList<>();
    for (int offset = 0; offset <= bytes.length - marker.length; offset++) {
      if (Arrays.mismatch(bytes, offset, offset + marker.length, marker, 0, marker.length) < 0) {
        offsets.add(offset);
      }
    }
    return offsets.stream().mapToInt(Integer::intValue).toArray();
  }
}
