package io.plumbline.otlp;

import io.plumbline.otlp.schema.CollectorFields.ExportTraceServiceRequest;
import io.plumbline.otlp.schema.TraceFields.ResourceSpans;
import io.plumbline.otlp.schema.TraceFields.ScopeSpans;
import io.plumbline.otlp.wire.Slice;
import io.plumbline.otlp.wire.WireReader;
import io.plumbline.otlp.wire.WireType;
import org.jspecify.annotations.Nullable;

/**
 * Walks a batch: its resources, the scopes of each, the records of each scope. A record is a span,
 * a log record or a metric; an item is what a batch counts, so a data point and not a metric.
 *
 * <p>Two ways to walk, not to be mixed. Level by level:
 *
 * <pre>{@code
 * cursor.wrap(batch);
 * while (cursor.nextResource()) {
 *   while (cursor.nextScope()) {
 *     while (cursor.nextRecord()) {
 *       use(cursor.resource(), cursor.scope(), cursor.span());
 *     }
 *   }
 * }
 * }</pre>
 *
 * <p>or item by item with {@link #nextItem}. The cursors lent for the resource, the scope and the
 * record are always the same objects; each is valid until this cursor moves at its level or above.
 * All offsets are in {@link #buffer}. Made to be kept and wrapped again; not safe for use by
 * several threads.
 */
public final class BatchCursor {
  // The three signals agree on the field numbers of these levels, which a test checks.
  private final RepeatedMessages resources =
      new RepeatedMessages(ExportTraceServiceRequest.RESOURCE_SPANS);
  private final RepeatedMessages scopes = new RepeatedMessages(ResourceSpans.SCOPE_SPANS);
  private final RepeatedMessages records = new RepeatedMessages(ScopeSpans.SPANS);
  private final WireReader reader = new WireReader();
  private final ResourceCursor resource = new ResourceCursor();
  private final Slice resourceSchemaUrl = new Slice();
  private final ScopeCursor scope = new ScopeCursor();
  private final Slice scopeSchemaUrl = new Slice();
  // Made when the first record of their signal is met: a cursor often lives for one batch only.
  private @Nullable SpanCursor span;
  private @Nullable LogRecordCursor logRecord;
  private @Nullable MetricCursor metric;
  private Signal signal = Signal.TRACES;
  private byte[] buffer = {};
  private int resourceOffset;
  private int resourceLength;
  private boolean resourceViewed;
  private int scopeOffset;
  private int scopeLength;
  private boolean scopeViewed;
  private boolean recordViewed;

  /** Stands before the first resource of the batch. */
  public BatchCursor wrap(Batch batch) {
    signal = batch.signal();
    buffer = batch.bytes();
    resources.reset(buffer);
    scopes.reset(buffer);
    records.reset(buffer);
    recordViewed = false;
    reader.wrap(buffer, 0, buffer.length);
    while (reader.hasRemaining()) {
      int start = reader.position();
      int tag = reader.readTag();
      if (WireType.fieldNumber(tag) == ExportTraceServiceRequest.RESOURCE_SPANS) {
        resources.add(reader, start);
      } else {
        reader.skip(tag);
      }
    }
    resources.rewind();
    return this;
  }

  public Signal signal() {
    return signal;
  }

  public byte[] buffer() {
    return buffer;
  }

  /** Moves to the next resource, before its first scope; false after the last. */
  public boolean nextResource() {
    scopes.reset(buffer);
    records.reset(buffer);
    if (!resources.next()) {
      return false;
    }
    resourceViewed = false;
    resourceOffset = resources.offset();
    resourceLength = 0;
    resourceSchemaUrl.clear();
    reader.wrap(buffer, resources.offset(), resources.length());
    while (reader.hasRemaining()) {
      int start = reader.position();
      int tag = reader.readTag();
      switch (WireType.fieldNumber(tag)) {
        case ResourceSpans.RESOURCE -> {
          resourceLength = reader.readLength();
          resourceOffset = reader.position();
          reader.position(resourceOffset + resourceLength);
        }
        case ResourceSpans.SCOPE_SPANS -> scopes.add(reader, start);
        case ResourceSpans.SCHEMA_URL -> reader.readSlice(resourceSchemaUrl);
        default -> reader.skip(tag);
      }
    }
    scopes.rewind();
    return true;
  }

  /** Moves to the next scope of the resource, before its first record; false after the last. */
  public boolean nextScope() {
    records.reset(buffer);
    if (!scopes.next()) {
      return false;
    }
    scopeViewed = false;
    scopeOffset = scopes.offset();
    scopeLength = 0;
    scopeSchemaUrl.clear();
    reader.wrap(buffer, scopes.offset(), scopes.length());
    while (reader.hasRemaining()) {
      int start = reader.position();
      int tag = reader.readTag();
      switch (WireType.fieldNumber(tag)) {
        case ScopeSpans.SCOPE -> {
          scopeLength = reader.readLength();
          scopeOffset = reader.position();
          reader.position(scopeOffset + scopeLength);
        }
        case ScopeSpans.SPANS -> records.add(reader, start);
        case ScopeSpans.SCHEMA_URL -> reader.readSlice(scopeSchemaUrl);
        default -> reader.skip(tag);
      }
    }
    records.rewind();
    return true;
  }

  /** Moves to the next record of the scope; false after the last. */
  public boolean nextRecord() {
    recordViewed = false;
    return records.next();
  }

  /**
   * Moves to the next span, log record or data point, across scopes and resources; false after the
   * last. For metrics {@link #metric} then stands at that data point.
   */
  public boolean nextItem() {
    if (signal != Signal.METRICS) {
      return nextRecordOfAny();
    }
    while (!recordViewed || !metric().nextPoint()) {
      if (!nextRecordOfAny()) {
        return false;
      }
      metric();
    }
    return true;
  }

  private boolean nextRecordOfAny() {
    while (!nextRecord()) {
      while (!nextScope()) {
        if (!nextResource()) {
          return false;
        }
      }
    }
    return true;
  }

  /** The current resource; an empty one when the sender named none. */
  public ResourceCursor resource() {
    if (!resourceViewed) {
      resource.wrap(buffer, resourceOffset, resourceLength);
      resourceViewed = true;
    }
    return resource;
  }

  public Slice resourceSchemaUrl() {
    return resourceSchemaUrl;
  }

  /** The current scope; an empty one when the sender named none. */
  public ScopeCursor scope() {
    if (!scopeViewed) {
      scope.wrap(buffer, scopeOffset, scopeLength);
      scopeViewed = true;
    }
    return scope;
  }

  public Slice scopeSchemaUrl() {
    return scopeSchemaUrl;
  }

  /** The current record of a batch of traces. */
  public SpanCursor span() {
    assert signal == Signal.TRACES : "signal must be traces: " + signal;
    if (span == null) {
      span = new SpanCursor();
    }
    if (!recordViewed) {
      span.wrap(buffer, records.offset(), records.length());
      recordViewed = true;
    }
    return span;
  }

  /** The current record of a batch of logs. */
  public LogRecordCursor logRecord() {
    assert signal == Signal.LOGS : "signal must be logs: " + signal;
    if (logRecord == null) {
      logRecord = new LogRecordCursor();
    }
    if (!recordViewed) {
      logRecord.wrap(buffer, records.offset(), records.length());
      recordViewed = true;
    }
    return logRecord;
  }

  /** The current record of a batch of metrics, before its first data point when first asked for. */
  public MetricCursor metric() {
    assert signal == Signal.METRICS : "signal must be metrics: " + signal;
    if (metric == null) {
      metric = new MetricCursor();
    }
    if (!recordViewed) {
      metric.wrap(buffer, records.offset(), records.length());
      recordViewed = true;
    }
    return metric;
  }

  /** Where the {@code ResourceSpans}, {@code ResourceLogs} or {@code ResourceMetrics} begins. */
  public int resourceGroupOffset() {
    return resources.offset();
  }

  public int resourceGroupLength() {
    return resources.length();
  }

  /** Where the {@code ScopeSpans}, {@code ScopeLogs} or {@code ScopeMetrics} begins. */
  public int scopeGroupOffset() {
    return scopes.offset();
  }

  public int scopeGroupLength() {
    return scopes.length();
  }

  /** Where the current span, log record or metric begins, behind its tag and length. */
  public int recordOffset() {
    return records.offset();
  }

  public int recordLength() {
    return records.length();
  }

  /** Where the current item begins: the record, or for metrics the current data point. */
  public int itemOffset() {
    return signal == Signal.METRICS ? metric().pointOffset() : records.offset();
  }

  public int itemLength() {
    return signal == Signal.METRICS ? metric().pointLength() : records.length();
  }

  /** The current item's attributes, before the first; each call begins anew. */
  public AttributesCursor itemAttributes() {
    return switch (signal) {
      case TRACES -> span().attributes();
      case LOGS -> logRecord().attributes();
      case METRICS -> metric().pointAttributes();
    };
  }
}
