package io.plumbline.otlp;

import io.plumbline.otlp.schema.ResourceFields.Resource;
import io.plumbline.otlp.wire.WireReader;
import io.plumbline.otlp.wire.WireType;

/** A view of a {@code Resource}: what produced the telemetry. */
public final class ResourceCursor {
  private final WireReader reader = new WireReader();
  private final AttributesCursor attributes = new AttributesCursor(Resource.ATTRIBUTES);
  private int offset;
  private int length;
  private int droppedAttributesCount;

  /** Views the {@code Resource} at this place; a length of 0 is the empty resource. */
  public ResourceCursor wrap(byte[] buffer, int offset, int length) {
    this.offset = offset;
    this.length = length;
    attributes.entries().reset(buffer);
    droppedAttributesCount = 0;
    reader.wrap(buffer, offset, length);
    while (reader.hasRemaining()) {
      int start = reader.position();
      int tag = reader.readTag();
      switch (WireType.fieldNumber(tag)) {
        case Resource.ATTRIBUTES -> attributes.entries().add(reader, start);
        case Resource.DROPPED_ATTRIBUTES_COUNT ->
            droppedAttributesCount = (int) reader.readVarint();
        default -> reader.skip(tag);
      }
    }
    return this;
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
