package io.plumbline.otlp;

import io.plumbline.otlp.schema.CommonFields.AnyValue;
import io.plumbline.otlp.wire.Slice;
import io.plumbline.otlp.wire.WireReader;
import io.plumbline.otlp.wire.WireType;
import org.jspecify.annotations.Nullable;

/**
 * A view of an {@code AnyValue}: an attribute's value, a log record's body, an element of an array.
 *
 * <p>Ask for the {@link #kind}, then only for the value of that kind; the others are undefined.
 * Cursors for nested arrays and maps are made the first time one is met at that depth and kept.
 */
public final class AnyValueCursor {
  private static final int STRING_TAG =
      WireType.tag(AnyValue.STRING_VALUE, WireType.LENGTH_DELIMITED);

  private final WireReader reader = new WireReader();
  private final Slice bytes = new Slice();
  private int offset;
  private int length;
  private ValueKind kind = ValueKind.EMPTY;
  private long number;
  private int nestedOffset;
  private int nestedLength;
  private @Nullable ArrayValueCursor array;
  private @Nullable AttributesCursor kvlist;

  /** Views the {@code AnyValue} at this place; a length of 0 is the empty value. */
  public AnyValueCursor wrap(byte[] buffer, int offset, int length) {
    this.offset = offset;
    this.length = length;
    kind = ValueKind.EMPTY;
    number = 0;
    reader.wrap(buffer, offset, length);
    if (length >= 2 && buffer[offset] == STRING_TAG && buffer[offset + 1] == length - 2) {
      // What most values are: a string of less than 128 bytes.
      kind = ValueKind.STRING;
      bytes.wrap(buffer, offset + 2, length - 2);
      return this;
    }
    while (reader.hasRemaining()) {
      int tag = reader.readTag();
      switch (WireType.fieldNumber(tag)) {
        case AnyValue.STRING_VALUE -> {
          kind = ValueKind.STRING;
          reader.readSlice(bytes);
        }
        case AnyValue.BOOL_VALUE -> {
          kind = ValueKind.BOOL;
          number = reader.readVarint();
        }
        case AnyValue.INT_VALUE -> {
          kind = ValueKind.INT;
          number = reader.readVarint();
        }
        case AnyValue.DOUBLE_VALUE -> {
          kind = ValueKind.DOUBLE;
          number = reader.readFixed64();
        }
        case AnyValue.ARRAY_VALUE -> readNested(ValueKind.ARRAY);
        case AnyValue.KVLIST_VALUE -> readNested(ValueKind.KVLIST);
        case AnyValue.BYTES_VALUE -> {
          kind = ValueKind.BYTES;
          reader.readSlice(bytes);
        }
        case AnyValue.STRING_VALUE_STRINDEX -> {
          kind = ValueKind.EMPTY;
          reader.skip(tag);
        }
        default -> reader.skip(tag);
      }
    }
    return this;
  }

  private void readNested(ValueKind kind) {
    this.kind = kind;
    nestedLength = reader.readLength();
    nestedOffset = reader.position();
    reader.position(nestedOffset + nestedLength);
  }

  public ValueKind kind() {
    return kind;
  }

  /** The string, in UTF-8. */
  public Slice stringValue() {
    assert kind == ValueKind.STRING : "value must be a string: " + kind;
    return bytes;
  }

  public boolean boolValue() {
    assert kind == ValueKind.BOOL : "value must be a bool: " + kind;
    return number != 0;
  }

  public long intValue() {
    assert kind == ValueKind.INT : "value must be an int: " + kind;
    return number;
  }

  public double doubleValue() {
    assert kind == ValueKind.DOUBLE : "value must be a double: " + kind;
    return Double.longBitsToDouble(number);
  }

  public Slice bytesValue() {
    assert kind == ValueKind.BYTES : "value must be bytes: " + kind;
    return bytes;
  }

  /** The elements, before the first; each call begins anew. */
  public ArrayValueCursor arrayValue() {
    assert kind == ValueKind.ARRAY : "value must be an array: " + kind;
    if (array == null) {
      array = new ArrayValueCursor();
    }
    array.wrap(reader.buffer(), nestedOffset, nestedLength);
    return array;
  }

  /** The entries, before the first; each call begins anew. */
  public AttributesCursor kvlistValue() {
    assert kind == ValueKind.KVLIST : "value must be a key-value list: " + kind;
    if (kvlist == null) {
      kvlist = AttributesCursor.ofKeyValueList();
    }
    kvlist.wrapKeyValueList(reader.buffer(), nestedOffset, nestedLength);
    return kvlist;
  }

  public byte[] buffer() {
    return reader.buffer();
  }

  /** Where the {@code AnyValue} message begins in {@link #buffer}. */
  public int offset() {
    return offset;
  }

  public int length() {
    return length;
  }
}
