package io.plumbline.otlp;

import io.plumbline.otlp.schema.MetricsFields.SummaryDataPoint;
import io.plumbline.otlp.wire.WireReader;
import io.plumbline.otlp.wire.WireType;

/** A view of a data point of a summary. */
public final class SummaryDataPointCursor {
  private final WireReader reader = new WireReader();
  private int offset;
  private int length;
  private long startTimeUnixNano;
  private long timeUnixNano;
  private long count;
  private double sum;
  private final QuantileValueCursor quantileValues =
      new QuantileValueCursor(SummaryDataPoint.QUANTILE_VALUES);
  private final AttributesCursor attributes = new AttributesCursor(SummaryDataPoint.ATTRIBUTES);
  private int flags;

  /** Views the {@code SummaryDataPoint} at this place. */
  public SummaryDataPointCursor wrap(byte[] buffer, int offset, int length) {
    this.offset = offset;
    this.length = length;
    reset(buffer);
    reader.wrap(buffer, offset, length);
    while (reader.hasRemaining()) {
      int start = reader.position();
      int tag = reader.readTag();
      switch (WireType.fieldNumber(tag)) {
        case SummaryDataPoint.START_TIME_UNIX_NANO -> startTimeUnixNano = reader.readFixed64();
        case SummaryDataPoint.TIME_UNIX_NANO -> timeUnixNano = reader.readFixed64();
        case SummaryDataPoint.COUNT -> count = reader.readFixed64();
        case SummaryDataPoint.SUM -> sum = reader.readDouble();
        case SummaryDataPoint.QUANTILE_VALUES -> quantileValues.messages().add(reader, start);
        case SummaryDataPoint.ATTRIBUTES -> attributes.entries().add(reader, start);
        case SummaryDataPoint.FLAGS -> flags = (int) reader.readVarint();
        default -> reader.skip(tag);
      }
    }
    return this;
  }

  private void reset(byte[] buffer) {
    startTimeUnixNano = 0;
    timeUnixNano = 0;
    count = 0;
    sum = 0;
    quantileValues.messages().reset(buffer);
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

  /** Unsigned. */
  public long count() {
    return count;
  }

  public double sum() {
    return sum;
  }

  /** The quantile values, before the first; each call begins anew. */
  public QuantileValueCursor quantileValues() {
    return quantileValues.rewind();
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
