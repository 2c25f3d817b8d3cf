package io.plumbline.otlp;

import io.plumbline.otlp.schema.MetricsFields.HistogramDataPoint;
import io.plumbline.otlp.wire.WireReader;
import io.plumbline.otlp.wire.WireType;

/** A view of a data point of a histogram with explicit bounds. */
public final class HistogramDataPointCursor {
  private final WireReader reader = new WireReader();
  private int offset;
  private int length;
  private long startTimeUnixNano;
  private long timeUnixNano;
  private long count;
  private double sum;
  private boolean hasSum;
  private final NumbersCursor bucketCounts =
      new NumbersCursor(HistogramDataPoint.BUCKET_COUNTS, WireType.FIXED64);
  private final NumbersCursor explicitBounds =
      new NumbersCursor(HistogramDataPoint.EXPLICIT_BOUNDS, WireType.FIXED64);
  private final ExemplarCursor exemplars = new ExemplarCursor(HistogramDataPoint.EXEMPLARS);
  private final AttributesCursor attributes = new AttributesCursor(HistogramDataPoint.ATTRIBUTES);
  private int flags;
  private double min;
  private boolean hasMin;
  private double max;
  private boolean hasMax;

  /** Views the {@code HistogramDataPoint} at this place. */
  public HistogramDataPointCursor wrap(byte[] buffer, int offset, int length) {
    this.offset = offset;
    this.length = length;
    reset(buffer);
    reader.wrap(buffer, offset, length);
    while (reader.hasRemaining()) {
      int start = reader.position();
      int tag = reader.readTag();
      switch (WireType.fieldNumber(tag)) {
        case HistogramDataPoint.START_TIME_UNIX_NANO -> startTimeUnixNano = reader.readFixed64();
        case HistogramDataPoint.TIME_UNIX_NANO -> timeUnixNano = reader.readFixed64();
        case HistogramDataPoint.COUNT -> count = reader.readFixed64();
        case HistogramDataPoint.SUM -> {
          sum = reader.readDouble();
          hasSum = true;
        }
        case HistogramDataPoint.BUCKET_COUNTS -> bucketCounts.add(reader, start, tag);
        case HistogramDataPoint.EXPLICIT_BOUNDS -> explicitBounds.add(reader, start, tag);
        case HistogramDataPoint.EXEMPLARS -> exemplars.messages().add(reader, start);
        case HistogramDataPoint.ATTRIBUTES -> attributes.entries().add(reader, start);
        case HistogramDataPoint.FLAGS -> flags = (int) reader.readVarint();
        case HistogramDataPoint.MIN -> {
          min = reader.readDouble();
          hasMin = true;
        }
        case HistogramDataPoint.MAX -> {
          max = reader.readDouble();
          hasMax = true;
        }
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
    hasSum = false;
    bucketCounts.reset(buffer);
    explicitBounds.reset(buffer);
    exemplars.messages().reset(buffer);
    attributes.entries().reset(buffer);
    flags = 0;
    min = 0;
    hasMin = false;
    max = 0;
    hasMax = false;
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

  public boolean hasSum() {
    return hasSum;
  }

  /** 0 unless {@link #hasSum}. */
  public double sum() {
    return sum;
  }

  /** The bucket counts, before the first; each call begins anew. */
  public NumbersCursor bucketCounts() {
    return bucketCounts.rewind();
  }

  /** The explicit bounds, before the first; each call begins anew. */
  public NumbersCursor explicitBounds() {
    return explicitBounds.rewind();
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

  public boolean hasMin() {
    return hasMin;
  }

  /** 0 unless {@link #hasMin}. */
  public double min() {
    return min;
  }

  public boolean hasMax() {
    return hasMax;
  }

  /** 0 unless {@link #hasMax}. */
  public double max() {
    return max;
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
