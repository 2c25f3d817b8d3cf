package io.plumbline.otlp;

import io.plumbline.otlp.wire.WireReader;
import io.plumbline.otlp.wire.WireType;
import io.plumbline.otlp.wire.WireWriter;

/**
 * One level of the nest that items lie in, while a {@link BatchBuilder} writes it: a resource
 * group, a scope group, a metric, a metric's data. Its header is every field of the source but the
 * one that holds the level below, kept so that each batch that takes items of the group can repeat
 * it.
 */
final class OpenGroup {
  private final WireReader reader = new WireReader();
  private final WireWriter header = new WireWriter(256);
  private byte[] source = {};
  private int sourceOffset = -1;
  private int fieldNumber;
  private int mark = -1;

  /** Whether the header is that of the message at this place; the very array, not an equal one. */
  @SuppressWarnings("ReferenceEquality")
  boolean isFrom(byte[] source, int offset) {
    return this.source == source && sourceOffset == offset;
  }

  /**
   * Takes the header of the message at this place.
   *
   * @param fieldNumber of the message in the level above
   * @param childField that holds the level below
   */
  void load(byte[] source, int offset, int length, int fieldNumber, int childField) {
    assert mark < 0 : "group must be closed before it becomes another";
    load(source, offset, length, fieldNumber, childField, -1);
  }

  /** As above, leaving out {@code replacedField} as well, for {@link #header} to get it anew. */
  void load(
      byte[] source, int offset, int length, int fieldNumber, int childField, int replacedField) {
    this.source = source;
    sourceOffset = offset;
    this.fieldNumber = fieldNumber;
    header.clear();
    reader.wrap(source, offset, length);
    while (reader.hasRemaining()) {
      int start = reader.position();
      int tag = reader.readTag();
      reader.skip(tag);
      int field = WireType.fieldNumber(tag);
      if (field != childField && field != replacedField) {
        header.writeRaw(source, start, reader.position() - start);
      }
    }
  }

  WireWriter header() {
    return header;
  }

  /** Forgets what it was the header of. */
  void clear() {
    assert mark < 0 : "group must be closed before it is cleared";
    source = header.buffer();
    sourceOffset = -1;
  }

  boolean isOpen() {
    return mark >= 0;
  }

  void open(WireWriter out) {
    assert mark < 0 : "group must not be open already";
    mark = out.beginMessage(fieldNumber);
    out.writeRaw(header.buffer(), 0, header.sizeBytes());
  }

  void close(WireWriter out) {
    out.endMessage(mark);
    mark = -1;
  }

  /** Bytes of this group as a field, were it opened around {@code content} bytes. */
  long fieldSizeBytes(long content) {
    return fieldSizeBytes(fieldNumber, header.sizeBytes() + content);
  }

  /** Bytes that its length takes beyond the one already left for it, with {@code more} content. */
  int lengthGrowthBytes(WireWriter out, long more) {
    return WireWriter.varintSizeBytes(out.sizeBytes() - mark + more) - 1;
  }

  static long fieldSizeBytes(int fieldNumber, long length) {
    int tagBytes = WireWriter.varintSizeBytes(WireType.tag(fieldNumber, 0));
    return tagBytes + WireWriter.varintSizeBytes(length) + length;
  }
}
