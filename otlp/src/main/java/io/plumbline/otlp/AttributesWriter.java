package io.plumbline.otlp;

import io.plumbline.otlp.schema.CommonFields.AnyValue;
import io.plumbline.otlp.schema.CommonFields.KeyValue;
import io.plumbline.otlp.wire.Slice;
import io.plumbline.otlp.wire.WireWriter;

/**
 * Writes attributes, one {@code KeyValue} after the other, into a message that a {@link WireWriter}
 * is writing. Keeps keys unique as little as a list does: that is for the caller.
 */
public final class AttributesWriter {
  private final WireWriter out;
  private int fieldNumber;

  /**
   * A writer of attributes into this message.
   *
   * @param fieldNumber of the attributes in it
   */
  public AttributesWriter(WireWriter out, int fieldNumber) {
    this.out = out;
    this.fieldNumber = fieldNumber;
  }

  /** Goes on with attributes of another field number. */
  void fieldNumber(int fieldNumber) {
    this.fieldNumber = fieldNumber;
  }

  /** The current attribute of a cursor, as it is. */
  public void copy(AttributesCursor attribute) {
    out.bytesField(fieldNumber, attribute.buffer(), attribute.offset(), attribute.length());
  }

  /** The current attribute of a cursor under another key. */
  public void copyAs(Slice key, AttributesCursor attribute) {
    value(key, attribute.buffer(), attribute.valueOffset(), attribute.valueLength());
  }

  /** A value of any kind. */
  public void put(Slice key, AnyValueCursor value) {
    value(key, value.buffer(), value.offset(), value.length());
  }

  /** A value that is the content of an {@code AnyValue} message. */
  public void value(Slice key, byte[] anyValue, int offset, int length) {
    int mark = begin(key);
    out.bytesField(KeyValue.VALUE, anyValue, offset, length);
    out.endMessage(mark);
  }

  public void put(Slice key, Slice string) {
    int mark = begin(key);
    int value = out.beginMessage(KeyValue.VALUE);
    out.sliceField(AnyValue.STRING_VALUE, string);
    end(mark, value);
  }

  public void put(Slice key, String string) {
    int mark = begin(key);
    int value = out.beginMessage(KeyValue.VALUE);
    out.stringField(AnyValue.STRING_VALUE, string);
    end(mark, value);
  }

  public void put(Slice key, long number) {
    int mark = begin(key);
    int value = out.beginMessage(KeyValue.VALUE);
    out.varintField(AnyValue.INT_VALUE, number);
    end(mark, value);
  }

  public void put(Slice key, double number) {
    int mark = begin(key);
    int value = out.beginMessage(KeyValue.VALUE);
    out.doubleField(AnyValue.DOUBLE_VALUE, number);
    end(mark, value);
  }

  public void put(Slice key, boolean truth) {
    int mark = begin(key);
    int value = out.beginMessage(KeyValue.VALUE);
    out.boolField(AnyValue.BOOL_VALUE, truth);
    end(mark, value);
  }

  private int begin(Slice key) {
    int mark = out.beginMessage(fieldNumber);
    out.sliceField(KeyValue.KEY, key);
    return mark;
  }

  private void end(int mark, int value) {
    out.endMessage(value);
    out.endMessage(mark);
  }
}
