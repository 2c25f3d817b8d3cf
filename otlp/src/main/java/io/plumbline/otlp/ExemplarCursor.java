package io.plumbline.otlp;

import io.plumbline.otlp.schema.MetricsFields.Exemplar;
import io.plumbline.otlp.wire.Slice;
import io.plumbline.otlp.wire.WireReader;
import io.plumbline.otlp.wire.WireType;

/** A view of the exemplars of a data point: {@link #next}, then the fields of that one. */
public final class ExemplarCursor {
  private final WireReader reader = new WireReader();
  private final RepeatedMessages messages;
  private long timeUnixNano;
  private long value;
  private int valueField;
  private final Slice spanId = new Slice();
  private final Slice traceId = new Slice();
  private final AttributesCursor filteredAttributes =
      new AttributesCursor(Exemplar.FILTERED_ATTRIBUTES);

  ExemplarCursor(int fieldNumber) {
    messages = new RepeatedMessages(fieldNumber);
  }

  RepeatedMessages messages() {
    return messages;
  }

  ExemplarCursor rewind() {
    messages.rewind();
    return this;
  }

  /** How many there are in all, wherever the cursor is. */
  public int count() {
    return messages.count();
  }

  /** Moves to the next one; false after the last. */
  public boolean next() {
    if (!messages.next()) {
      return false;
    }
    read(messages.buffer(), messages.offset(), messages.length());
    return true;
  }

  private void read(byte[] buffer, int offset, int length) {
    reset(buffer);
    reader.wrap(buffer, offset, length);
    while (reader.hasRemaining()) {
      int start = reader.position();
      int tag = reader.readTag();
      switch (WireType.fieldNumber(tag)) {
        case Exemplar.TIME_UNIX_NANO -> timeUnixNano = reader.readFixed64();
        case Exemplar.AS_DOUBLE, Exemplar.AS_INT -> {
          valueField = WireType.fieldNumber(tag);
          value = reader.readFixed64();
        }
        case Exemplar.SPAN_ID -> reader.readSlice(spanId);
        case Exemplar.TRACE_ID -> reader.readSlice(traceId);
        case Exemplar.FILTERED_ATTRIBUTES -> filteredAttributes.entries().add(reader, start);
        default -> reader.skip(tag);
      }
    }
  }

  private void reset(byte[] buffer) {
    timeUnixNano = 0;
    value = 0;
    valueField = 0;
    spanId.clear();
    traceId.clear();
    filteredAttributes.entries().reset(buffer);
  }

  /** Nanoseconds since the epoch, unsigned; 0 is unknown. */
  public long timeUnixNano() {
    return timeUnixNano;
  }

  /** Whether the point has a value that is a whole number; then it is {@link #intValue}. */
  public boolean isInt() {
    return valueField == Exemplar.AS_INT;
  }

  /** Whether the point has a value that is a double; then it is {@link #doubleValue}. */
  public boolean isDouble() {
    return valueField == Exemplar.AS_DOUBLE;
  }

  public long intValue() {
    assert isInt() : "value must be an int: field=" + valueField;
    return value;
  }

  public double doubleValue() {
    assert isDouble() : "value must be a double: field=" + valueField;
    return Double.longBitsToDouble(value);
  }

  /** 8 bytes, or none. */
  public Slice spanId() {
    return spanId;
  }

  /** 16 bytes, or none. */
  public Slice traceId() {
    return traceId;
  }

  /** The attributes, before the first; each call begins anew. */
  public AttributesCursor filteredAttributes() {
    return filteredAttributes.rewind();
  }

  public byte[] buffer() {
    return reader.buffer();
  }

  /** Where the message begins in {@link #buffer}. */
  public int offset() {
    return messages.offset();
  }

  public int length() {
    return messages.length();
  }
}
