package io.plumbline.otlp.wire;

/**
 * Reads the fields of one message, one after the other, from bytes that are known to be
 * well-formed.
 *
 * <p>Call {@link #readTag} while {@link #hasRemaining}; after each tag exactly one of the methods
 * that read the value, or {@link #skip}. On bytes that are not well-formed the results are wrong
 * and an {@link IndexOutOfBoundsException} is possible: check with {@code Batch.read} first.
 */
public final class WireReader {
  private static final byte[] NO_BYTES = {};

  private byte[] buffer = NO_BYTES;
  private int position;
  private int end;

  public WireReader wrap(byte[] buffer, int offset, int length) {
    assert offset >= 0 && length >= 0 && offset <= buffer.length - length
        : "message must lie in its buffer: offset=" + offset + ", length=" + length;
    this.buffer = buffer;
    position = offset;
    end = offset + length;
    return this;
  }

  public byte[] buffer() {
    return buffer;
  }

  /** Offset in the buffer of what is read next. */
  public int position() {
    return position;
  }

  public void position(int position) {
    assert position >= 0 && position <= end : "position must be at most " + end + ": " + position;
    this.position = position;
  }

  public int end() {
    return end;
  }

  public boolean hasRemaining() {
    return position < end;
  }

  /** The next field's number and wire type, for {@link WireType} to take apart. */
  public int readTag() {
    return (int) readVarint();
  }

  public long readVarint() {
    byte first = buffer[position];
    if (first >= 0) {
      position++;
      return first;
    }
    return readLongVarint();
  }

  private long readLongVarint() {
    long value = buffer[position++] & 0x7F;
    for (int shift = 7; shift < Long.SIZE; shift += 7) {
      byte next = buffer[position++];
      value |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        break;
      }
    }
    return value;
  }

  /** The length of the message, string or bytes that follow at {@link #position}. */
  public int readLength() {
    int length = (int) readVarint();
    assert length >= 0 && length <= end - position
        : "length must be at most " + (end - position) + ": " + length;
    return length;
  }

  /** A signed number in zigzag form, as {@code sint32} and {@code sint64} are. */
  public long readZigZag() {
    long value = readVarint();
    return (value >>> 1) ^ -(value & 1);
  }

  public int readFixed32() {
    int value = LittleEndian.getInt(buffer, position);
    position += Integer.BYTES;
    return value;
  }

  public long readFixed64() {
    long value = LittleEndian.getLong(buffer, position);
    position += Long.BYTES;
    return value;
  }

  public double readDouble() {
    return Double.longBitsToDouble(readFixed64());
  }

  /** Points the slice at the string or bytes that follow, without copying them. */
  public void readSlice(Slice slice) {
    int length = readLength();
    slice.wrap(buffer, position, length);
    position += length;
  }

  /** Passes over the value of a field whose tag was just read. */
  public void skip(int tag) {
    switch (WireType.of(tag)) {
      case WireType.VARINT -> readVarint();
      case WireType.FIXED64 -> position += Long.BYTES;
      case WireType.LENGTH_DELIMITED -> {
        int length = readLength();
        position += length;
      }
      case WireType.FIXED32 -> position += Integer.BYTES;
      default -> throw new IllegalStateException("wire type must be 0, 1, 2 or 5: tag=" + tag);
    }
  }
}
