package io.plumbline.otlp;

import io.plumbline.otlp.wire.WireReader;
import io.plumbline.otlp.wire.WireType;

/**
 * The occurrences of one repeated message field, found while the message that holds them was read
 * and gone through afterwards. They lie between the first and the last, other fields may lie
 * between them.
 */
final class RepeatedMessages {
  private static final byte[] NO_BYTES = {};

  private final int fieldNumber;
  private final WireReader reader = new WireReader();
  private byte[] buffer = NO_BYTES;
  private int first;
  private int end;
  private int count;
  private int fieldOffset;
  private int offset;
  private int length;

  RepeatedMessages(int fieldNumber) {
    this.fieldNumber = fieldNumber;
  }

  /** Forgets all occurrences; the next ones are in this buffer. */
  void reset(byte[] buffer) {
    this.buffer = buffer;
    first = 0;
    end = 0;
    count = 0;
    reader.wrap(buffer, 0, 0);
    clearCurrent();
  }

  /** Notes the occurrence whose tag began at {@code fieldStart}, and passes over its value. */
  void add(WireReader source, int fieldStart) {
    int size = source.readLength();
    source.position(source.position() + size);
    if (count == 0) {
      first = fieldStart;
    }
    end = source.position();
    count++;
  }

  void rewind() {
    reader.wrap(buffer, first, end - first);
    clearCurrent();
  }

  private void clearCurrent() {
    fieldOffset = first;
    offset = first;
    length = 0;
  }

  boolean next() {
    while (reader.hasRemaining()) {
      int start = reader.position();
      int tag = reader.readTag();
      if (WireType.fieldNumber(tag) == fieldNumber) {
        length = reader.readLength();
        offset = reader.position();
        fieldOffset = start;
        reader.position(offset + length);
        return true;
      }
      reader.skip(tag);
    }
    return false;
  }

  int count() {
    return count;
  }

  byte[] buffer() {
    return buffer;
  }

  /** Where the current occurrence's tag begins. */
  int fieldOffset() {
    return fieldOffset;
  }

  /** Where the current message begins, behind its tag and length. */
  int offset() {
    return offset;
  }

  int length() {
    return length;
  }
}
