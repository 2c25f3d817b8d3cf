package io.plumbline.otlp.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A view of some bytes of an array: a string in UTF-8, or binary data.
 *
 * <p>Equal when the bytes are equal, so a slice that a cursor lends can be looked up in a hash map
 * and compared with a constant made by {@link #utf8}. Slices lent by a cursor change with the
 * cursor's next move: {@link #copy} before keeping one, in particular as a key. Not safe for use by
 * several threads while it is being wrapped.
 */
public final class Slice {
  private static final byte[] NO_BYTES = {};

  private byte[] buffer = NO_BYTES;
  private int offset;
  private int length;

  /** A slice of a string's UTF-8 form, for constants to compare with. */
  public static Slice utf8(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  public static Slice of(byte[] bytes) {
    return new Slice().wrap(bytes, 0, bytes.length);
  }

  public Slice wrap(byte[] buffer, int offset, int length) {
    assert offset >= 0 && length >= 0 && offset <= buffer.length - length
        : "slice must lie in its buffer: offset=" + offset + ", length=" + length;
    this.buffer = buffer;
    this.offset = offset;
    this.length = length;
    return this;
  }

  /** Makes this the empty slice. */
  public void clear() {
    wrap(NO_BYTES, 0, 0);
  }

  /** The array this is a view of; never to be written to. */
  public byte[] buffer() {
    return buffer;
  }

  public int offset() {
    return offset;
  }

  /** Bytes, not characters. */
  public int length() {
    return length;
  }

  public boolean isEmpty() {
    return length == 0;
  }

  public byte byteAt(int index) {
    assert index >= 0 && index < length : "index must be below length: index=" + index;
    return buffer[offset + index];
  }

  public boolean contentEquals(Slice other) {
    return Arrays.equals(
        buffer, offset, offset + length, other.buffer, other.offset, other.offset + other.length);
  }

  public boolean startsWith(Slice prefix) {
    return prefix.length <= length
        && Arrays.equals(
            buffer,
            offset,
            offset + prefix.length,
            prefix.buffer,
            prefix.offset,
            prefix.offset + prefix.length);
  }

  /** A slice over a copy of the bytes, which no cursor will move. */
  public Slice copy() {
    return of(toByteArray());
  }

  public byte[] toByteArray() {
    return Arrays.copyOfRange(buffer, offset, offset + length);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Slice slice && contentEquals(slice);
  }

  @Override
  public int hashCode() {
    int hash = 1;
    for (int i = offset; i < offset + length; i++) {
      hash = 31 * hash + buffer[i];
    }
    return hash;
  }

  /** The bytes decoded as UTF-8. */
  @Override
  public String toString() {
    return new String(buffer, offset, length, StandardCharsets.UTF_8);
  }
}
