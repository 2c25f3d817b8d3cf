package io.plumbline.engine.transport;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a small protobuf message that a peer sent and nobody checked. Call {@link #next}
 * until it is false; then {@link #malformed} says whether the message ended where it should.
 */
final class UntrustedMessage {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int LENGTH_DELIMITED = 2;
  private static final int FIXED32 = 5;

  private final byte[] bytes;
  private final int end;
  private int position;
  private boolean malformed;
  private int field;
  private int wireType;
  private long number;
  private int valueOffset;

  UntrustedMessage(byte[] bytes) {
    this(bytes, 0, bytes.length);
  }

  private UntrustedMessage(byte[] bytes, int offset, int end) {
    this.bytes = bytes;
    this.position = offset;
    this.end = end;
  }

  /** Moves to the next field; false at the end and where the bytes make no sense. */
  boolean next() {
    if (malformed || position == end) {
      return false;
    }
    long tag = varint();
    field = (int) (tag >>> 3);
    wireType = (int) tag & 7;
    switch (wireType) {
      case VARINT -> number = varint();
      case FIXED64 -> skip(Long.BYTES);
      case LENGTH_DELIMITED -> {
        long length = varint();
        valueOffset = position;
        skip(length);
      }
      case FIXED32 -> skip(Integer.BYTES);
      default -> malformed = true;
    }
    return !malformed;
  }

  boolean malformed() {
    return malformed;
  }

  int field() {
    return field;
  }

  /** The value of a varint field, 0 when the field is of another type. */
  long number() {
    return wireType == VARINT ? number : 0;
  }

  /** The value of a string field; bytes that are not UTF-8 become replacement characters. */
  String string() {
    return wireType == LENGTH_DELIMITED
        ? new String(bytes, valueOffset, position - valueOffset, StandardCharsets.UTF_8)
        : "";
  }

  /** The nested message of this field, null when the field is of another type. */
  @Nullable UntrustedMessage message() {
    return wireType == LENGTH_DELIMITED ? new UntrustedMessage(bytes, valueOffset, position) : null;
  }

  private void skip(long count) {
    if (count < 0 || count > end - position) {
      malformed = true;
      return;
    }
    position += (int) count;
  }

  private long varint() {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      if (position == end) {
        break;
      }
      byte next = bytes[position++];
      value |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        return value;
      }
    }
    malformed = true;
    return 0;
  }
}
