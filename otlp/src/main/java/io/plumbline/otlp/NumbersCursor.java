package io.plumbline.otlp;

import io.plumbline.otlp.wire.LittleEndian;
import io.plumbline.otlp.wire.WireReader;
import io.plumbline.otlp.wire.WireType;

/**
 * A view of a repeated number field, packed or not: bucket counts, bucket bounds. {@link #next}
 * until false; in between, {@link #longValue} or {@link #doubleValue}, whichever the field is.
 */
public final class NumbersCursor {
  private final int fieldNumber;
  private final int wireType;
  private final WireReader reader = new WireReader();
  private byte[] buffer = {};
  private int first;
  private int end;
  private int count;
  private int packedEnd;
  private long value;

  /** For a field of fixed numbers of 64 bits, or of varints. */
  NumbersCursor(int fieldNumber, int wireType) {
    assert wireType == WireType.FIXED64 || wireType == WireType.VARINT;
    this.fieldNumber = fieldNumber;
    this.wireType = wireType;
  }

  void reset(byte[] buffer) {
    this.buffer = buffer;
    first = 0;
    end = 0;
    count = 0;
  }

  /** Notes an occurrence of the field, one number or many, and passes over it. */
  void add(WireReader source, int fieldStart, int tag) {
    int start = source.position();
    source.skip(tag);
    if (count == 0) {
      first = fieldStart;
    }
    end = source.position();
    if (WireType.of(tag) != WireType.LENGTH_DELIMITED) {
      count++;
      return;
    }
    source.position(start);
    int length = source.readLength();
    count += numbers(source.position(), length);
    source.position(end);
  }

  private int numbers(int offset, int length) {
    if (wireType == WireType.FIXED64) {
      return length / Long.BYTES;
    }
    int numbers = 0;
    for (int i = offset; i < offset + length; i++) {
      // The last byte of each varint is the one without the high bit.
      numbers += buffer[i] >= 0 ? 1 : 0;
    }
    return numbers;
  }

  NumbersCursor rewind() {
    reader.wrap(buffer, first, end - first);
    packedEnd = 0;
    value = 0;
    return this;
  }

  /** Numbers in all, wherever the cursor is. */
  public int count() {
    return count;
  }

  /** Moves to the next number; false after the last. */
  public boolean next() {
    if (reader.position() < packedEnd) {
      readNumber();
      return true;
    }
    while (reader.hasRemaining()) {
      int tag = reader.readTag();
      if (WireType.fieldNumber(tag) != fieldNumber) {
        reader.skip(tag);
      } else if (WireType.of(tag) != WireType.LENGTH_DELIMITED) {
        readNumber();
        return true;
      } else {
        int length = reader.readLength();
        if (length > 0) {
          packedEnd = reader.position() + length;
          readNumber();
          return true;
        }
      }
    }
    return false;
  }

  private void readNumber() {
    if (wireType == WireType.FIXED64) {
      value = LittleEndian.getLong(buffer, reader.position());
      reader.position(reader.position() + Long.BYTES);
    } else {
      value = reader.readVarint();
    }
  }

  /** The current number of a field of {@code fixed64} or {@code uint64}. */
  public long longValue() {
    return value;
  }

  /** The current number of a field of {@code double}. */
  public double doubleValue() {
    return Double.longBitsToDouble(value);
  }
}
