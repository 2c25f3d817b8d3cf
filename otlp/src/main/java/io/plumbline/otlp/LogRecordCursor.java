package io.plumbline.otlp;

import io.plumbline.otlp.schema.LogsFields.LogRecord;
import io.plumbline.otlp.wire.Slice;
import io.plumbline.otlp.wire.WireReader;
import io.plumbline.otlp.wire.WireType;

/** A view of a {@code LogRecord}. Everything it lends is valid until the next {@link #wrap}. */
public final class LogRecordCursor {
  private final WireReader reader = new WireReader();
  private int offset;
  private int length;
  private long timeUnixNano;
  private int severityNumber;
  private final Slice severityText = new Slice();
  private final AnyValueCursor body = new AnyValueCursor();
  private int bodyOffset;
  private int bodyLength;
  private final AttributesCursor attributes = new AttributesCursor(LogRecord.ATTRIBUTES);
  private int droppedAttributesCount;
  private int flags;
  private final Slice traceId = new Slice();
  private final Slice spanId = new Slice();
  private long observedTimeUnixNano;
  private final Slice eventName = new Slice();

  /** Views the {@code LogRecord} at this place. */
  public LogRecordCursor wrap(byte[] buffer, int offset, int length) {
    this.offset = offset;
    this.length = length;
    reset(buffer);
    reader.wrap(buffer, offset, length);
    while (reader.hasRemaining()) {
      int start = reader.position();
      int tag = reader.readTag();
      switch (WireType.fieldNumber(tag)) {
        case LogRecord.TIME_UNIX_NANO -> timeUnixNano = reader.readFixed64();
        case LogRecord.SEVERITY_NUMBER -> severityNumber = (int) reader.readVarint();
        case LogRecord.SEVERITY_TEXT -> reader.readSlice(severityText);
        case LogRecord.BODY -> {
          bodyLength = reader.readLength();
          bodyOffset = reader.position();
          reader.position(bodyOffset + bodyLength);
        }
        case LogRecord.ATTRIBUTES -> attributes.entries().add(reader, start);
        case LogRecord.DROPPED_ATTRIBUTES_COUNT ->
            droppedAttributesCount = (int) reader.readVarint();
        case LogRecord.FLAGS -> flags = reader.readFixed32();
        case LogRecord.TRACE_ID -> reader.readSlice(traceId);
        case LogRecord.SPAN_ID -> reader.readSlice(spanId);
        case LogRecord.OBSERVED_TIME_UNIX_NANO -> observedTimeUnixNano = reader.readFixed64();
        case LogRecord.EVENT_NAME -> reader.readSlice(eventName);
        default -> reader.skip(tag);
      }
    }
    return this;
  }

  private void reset(byte[] buffer) {
    timeUnixNano = 0;
    severityNumber = 0;
    severityText.clear();
    bodyOffset = offset;
    bodyLength = 0;
    attributes.entries().reset(buffer);
    droppedAttributesCount = 0;
    flags = 0;
    traceId.clear();
    spanId.clear();
    observedTimeUnixNano = 0;
    eventName.clear();
  }

  /** Nanoseconds since the epoch, unsigned; 0 is unknown. */
  public long timeUnixNano() {
    return timeUnixNano;
  }

  /** A number of {@code SeverityNumber}, 1 to 24; 0 is unspecified. */
  public int severityNumber() {
    return severityNumber;
  }

  public Slice severityText() {
    return severityText;
  }

  public AnyValueCursor body() {
    return body.wrap(reader.buffer(), bodyOffset, bodyLength);
  }

  /** The attributes, before the first; each call begins anew. */
  public AttributesCursor attributes() {
    return attributes.rewind();
  }

  /** Unsigned. */
  public int droppedAttributesCount() {
    return droppedAttributesCount;
  }

  public int flags() {
    return flags;
  }

  /** 16 bytes, or none. */
  public Slice traceId() {
    return traceId;
  }

  /** 8 bytes, or none. */
  public Slice spanId() {
    return spanId;
  }

  /** Nanoseconds since the epoch, unsigned; 0 is unknown. */
  public long observedTimeUnixNano() {
    return observedTimeUnixNano;
  }

  public Slice eventName() {
    return eventName;
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
