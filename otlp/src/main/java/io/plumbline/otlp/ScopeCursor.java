package io.plumbline.otlp;

import io.plumbline.otlp.schema.CommonFields.InstrumentationScope;
import io.plumbline.otlp.wire.Slice;
import io.plumbline.otlp.wire.WireReader;
import io.plumbline.otlp.wire.WireType;

/** A view of an {@code InstrumentationScope}: the library that recorded the telemetry. */
public final class ScopeCursor {
  private final WireReader reader = new WireReader();
  private final Slice name = new Slice();
  private final Slice version = new Slice();
  private final AttributesCursor attributes = new AttributesCursor(InstrumentationScope.ATTRIBUTES);
  private int offset;
  private int length;
  private int droppedAttributesCount;

  /** Views the {@code InstrumentationScope} at this place; a length of 0 is the empty scope. */
  public ScopeCursor wrap(byte[] buffer, int offset, int length) {
    this.offset = offset;
    this.length = length;
    name.clear();
    version.clear();
    attributes.entries().reset(buffer);
    droppedAttributesCount = 0;
    reader.wrap(buffer, offset, length);
    while (reader.hasRemaining()) {
      int start = reader.position();
      int tag = reader.readTag();
      switch (WireType.fieldNumber(tag)) {
        case InstrumentationScope.NAME -> reader.readSlice(name);
        case InstrumentationScope.VERSION -> reader.readSlice(version);
        case InstrumentationScope.ATTRIBUTES -> attributes.entries().add(reader, start);
        case InstrumentationScope.DROPPED_ATTRIBUTES_COUNT ->
            droppedAttributesCount = (int) reader.readVarint();
        default -> reader.skip(tag);
      }
    }
    return this;
  }

  public Slice name() {
    return name;
  }

  public Slice version() {
    return version;
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
    return offset;
  }

  public int length() {
    return length;
  }
}
