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

  /** No byte is this. */
  private static final int NO_SHORT_TAG = Integer.MIN_VALUE;

  private final int fieldNumber;
  private final int shortTag;
  private final WireReader reader = new WireReader();
  private byte[] buffer = NO_BYTES;
  private int first;
  private int end;
  private int count;
  private int position;
  private int fieldOffset;
  private int offset;
  private int length;

  RepeatedMessages(int fieldNumber) {
    this.fieldNumber = fieldNumber;
    int tag = WireType.tag(fieldNumber, WireType.LENGTH_DELIMITED);
    shortTag = tag <= Byte.MAX_VALUE ? tag : NO_SHORT_TAG;
  }

  /** Forgets all occurrences; the next ones are in this buffer. */
  void reset(byte[] buffer) {
    this.buffer = buffer;
    first = 0;
    end = 0;
    count = 0;
    position = 0;
    clearCurrent();
  }

  /**
   * Notes the occurrence whose tag began at {@code fieldStart}, and short ones right behind it, and
   * passes over their values.
   */
  void add(WireReader source, int fieldStart) {
    int size = source.readLength();
    int next = source.position() + size;
    if (count == 0) {
      first = fieldStart;
    }
    count++;
    int last = source.end() - 1;
    while (next < last && buffer[next] == shortTag && buffer[next + 1] >= 0) {
      next += 2 + buffer[next + 1];
      count++;
    }
    source.position(next);
    end = next;
  }

  void rewind() {
    position = first;
    clearCurrent();
  }

  private void clearCurrent() {
    fieldOffset = first;
    offset = first;
    length = 0;
  }

  boolean next() {
    int start = position;
    if (start >= end) {
      return false;
    }
    // What nearly every message is: a tag of one byte, a length of one byte.
    if (buffer[start] == shortTag && start + 1 < end && buffer[start + 1] >= 0) {
      fieldOffset = start;
      offset = start + 2;
      length = buffer[start + 1];
      position = offset + length;
      return true;
    }
    return findNext();
  }

  private boolean findNext() {
    reader.wrap(buffer, position, end - position);
    while (reader.hasRemaining()) {
      int start = reader.position();
      int tag = reader.readTag();
      if (WireType.fieldNumber(tag) == fieldNumber) {
        length = reader.readLength();
        offset = reader.position();
        fieldOffset = start;
        position = offset + length;
        return true;
      }
      reader.skip(tag);
    }
    position = end;
    return false;
  }

  int count() {
    return count;
  }

  /** Where the first occurrence's tag begins. */
  int first() {
    return first;
  }

  /** Behind the last occurrence. */
  int end() {
    return end;
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
