package io.plumbline.otlp;

import io.plumbline.otlp.schema.TraceFields.Span;
import io.plumbline.otlp.wire.Slice;
import io.plumbline.otlp.wire.WireReader;
import io.plumbline.otlp.wire.WireType;

/** A view of a {@code Span}. Everything it lends is valid until the next {@link #wrap}. */
public final class SpanCursor {
  private final WireReader reader = new WireReader();
  private int offset;
  private int length;
  private final Slice traceId = new Slice();
  private final Slice spanId = new Slice();
  private final Slice traceState = new Slice();
  private final Slice parentSpanId = new Slice();
  private final Slice name = new Slice();
  private int kind;
  private long startTimeUnixNano;
  private long endTimeUnixNano;
  private final AttributesCursor attributes = new AttributesCursor(Span.ATTRIBUTES);
  private int droppedAttributesCount;
  private final SpanEventCursor events = new SpanEventCursor(Span.EVENTS);
  private int droppedEventsCount;
  private final SpanLinkCursor links = new SpanLinkCursor(Span.LINKS);
  private int droppedLinksCount;
  private final StatusCursor status = new StatusCursor();
  private int statusOffset;
  private int statusLength;
  private int flags;

  /** Views the {@code Span} at this place. */
  public SpanCursor wrap(byte[] buffer, int offset, int length) {
    this.offset = offset;
    this.length = length;
    reset(buffer);
    reader.wrap(buffer, offset, length);
    while (reader.hasRemaining()) {
      int start = reader.position();
      int tag = reader.readTag();
      switch (WireType.fieldNumber(tag)) {
        case Span.TRACE_ID -> reader.readSlice(traceId);
        case Span.SPAN_ID -> reader.readSlice(spanId);
        case Span.TRACE_STATE -> reader.readSlice(traceState);
        case Span.PARENT_SPAN_ID -> reader.readSlice(parentSpanId);
        case Span.NAME -> reader.readSlice(name);
        case Span.KIND -> kind = (int) reader.readVarint();
        case Span.START_TIME_UNIX_NANO -> startTimeUnixNano = reader.readFixed64();
        case Span.END_TIME_UNIX_NANO -> endTimeUnixNano = reader.readFixed64();
        case Span.ATTRIBUTES -> attributes.entries().add(reader, start);
        case Span.DROPPED_ATTRIBUTES_COUNT -> droppedAttributesCount = (int) reader.readVarint();
        case Span.EVENTS -> events.messages().add(reader, start);
        case Span.DROPPED_EVENTS_COUNT -> droppedEventsCount = (int) reader.readVarint();
        case Span.LINKS -> links.messages().add(reader, start);
        case Span.DROPPED_LINKS_COUNT -> droppedLinksCount = (int) reader.readVarint();
        case Span.STATUS -> {
          statusLength = reader.readLength();
          statusOffset = reader.position();
          reader.position(statusOffset + statusLength);
        }
        case Span.FLAGS -> flags = reader.readFixed32();
        default -> reader.skip(tag);
      }
    }
    return this;
  }

  private void reset(byte[] buffer) {
    traceId.clear();
    spanId.clear();
    traceState.clear();
    parentSpanId.clear();
    name.clear();
    kind = 0;
    startTimeUnixNano = 0;
    endTimeUnixNano = 0;
    attributes.entries().reset(buffer);
    droppedAttributesCount = 0;
    events.messages().reset(buffer);
    droppedEventsCount = 0;
    links.messages().reset(buffer);
    droppedLinksCount = 0;
    statusOffset = offset;
    statusLength = 0;
    flags = 0;
  }

  /** 16 bytes, or none. */
  public Slice traceId() {
    return traceId;
  }

  /** 8 bytes, or none. */
  public Slice spanId() {
    return spanId;
  }

  public Slice traceState() {
    return traceState;
  }

  /** 8 bytes, or none. */
  public Slice parentSpanId() {
    return parentSpanId;
  }

  public Slice name() {
    return name;
  }

  /** A number of {@code SpanKind}; 0 is unspecified. */
  public int kind() {
    return kind;
  }

  /** Nanoseconds since the epoch, unsigned; 0 is unknown. */
  public long startTimeUnixNano() {
    return startTimeUnixNano;
  }

  /** Nanoseconds since the epoch, unsigned; 0 is unknown. */
  public long endTimeUnixNano() {
    return endTimeUnixNano;
  }

  /** The attributes, before the first; each call begins anew. */
  public AttributesCursor attributes() {
    return attributes.rewind();
  }

  /** Unsigned. */
  public int droppedAttributesCount() {
    return droppedAttributesCount;
  }

  /** The events, before the first; each call begins anew. */
  public SpanEventCursor events() {
    return events.rewind();
  }

  /** Unsigned. */
  public int droppedEventsCount() {
    return droppedEventsCount;
  }

  /** The links, before the first; each call begins anew. */
  public SpanLinkCursor links() {
    return links.rewind();
  }

  /** Unsigned. */
  public int droppedLinksCount() {
    return droppedLinksCount;
  }

  /** The status; code 0 (unset) and an empty message when the span has none. */
  public StatusCursor status() {
    return status.wrap(reader.buffer(), statusOffset, statusLength);
  }

  public int flags() {
    return flags;
  }

  public byte[] buffer() {
    return reader.buffer();
  }

  /** Where the message begins in {@link #buffer}. */
  public int offset() {
    return offset;
  }

  public int length() {
    return length;
  }
}
