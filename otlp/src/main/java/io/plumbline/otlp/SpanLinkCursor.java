package io.plumbline.otlp;

import io.plumbline.otlp.schema.TraceFields.Link;
import io.plumbline.otlp.wire.Slice;
import io.plumbline.otlp.wire.WireReader;
import io.plumbline.otlp.wire.WireType;

/** A view of the links of a span: {@link #next}, then the fields of that link. */
public final class SpanLinkCursor {
  private final WireReader reader = new WireReader();
  private final RepeatedMessages messages;
  private final Slice traceId = new Slice();
  private final Slice spanId = new Slice();
  private final Slice traceState = new Slice();
  private final AttributesCursor attributes = new AttributesCursor(Link.ATTRIBUTES);
  private int droppedAttributesCount;
  private int flags;

  SpanLinkCursor(int fieldNumber) {
    messages = new RepeatedMessages(fieldNumber);
  }

  RepeatedMessages messages() {
    return messages;
  }

  SpanLinkCursor rewind() {
    messages.rewind();
    return this;
  }

  /** How many there are in all, wherever the cursor is. */
  public int count() {
    return messages.count();
  }

  /** Moves to the next one; false after the last. */
  public boolean next() {
    if (!messages.next()) {
      return false;
    }
    read(messages.buffer(), messages.offset(), messages.length());
    return true;
  }

  private void read(byte[] buffer, int offset, int length) {
    reset(buffer);
    reader.wrap(buffer, offset, length);
    while (reader.hasRemaining()) {
      int start = reader.position();
      int tag = reader.readTag();
      switch (WireType.fieldNumber(tag)) {
        case Link.TRACE_ID -> reader.readSlice(traceId);
        case Link.SPAN_ID -> reader.readSlice(spanId);
        case Link.TRACE_STATE -> reader.readSlice(traceState);
        case Link.ATTRIBUTES -> attributes.entries().add(reader, start);
        case Link.DROPPED_ATTRIBUTES_COUNT -> droppedAttributesCount = (int) reader.readVarint();
        case Link.FLAGS -> flags = reader.readFixed32();
        default -> reader.skip(tag);
      }
    }
  }

  private void reset(byte[] buffer) {
    traceId.clear();
    spanId.clear();
    traceState.clear();
    attributes.entries().reset(buffer);
    droppedAttributesCount = 0;
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

  /** The attributes, before the first; each call begins anew. */
  public AttributesCursor attributes() {
    return attributes.rewind();
  }

  /** Unsigned. */
  public int droppedAttributesCount() {
    return droppedAttributesCount;
  }

  public int flags() {
    return flags;
  }

  public byte[] buffer() {
    return reader.buffer();
  }

  /** Where the message begins in {@link #buffer}. */
  public int offset() {
    return messages.offset();
  }

  public int length() {
    return messages.length();
  }
}
