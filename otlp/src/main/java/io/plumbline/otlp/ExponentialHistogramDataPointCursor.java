package io.plumbline.otlp;

import io.plumbline.otlp.schema.MetricsFields.ExponentialHistogramDataPoint;
import io.plumbline.otlp.wire.WireReader;
import io.plumbline.otlp.wire.WireType;

/** A view of a data point of an exponential histogram. */
public final class ExponentialHistogramDataPointCursor {
  private final WireReader reader = new WireReader();
  private int offset;
  private int length;
  private final AttributesCursor attributes =
      new AttributesCursor(ExponentialHistogramDataPoint.ATTRIBUTES);
  private long startTimeUnixNano;
  private long timeUnixNano;
  private long count;
  private double sum;
  private boolean hasSum;
  private int scale;
  private long zeroCount;
  private final BucketsCursor positive = new BucketsCursor();
  private int positiveOffset;
  private int positiveLength;
  private final BucketsCursor negative = new BucketsCursor();
  private int negativeOffset;
  private int negativeLength;
  private int flags;
  private final ExemplarCursor exemplars =
      new ExemplarCursor(ExponentialHistogramDataPoint.EXEMPLARS);
  private double min;
  private boolean hasMin;
  private double max;
  private boolean hasMax;
  private double zeroThreshold;

  /** Views the {@code ExponentialHistogramDataPoint} at this place. */
  public ExponentialHistogramDataPointCursor wrap(byte[] buffer, int offset, int length) {
    this.offset = offset;
    this.length = length;
    reset(buffer);
    reader.wrap(buffer, offset, length);
    while (reader.hasRemaining()) {
      int start = reader.position();
      int tag = reader.readTag();
      switch (WireType.fieldNumber(tag)) {
        case ExponentialHistogramDataPoint.ATTRIBUTES -> attributes.entries().add(reader, start);
        case ExponentialHistogramDataPoint.START_TIME_UNIX_NANO ->
            startTimeUnixNano = reader.readFixed64();
        case ExponentialHistogramDataPoint.TIME_UNIX_NANO -> timeUnixNano = reader.readFixed64();
        case ExponentialHistogramDataPoint.COUNT -> count = reader.readFixed64();
        case ExponentialHistogramDataPoint.SUM -> {
          sum = reader.readDouble();
          hasSum = true;
        }
        case ExponentialHistogramDataPoint.SCALE -> scale = (int) reader.readZigZag();
        case ExponentialHistogramDataPoint.ZERO_COUNT -> zeroCount = reader.readFixed64();
        case ExponentialHistogramDataPoint.POSITIVE -> {
          positiveLength = reader.readLength();
          positiveOffset = reader.position();
          reader.position(positiveOffset + positiveLength);
        }
        case ExponentialHistogramDataPoint.NEGATIVE -> {
          negativeLength = reader.readLength();
          negativeOffset = reader.position();
          reader.position(negativeOffset + negativeLength);
        }
        case ExponentialHistogramDataPoint.FLAGS -> flags = (int) reader.readVarint();
        case ExponentialHistogramDataPoint.EXEMPLARS -> exemplars.messages().add(reader, start);
        case ExponentialHistogramDataPoint.MIN -> {
          min = reader.readDouble();
          hasMin = true;
        }
        case ExponentialHistogramDataPoint.MAX -> {
          max = reader.readDouble();
          hasMax = true;
        }
        case ExponentialHistogramDataPoint.ZERO_THRESHOLD -> zeroThreshold = reader.readDouble();
        default -> reader.skip(tag);
      }
    }
    return this;
  }

  private void reset(byte[] buffer) {
    attributes.entries().reset(buffer);
    startTimeUnixNano = 0;
    timeUnixNano = 0;
    count = 0;
    sum = 0;
    hasSum = false;
    scale = 0;
    zeroCount = 0;
    positiveOffset = offset;
    positiveLength = 0;
    negativeOffset = offset;
    negativeLength = 0;
    flags = 0;
    exemplars.messages().reset(buffer);
    min = 0;
    hasMin = false;
    max = 0;
    hasMax = false;
    zeroThreshold = 0;
  }

  /** The attributes, before the first; each call begins anew. */
  public AttributesCursor attributes() {
    return attributes.rewind();
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

  public int scale() {
    return scale;
  }

  /** Unsigned. */
  public long zeroCount() {
    return zeroCount;
  }

  /** The buckets of positive values; none when the point has none. */
  public BucketsCursor positive() {
    return positive.wrap(reader.buffer(), positiveOffset, positiveLength);
  }

  /** The buckets of negative values; none when the point has none. */
  public BucketsCursor negative() {
    return negative.wrap(reader.buffer(), negativeOffset, negativeLength);
  }

  public int flags() {
    return flags;
  }

  /** The exemplars, before the first; each call begins anew. */
  public ExemplarCursor exemplars() {
    return exemplars.rewind();
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

  public double zeroThreshold() {
    return zeroThreshold;
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
