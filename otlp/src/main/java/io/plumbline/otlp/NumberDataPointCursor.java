package io.plumbline.otlp;

import io.plumbline.otlp.schema.MetricsFields.NumberDataPoint;
import io.plumbline.otlp.wire.WireReader;
import io.plumbline.otlp.wire.WireType;

/** A view of a data point of a gauge or sum. */
public final class NumberDataPointCursor {
  private final WireReader reader = new WireReader();
  private int offset;
  private int length;
  private long startTimeUnixNano;
  private long timeUnixNano;
  private long value;
  private int valueField;
  private final ExemplarCursor exemplars = new ExemplarCursor(NumberDataPoint.EXEMPLARS);
  private final AttributesCursor attributes = new AttributesCursor(NumberDataPoint.ATTRIBUTES);
  private int flags;

  /** Views the {@code NumberDataPoint} at this place. */
  public NumberDataPointCursor wrap(byte[] buffer, int offset, int length) {
    this.offset = offset;
    this.length = length;
    reset(buffer);
    reader.wrap(buffer, offset, length);
    while (reader.hasRemaining()) {
      int start = reader.position();
      int tag = reader.readTag();
      switch (WireType.fieldNumber(tag)) {
        case NumberDataPoint.START_TIME_UNIX_NANO -> startTimeUnixNano = reader.readFixed64();
        case NumberDataPoint.TIME_UNIX_NANO -> timeUnixNano = reader.readFixed64();
        case NumberDataPoint.AS_DOUBLE, NumberDataPoint.AS_INT -> {
          valueField = WireType.fieldNumber(tag);
          value = reader.readFixed64();
        }
        case NumberDataPoint.EXEMPLARS -> exemplars.messages().add(reader, start);
        case NumberDataPoint.ATTRIBUTES -> attributes.entries().add(reader, start);
        case NumberDataPoint.FLAGS -> flags = (int) reader.readVarint();
        default -> reader.skip(tag);
      }
    }
    return this;
  }

  private void reset(byte[] buffer) {
    startTimeUnixNano = 0;
    timeUnixNano = 0;
    value = 0;
    valueField = 0;
    exemplars.messages().reset(buffer);
    attributes.entries().reset(buffer);
    flags = 0;
  }

  /** Nanoseconds since the epoch, unsigned; 0 is unknown. */
  public long startTimeUnixNano() {
    return startTimeUnixNano;
  }

  /** Nanoseconds since the epoch, unsigned; 0 is unknown. */
  public long timeUnixNano() {
    return timeUnixNano;
  }

  /** Whether the point has a value that is a whole number; then it is {@link #intValue}. */
  public boolean isInt() {
    return valueField == NumberDataPoint.AS_INT;
  }

  /** Whether the point has a value that is a double; then it is {@link #doubleValue}. */
  public boolean isDouble() {
    return valueField == NumberDataPoint.AS_DOUBLE;
  }

  public long intValue() {
    assert isInt() : "value must be an int: field=" + valueField;
    return value;
  }

  public double doubleValue() {
    assert isDouble() : "value must be a double: field=" + valueField;
    return Double.longBitsToDouble(value);
  }

  /** The exemplars, before the first; each call begins anew. */
  public ExemplarCursor exemplars() {
    return exemplars.rewind();
  }

  /** The attributes, before the first; each call begins anew. */
  public AttributesCursor attributes() {
    return attributes.rewind();
  }

  public int flags() {
    return flags;
  }

  public byte[] buffer() {
    return reader.buffer();
  }

  /** Where the message begins in {@link #buffer}. */
  public int offset() {
    return offset;
  }

  public int length() {
    return length;
  }
}
