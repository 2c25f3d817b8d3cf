package io.plumbline.otlp;

import io.plumbline.otlp.schema.LogsFields.LogRecord;
import io.plumbline.otlp.schema.ResourceFields.Resource;
import io.plumbline.otlp.schema.TraceFields.Span;
import io.plumbline.otlp.wire.WireReader;
import io.plumbline.otlp.wire.WireType;
import io.plumbline.otlp.wire.WireWriter;

/**
 * Changes the attributes of a batch's resources or items and copies everything else as it is. Made
 * to be kept; not safe for use by several threads.
 */
public final class AttributesRewriter {
  /** What to make of one set of attributes. */
  @FunctionalInterface
  public interface Edit {
    /**
     * Writes the attributes to have instead, all of them.
     *
     * @param at stands at the resource or item that is being changed; must not be moved
     * @param attributes those it has, before the first
     * @return false to leave the attributes as they are; what was written is forgotten then
     */
    boolean rewrite(BatchCursor at, AttributesCursor attributes, AttributesWriter out);
  }

  private final BatchCursor cursor = new BatchCursor();
  private final WireReader reader = new WireReader();
  private final WireWriter message = new WireWriter();
  private final AttributesWriter attributes = new AttributesWriter(message, Resource.ATTRIBUTES);

  /**
   * The batch with each resource's attributes edited; the same batch when none was. Resources,
   * scopes and metrics without items are gone from a changed one.
   */
  public Batch rewriteResources(Batch batch, Edit edit) {
    BatchBuilder builder = new BatchBuilder(batch.signal());
    boolean changed = false;
    int edited = -1;
    cursor.wrap(batch);
    while (cursor.nextItem()) {
      if (cursor.resourceGroupOffset() != edited) {
        edited = cursor.resourceGroupOffset();
        if (editResource(edit)) {
          builder.replaceResource(cursor, message);
          changed = true;
        }
      }
      builder.add(cursor);
    }
    return changed ? builder.build() : batch;
  }

  private boolean editResource(Edit edit) {
    ResourceCursor resource = cursor.resource();
    message.clear();
    attributes.fieldNumber(Resource.ATTRIBUTES);
    if (!edit.rewrite(cursor, resource.attributes(), attributes)) {
      return false;
    }
    copyOthers(resource.offset(), resource.length(), Resource.ATTRIBUTES);
    return true;
  }

  /**
   * The batch with the attributes of each span, log record or data point edited; the same batch
   * when none was. Resources, scopes and metrics without items are gone from a changed one.
   */
  public Batch rewriteItems(Batch batch, Edit edit) {
    BatchBuilder builder = new BatchBuilder(batch.signal());
    boolean changed = false;
    cursor.wrap(batch);
    while (cursor.nextItem()) {
      if (editItem(edit)) {
        builder.add(cursor, message);
        changed = true;
      } else {
        builder.add(cursor);
      }
    }
    return changed ? builder.build() : batch;
  }

  private boolean editItem(Edit edit) {
    int field =
        switch (cursor.signal()) {
          case TRACES -> Span.ATTRIBUTES;
          case LOGS -> LogRecord.ATTRIBUTES;
          case METRICS -> cursor.metric().kind().attributesFieldNumber();
        };
    message.clear();
    attributes.fieldNumber(field);
    if (!edit.rewrite(cursor, cursor.itemAttributes(), attributes)) {
      return false;
    }
    copyOthers(cursor.itemOffset(), cursor.itemLength(), field);
    return true;
  }

  /** Copies all fields of a message but one; the order of different fields has no meaning. */
  private void copyOthers(int offset, int length, int leftOut) {
    reader.wrap(cursor.buffer(), offset, length);
    int copied = offset;
    while (reader.hasRemaining()) {
      int start = reader.position();
      int tag = reader.readTag();
      reader.skip(tag);
      if (WireType.fieldNumber(tag) == leftOut) {
        message.writeRaw(cursor.buffer(), copied, start - copied);
        copied = reader.position();
      }
    }
    message.writeRaw(cursor.buffer(), copied, reader.position() - copied);
  }
}
