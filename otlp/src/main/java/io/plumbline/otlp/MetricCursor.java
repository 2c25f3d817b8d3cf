package io.plumbline.otlp;

import io.plumbline.otlp.schema.MetricsFields.Gauge;
import io.plumbline.otlp.schema.MetricsFields.Metric;
import io.plumbline.otlp.schema.MetricsFields.Sum;
import io.plumbline.otlp.wire.Slice;
import io.plumbline.otlp.wire.WireReader;
import io.plumbline.otlp.wire.WireType;

/**
 * A view of a {@code Metric} and of its data points.
 *
 * <p>Ask for the {@link #kind}; then {@link #nextPoint} until false, and in between the point
 * cursor of that kind.
 */
public final class MetricCursor {
  private final WireReader reader = new WireReader();
  private final Slice name = new Slice();
  private final Slice description = new Slice();
  private final Slice unit = new Slice();
  private final AttributesCursor metadata = new AttributesCursor(Metric.METADATA);
  // The points are field 1 of the data of every kind.
  private final RepeatedMessages points = new RepeatedMessages(Gauge.DATA_POINTS);
  private final NumberDataPointCursor numberPoint = new NumberDataPointCursor();
  private final HistogramDataPointCursor histogramPoint = new HistogramDataPointCursor();
  private final ExponentialHistogramDataPointCursor exponentialHistogramPoint =
      new ExponentialHistogramDataPointCursor();
  private final SummaryDataPointCursor summaryPoint = new SummaryDataPointCursor();
  private int offset;
  private int length;
  private MetricKind kind = MetricKind.NONE;
  private int dataFieldOffset;
  private int dataOffset;
  private int dataLength;
  private int aggregationTemporality;
  private boolean monotonic;

  /** Views the {@code Metric} at this place, before its first data point. */
  public MetricCursor wrap(byte[] buffer, int offset, int length) {
    this.offset = offset;
    this.length = length;
    reset(buffer);
    reader.wrap(buffer, offset, length);
    while (reader.hasRemaining()) {
      int start = reader.position();
      int tag = reader.readTag();
      switch (WireType.fieldNumber(tag)) {
        case Metric.NAME -> reader.readSlice(name);
        case Metric.DESCRIPTION -> reader.readSlice(description);
        case Metric.UNIT -> reader.readSlice(unit);
        case Metric.GAUGE -> noteData(MetricKind.GAUGE, start);
        case Metric.SUM -> noteData(MetricKind.SUM, start);
        case Metric.HISTOGRAM -> noteData(MetricKind.HISTOGRAM, start);
        case Metric.EXPONENTIAL_HISTOGRAM -> noteData(MetricKind.EXPONENTIAL_HISTOGRAM, start);
        case Metric.SUMMARY -> noteData(MetricKind.SUMMARY, start);
        case Metric.METADATA -> metadata.entries().add(reader, start);
        default -> reader.skip(tag);
      }
    }
    readData(buffer);
    return this;
  }

  private void reset(byte[] buffer) {
    name.clear();
    description.clear();
    unit.clear();
    metadata.entries().reset(buffer);
    points.reset(buffer);
    kind = MetricKind.NONE;
    dataFieldOffset = offset;
    dataOffset = offset;
    dataLength = 0;
    aggregationTemporality = 0;
    monotonic = false;
  }

  private void noteData(MetricKind kind, int fieldStart) {
    this.kind = kind;
    dataFieldOffset = fieldStart;
    dataLength = reader.readLength();
    dataOffset = reader.position();
    reader.position(dataOffset + dataLength);
  }

  private void readData(byte[] buffer) {
    boolean temporal = kind != MetricKind.GAUGE && kind != MetricKind.SUMMARY;
    reader.wrap(buffer, dataOffset, dataLength);
    while (reader.hasRemaining()) {
      int start = reader.position();
      int tag = reader.readTag();
      int field = WireType.fieldNumber(tag);
      if (field == Gauge.DATA_POINTS) {
        points.add(reader, start);
      } else if (field == Sum.AGGREGATION_TEMPORALITY && temporal) {
        aggregationTemporality = (int) reader.readVarint();
      } else if (field == Sum.IS_MONOTONIC && kind == MetricKind.SUM) {
        monotonic = reader.readVarint() != 0;
      } else {
        reader.skip(tag);
      }
    }
    points.rewind();
  }

  public Slice name() {
    return name;
  }

  public Slice description() {
    return description;
  }

  public Slice unit() {
    return unit;
  }

  /** The metadata, before the first; each call begins anew. */
  public AttributesCursor metadata() {
    return metadata.rewind();
  }

  public MetricKind kind() {
    return kind;
  }

  /** 0 unspecified, 1 delta, 2 cumulative; 0 for a gauge and a summary. */
  public int aggregationTemporality() {
    return aggregationTemporality;
  }

  /** Whether a sum only rises; false for other kinds. */
  public boolean isMonotonic() {
    return monotonic;
  }

  /** Data points in all, wherever the cursor is. */
  public int pointCount() {
    return points.count();
  }

  /** Moves before the first data point. */
  public void rewindPoints() {
    points.rewind();
  }

  /** Moves to the next data point; false after the last. */
  public boolean nextPoint() {
    return points.next();
  }

  /** The current data point of a gauge or sum. */
  public NumberDataPointCursor numberPoint() {
    assert kind == MetricKind.GAUGE || kind == MetricKind.SUM : "metric must have numbers: " + kind;
    return numberPoint.wrap(points.buffer(), points.offset(), points.length());
  }

  /** The current data point of a histogram. */
  public HistogramDataPointCursor histogramPoint() {
    assert kind == MetricKind.HISTOGRAM : "metric must be a histogram: " + kind;
    return histogramPoint.wrap(points.buffer(), points.offset(), points.length());
  }

  /** The current data point of an exponential histogram. */
  public ExponentialHistogramDataPointCursor exponentialHistogramPoint() {
    assert kind == MetricKind.EXPONENTIAL_HISTOGRAM
        : "metric must be an exponential histogram: " + kind;
    return exponentialHistogramPoint.wrap(points.buffer(), points.offset(), points.length());
  }

  /** The current data point of a summary. */
  public SummaryDataPointCursor summaryPoint() {
    assert kind == MetricKind.SUMMARY : "metric must be a summary: " + kind;
    return summaryPoint.wrap(points.buffer(), points.offset(), points.length());
  }

  /** The current data point's attributes, whatever its kind, before the first. */
  public AttributesCursor pointAttributes() {
    return switch (kind) {
      case GAUGE, SUM -> numberPoint().attributes();
      case HISTOGRAM -> histogramPoint().attributes();
      case EXPONENTIAL_HISTOGRAM -> exponentialHistogramPoint().attributes();
      case SUMMARY -> summaryPoint().attributes();
      case NONE -> throw new IllegalStateException("a metric without data must have no points");
    };
  }

  public byte[] buffer() {
    return reader.buffer();
  }

  /** Where the {@code Metric} begins in {@link #buffer}. */
  public int offset() {
    return offset;
  }

  public int length() {
    return length;
  }

  /** Where the tag of the field that holds the data, of {@link #kind}, begins. */
  public int dataFieldOffset() {
    return dataFieldOffset;
  }

  /** Where the data message begins in {@link #buffer}. */
  public int dataOffset() {
    return dataOffset;
  }

  public int dataLength() {
    return dataLength;
  }

  /** Where the current data point begins in {@link #buffer}. */
  public int pointOffset() {
    return points.offset();
  }

  public int pointLength() {
    return points.length();
  }
}
