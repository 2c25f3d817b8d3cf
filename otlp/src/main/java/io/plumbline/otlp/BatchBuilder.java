package io.plumbline.otlp;

import io.plumbline.otlp.schema.CollectorFields.ExportTraceServiceRequest;
import io.plumbline.otlp.schema.MetricsFields.Gauge;
import io.plumbline.otlp.schema.TraceFields.ResourceSpans;
import io.plumbline.otlp.schema.TraceFields.ScopeSpans;
import io.plumbline.otlp.wire.WireWriter;

/**
 * Collects items out of other batches, with the resource, scope and metric they belong to.
 *
 * <p>Walk a batch with {@link BatchCursor#nextItem} and {@link #add} the items wanted, in their
 * order; neighbours of the same resource, scope and metric share them in the result too. Groups of
 * which no item is added do not get into the result. One builder may take from several batches, and
 * one walk may feed several builders. {@link #build} ends a batch and makes the builder ready for
 * the next. Keeps the last groups' headers, so that cutting one batch into many does not read them
 * again. Not safe for use by several threads.
 */
public final class BatchBuilder {
  private final Signal signal;
  private final WireWriter out = new WireWriter(4096);
  private final OpenGroup[] groups;
  private final int itemField;
  private int itemCount;

  public BatchBuilder(Signal signal) {
    this.signal = signal;
    // Resource and scope; below them metrics have the metric and its data.
    groups = new OpenGroup[signal == Signal.METRICS ? 4 : 2];
    for (int i = 0; i < groups.length; i++) {
      groups[i] = new OpenGroup();
    }
    itemField = signal == Signal.METRICS ? Gauge.DATA_POINTS : ScopeSpans.SPANS;
  }

  /** Adds the item at which the cursor stands, as it is. */
  public void add(BatchCursor cursor) {
    enter(cursor);
    open();
    out.bytesField(itemField, cursor.buffer(), cursor.itemOffset(), cursor.itemLength());
    itemCount++;
  }

  /** Adds, instead of the item at which the cursor stands, the content of another. */
  public void add(BatchCursor cursor, WireWriter item) {
    enter(cursor);
    open();
    out.bytesField(itemField, item.buffer(), 0, item.sizeBytes());
    itemCount++;
  }

  /**
   * From here on, items of the resource at which the cursor stands get this resource instead.
   *
   * @param resource the content of a {@code Resource} message
   */
  public void replaceResource(BatchCursor cursor, WireWriter resource) {
    replace(
        0,
        cursor.buffer(),
        cursor.resourceGroupOffset(),
        cursor.resourceGroupLength(),
        ResourceSpans.RESOURCE,
        resource);
  }

  /**
   * From here on, items of the scope at which the cursor stands get this scope instead.
   *
   * @param scope the content of an {@code InstrumentationScope} message
   */
  public void replaceScope(BatchCursor cursor, WireWriter scope) {
    replace(
        1,
        cursor.buffer(),
        cursor.scopeGroupOffset(),
        cursor.scopeGroupLength(),
        ScopeSpans.SCOPE,
        scope);
  }

  private void replace(
      int level, byte[] buffer, int offset, int length, int field, WireWriter content) {
    closeFrom(level);
    int child = level == 0 ? ResourceSpans.SCOPE_SPANS : ScopeSpans.SPANS;
    groups[level].load(buffer, offset, length, fieldNumber(level), child, field);
    groups[level].header().bytesField(field, content.buffer(), 0, content.sizeBytes());
  }

  private static int fieldNumber(int level) {
    return level == 0 ? ExportTraceServiceRequest.RESOURCE_SPANS : ResourceSpans.SCOPE_SPANS;
  }

  /** Size of the batch, were the item at which the cursor stands the last one added. */
  public long sizeBytesWith(BatchCursor cursor) {
    enter(cursor);
    long more = OpenGroup.fieldSizeBytes(itemField, cursor.itemLength());
    for (int level = groups.length - 1; level >= 0; level--) {
      OpenGroup group = groups[level];
      more += group.isOpen() ? group.lengthGrowthBytes(out, more) : 0;
      more = group.isOpen() ? more : group.fieldSizeBytes(more);
    }
    return out.sizeBytes() + more;
  }

  /** Makes the groups those of the cursor's item; closes what differs, opens nothing. */
  private void enter(BatchCursor cursor) {
    assert cursor.signal() == signal : "signal must be " + signal + ": " + cursor.signal();
    byte[] buffer = cursor.buffer();
    int level = 0;
    if (groups[0].isFrom(buffer, cursor.resourceGroupOffset())) {
      level = groups[1].isFrom(buffer, cursor.scopeGroupOffset()) ? 2 : 1;
    }
    if (level == 2 && groups.length > 2 && groups[2].isFrom(buffer, cursor.recordOffset())) {
      return;
    }
    if (level == groups.length) {
      return;
    }
    closeFrom(level);
    if (level < 1) {
      groups[0].load(
          buffer,
          cursor.resourceGroupOffset(),
          cursor.resourceGroupLength(),
          fieldNumber(0),
          ResourceSpans.SCOPE_SPANS);
    }
    if (level < 2) {
      groups[1].load(
          buffer,
          cursor.scopeGroupOffset(),
          cursor.scopeGroupLength(),
          fieldNumber(1),
          ScopeSpans.SPANS);
    }
    if (groups.length > 2) {
      loadMetric(cursor);
    }
  }

  private void loadMetric(BatchCursor cursor) {
    MetricCursor metric = cursor.metric();
    int dataField = metric.kind().fieldNumber();
    groups[2].load(metric.buffer(), metric.offset(), metric.length(), ScopeSpans.SPANS, dataField);
    groups[3].load(metric.buffer(), metric.dataOffset(), metric.dataLength(), dataField, itemField);
  }

  private void open() {
    for (OpenGroup group : groups) {
      if (!group.isOpen()) {
        group.open(out);
      }
    }
  }

  private void closeFrom(int level) {
    for (int i = groups.length - 1; i >= level; i--) {
      if (groups[i].isOpen()) {
        groups[i].close(out);
      }
    }
  }

  /** Items added since the last {@link #build}. */
  public int itemCount() {
    return itemCount;
  }

  public boolean isEmpty() {
    return itemCount == 0;
  }

  /** A batch of what was added; the builder is empty afterwards. */
  public Batch build() {
    closeFrom(0);
    Batch batch = Batch.trusted(signal, out.toByteArray(), itemCount);
    out.clear();
    itemCount = 0;
    return batch;
  }

  /**
   * Forgets what was added, and headers, so that it keeps no batch's bytes from being collected.
   */
  public void clear() {
    closeFrom(0);
    out.clear();
    itemCount = 0;
    for (OpenGroup group : groups) {
      group.clear();
    }
  }
}
