package io.plumbline.otlp;

import io.plumbline.otlp.schema.CommonFields.ArrayValue;
import io.plumbline.otlp.wire.WireReader;
import io.plumbline.otlp.wire.WireType;

/** A view of the elements of an {@code ArrayValue}: {@link #next}, then {@link #value}. */
public final class ArrayValueCursor {
  private final WireReader reader = new WireReader();
  private final RepeatedMessages elements = new RepeatedMessages(ArrayValue.VALUES);
  private final AnyValueCursor value = new AnyValueCursor();

  /** Views the {@code ArrayValue} at this place, before its first element. */
  public ArrayValueCursor wrap(byte[] buffer, int offset, int length) {
    elements.reset(buffer);
    reader.wrap(buffer, offset, length);
    while (reader.hasRemaining()) {
      int start = reader.position();
      int tag = reader.readTag();
      if (WireType.fieldNumber(tag) == ArrayValue.VALUES) {
        elements.add(reader, start);
      } else {
        reader.skip(tag);
      }
    }
    elements.rewind();
    return this;
  }

  /** Elements in all, wherever the cursor is. */
  public int count() {
    return elements.count();
  }

  /** Moves to the next element; false after the last. */
  public boolean next() {
    return elements.next();
  }

  /** The current element; the same cursor for each of them. */
  public AnyValueCursor value() {
    return value.wrap(elements.buffer(), elements.offset(), elements.length());
  }
}
