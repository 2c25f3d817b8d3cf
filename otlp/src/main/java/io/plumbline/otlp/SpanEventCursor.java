package io.plumbline.otlp;

import io.plumbline.otlp.schema.TraceFields.Event;
import io.plumbline.otlp.wire.Slice;
import io.plumbline.otlp.wire.WireReader;
import io.plumbline.otlp.wire.WireType;

/** A view of the events of a span: {@link #next}, then the fields of that event. */
public final class SpanEventCursor {
  private final WireReader reader = new WireReader();
  private final RepeatedMessages messages;
  private long timeUnixNano;
  private final Slice name = new Slice();
  private final AttributesCursor attributes = new AttributesCursor(Event.ATTRIBUTES);
  private int droppedAttributesCount;

  SpanEventCursor(int fieldNumber) {
    messages = new RepeatedMessages(fieldNumber);
  }

  RepeatedMessages messages() {
    return messages;
  }

  SpanEventCursor rewind() {
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
        case Event.TIME_UNIX_NANO -> timeUnixNano = reader.readFixed64();
        case Event.NAME -> reader.readSlice(name);
        case Event.ATTRIBUTES -> attributes.entries().add(reader, start);
        case Event.DROPPED_ATTRIBUTES_COUNT -> droppedAttributesCount = (int) reader.readVarint();
        default -> reader.skip(tag);
      }
    }
  }

  private void reset(byte[] buffer) {
    timeUnixNano = 0;
    name.clear();
    attributes.entries().reset(buffer);
    droppedAttributesCount = 0;
  }

  /** Nanoseconds since the epoch, unsigned; 0 is unknown. */
  public long timeUnixNano() {
    return timeUnixNano;
  }

  public Slice name() {
    return name;
  }

  /** The attributes, before the first; each call begins anew. */
  public AttributesCursor attributes() {
    return attributes.rewind();
  }

  /** Unsigned. */
  public int droppedAttributesCount() {
    return droppedAttributesCount;
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
