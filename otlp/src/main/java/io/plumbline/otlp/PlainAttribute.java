package io.plumbline.otlp;

import io.plumbline.otlp.schema.CommonFields.AnyValue;
import io.plumbline.otlp.schema.CommonFields.KeyValue;
import io.plumbline.otlp.wire.Utf8;
import io.plumbline.otlp.wire.WireType;

/**
 * The shape that nearly every attribute has: a key, then a string, a whole number, a boolean or a
 * double, each once, all lengths of one byte. Most of an export request is made of these, so they
 * are recognised at a glance rather than walked field by field.
 */
final class PlainAttribute {
  private static final int KEY_TAG = WireType.tag(KeyValue.KEY, WireType.LENGTH_DELIMITED);
  private static final int VALUE_TAG = WireType.tag(KeyValue.VALUE, WireType.LENGTH_DELIMITED);
  private static final int STRING_TAG =
      WireType.tag(AnyValue.STRING_VALUE, WireType.LENGTH_DELIMITED);
  private static final int BOOL_TAG = WireType.tag(AnyValue.BOOL_VALUE, WireType.VARINT);
  private static final int INT_TAG = WireType.tag(AnyValue.INT_VALUE, WireType.VARINT);
  private static final int DOUBLE_TAG = WireType.tag(AnyValue.DOUBLE_VALUE, WireType.FIXED64);

  /** A tag and a length. */
  private static final int HEADER_BYTES = 2;

  private static final int VARINT_BYTES_MAX = 10;

  /** Messages in an attribute and below: the attribute and its value. */
  static final int DEPTH = 2;

  private PlainAttribute() {}

  /**
   * Whether these bytes are such an attribute, well-formed and all ASCII. False says nothing: the
   * bytes may still be a well-formed attribute of another shape.
   */
  static boolean matches(byte[] buffer, int start, int end) {
    if (end - start < 3 * HEADER_BYTES || buffer[start] != KEY_TAG) {
      return false;
    }
    int keyLength = buffer[start + 1];
    int value = start + HEADER_BYTES + keyLength;
    int any = value + HEADER_BYTES;
    if (keyLength < 0
        || end - any < HEADER_BYTES
        || buffer[value] != VALUE_TAG
        || buffer[value + 1] != end - any) {
      return false;
    }
    int tag = buffer[any];
    if (tag == STRING_TAG) {
      // Tags and lengths of one byte are below 128 as ASCII is, so one look is enough for all.
      return buffer[any + 1] == end - any - HEADER_BYTES && Utf8.isAscii(buffer, start, end);
    }
    boolean wellFormed =
        tag == DOUBLE_TAG
            ? end - any - 1 == Long.BYTES
            : (tag == INT_TAG || tag == BOOL_TAG) && isVarint(buffer, any + 1, end);
    return wellFormed && Utf8.isAscii(buffer, start, any);
  }

  /** Whether there is one varint in exactly these bytes. */
  private static boolean isVarint(byte[] buffer, int start, int end) {
    int last = end - 1;
    if (end - start > VARINT_BYTES_MAX || buffer[last] < 0) {
      return false;
    }
    for (int position = start; position < last; position++) {
      if (buffer[position] >= 0) {
        return false;
      }
    }
    return true;
  }
}
