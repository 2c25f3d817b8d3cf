package io.plumbline.otlp.wire;

import java.util.Arrays;

/**
 * A growing byte array that messages are written to.
 *
 * <p>The {@code xField} methods write a tag and a value, also when the value is the default that
 * proto3 leaves out: the caller decides. A nested message is what is written between {@link
 * #beginMessage} and {@link #endMessage}; packed repeated numbers are written the same way, with
 * {@link #writeVarint}, {@link #writeFixed64} and so on between the two. Made to be kept and {@link
 * #clear cleared}; not safe for use by several threads.
 */
public final class WireWriter {
  /** The largest array that every JVM can allocate, as ArrayList and its siblings have it. */
  private static final int SIZE_BYTES_MAX = Integer.MAX_VALUE - 8;

  private static final int VARINT_BYTES_MAX = 10;

  private byte[] buffer;
  private int position;

  public WireWriter() {
    this(512);
  }

  public WireWriter(int capacityBytes) {
    buffer = new byte[Math.max(capacityBytes, 16)];
  }

  /** Forgets what was written and keeps the array. */
  public WireWriter clear() {
    position = 0;
    return this;
  }

  public int sizeBytes() {
    return position;
  }

  /** The array being written to, valid up to {@link #sizeBytes} and until the next write. */
  public byte[] buffer() {
    return buffer;
  }

  public byte[] toByteArray() {
    return Arrays.copyOf(buffer, position);
  }

  /** Forgets everything written after {@code sizeBytes}, a value of {@link #sizeBytes} before. */
  public void truncate(int sizeBytes) {
    assert sizeBytes >= 0 && sizeBytes <= position : "size must be at most " + position;
    position = sizeBytes;
  }

  public void writeTag(int fieldNumber, int wireType) {
    writeVarint(WireType.tag(fieldNumber, wireType) & 0xFFFF_FFFFL);
  }

  public void writeVarint(long value) {
    ensure(VARINT_BYTES_MAX);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      buffer[position++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    buffer[position++] = (byte) rest;
  }

  public void writeFixed32(int value) {
    ensure(Integer.BYTES);
    LittleEndian.putInt(buffer, position, value);
    position += Integer.BYTES;
  }

  public void writeFixed64(long value) {
    ensure(Long.BYTES);
    LittleEndian.putLong(buffer, position, value);
    position += Long.BYTES;
  }

  public void writeDouble(double value) {
    writeFixed64(Double.doubleToRawLongBits(value));
  }

  /** A number in zigzag form, as {@code sint32} and {@code sint64} are. */
  public void writeZigZag(long value) {
    writeVarint((value << 1) ^ (value >> 63));
  }

  /** Bytes as they are: whole fields with their tags, or part of a nested message. */
  public void writeRaw(byte[] source, int offset, int length) {
    ensure(length);
    System.arraycopy(source, offset, buffer, position, length);
    position += length;
  }

  /** Any of {@code int32}, {@code int64}, {@code uint32}, {@code uint64} and enumerations. */
  public void varintField(int fieldNumber, long value) {
    writeTag(fieldNumber, WireType.VARINT);
    writeVarint(value);
  }

  public void zigZagField(int fieldNumber, long value) {
    writeTag(fieldNumber, WireType.VARINT);
    writeZigZag(value);
  }

  public void boolField(int fieldNumber, boolean value) {
    varintField(fieldNumber, value ? 1 : 0);
  }

  public void fixed32Field(int fieldNumber, int value) {
    writeTag(fieldNumber, WireType.FIXED32);
    writeFixed32(value);
  }

  /** Either of {@code fixed64} and {@code sfixed64}. */
  public void fixed64Field(int fieldNumber, long value) {
    writeTag(fieldNumber, WireType.FIXED64);
    writeFixed64(value);
  }

  public void doubleField(int fieldNumber, double value) {
    fixed64Field(fieldNumber, Double.doubleToRawLongBits(value));
  }

  /** A {@code string}; unpaired surrogates become question marks, as {@code getBytes} has it. */
  public void stringField(int fieldNumber, String value) {
    int mark = beginMessage(fieldNumber);
    writeUtf8(value);
    endMessage(mark);
  }

  public void bytesField(int fieldNumber, byte[] value) {
    bytesField(fieldNumber, value, 0, value.length);
  }

  /** A {@code bytes}, {@code string} or message field whose content is already encoded. */
  public void bytesField(int fieldNumber, byte[] source, int offset, int length) {
    writeTag(fieldNumber, WireType.LENGTH_DELIMITED);
    writeVarint(length);
    writeRaw(source, offset, length);
  }

  public void sliceField(int fieldNumber, Slice value) {
    bytesField(fieldNumber, value.buffer(), value.offset(), value.length());
  }

  /** Begins a nested message; what is returned belongs to the {@link #endMessage} that ends it. */
  public int beginMessage(int fieldNumber) {
    writeTag(fieldNumber, WireType.LENGTH_DELIMITED);
    ensure(1);
    position++;
    return position;
  }

  /**
   * Ends a nested message by writing its length. One byte was left for it, so the content of a
   * message of 128 bytes or more moves by a byte or a few.
   */
  public void endMessage(int mark) {
    int length = position - mark;
    assert length >= 0 : "messages must end in the reverse order of their begin";
    int lengthBytes = varintSizeBytes(length);
    if (lengthBytes > 1) {
      ensure(lengthBytes - 1);
      System.arraycopy(buffer, mark, buffer, mark + lengthBytes - 1, length);
    }
    position = mark - 1;
    writeLengthWithoutGrowing(length);
    position += length;
  }

  private void writeLengthWithoutGrowing(int length) {
    int rest = length;
    while (rest >= 0x80) {
      buffer[position++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    buffer[position++] = (byte) rest;
  }

  /** Bytes that {@link #writeVarint} writes for this value. */
  public static int varintSizeBytes(long value) {
    // One byte for each seven significant bits, and one for zero.
    return (Long.SIZE - Long.numberOfLeadingZeros(value | 1) + 6) / 7;
  }

  private void writeUtf8(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      ensure(4);
      if (c < 0x80) {
        buffer[position++] = (byte) c;
      } else if (c < 0x800) {
        buffer[position++] = (byte) (0xC0 | c >> 6);
        writeTail(c);
      } else if (!Character.isSurrogate(c)) {
        buffer[position++] = (byte) (0xE0 | c >> 12);
        writeTail(c >> 6);
        writeTail(c);
      } else if (isPair(text, i)) {
        int codePoint = Character.toCodePoint(c, text.charAt(++i));
        buffer[position++] = (byte) (0xF0 | codePoint >> 18);
        writeTail(codePoint >> 12);
        writeTail(codePoint >> 6);
        writeTail(codePoint);
      } else {
        buffer[position++] = '?';
      }
    }
  }

  private static boolean isPair(String text, int index) {
    return index + 1 < text.length()
        && Character.isSurrogatePair(text.charAt(index), text.charAt(index + 1));
  }

  private void writeTail(int bits) {
    buffer[position++] = (byte) (0x80 | (bits & 0x3F));
  }

  private void ensure(int additionalBytes) {
    if (additionalBytes > buffer.length - position) {
      grow(additionalBytes);
    }
  }

  private void grow(int additionalBytes) {
    long needed = (long) position + additionalBytes;
    if (needed > SIZE_BYTES_MAX) {
      throw new IllegalStateException(
          "message must be at most " + SIZE_BYTES_MAX + " bytes: " + needed);
    }
    buffer = Arrays.copyOf(buffer, (int) Math.min(SIZE_BYTES_MAX, Math.max(needed, position * 2L)));
  }
}
