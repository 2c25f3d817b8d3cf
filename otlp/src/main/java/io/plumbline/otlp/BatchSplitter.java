package io.plumbline.otlp;

import java.util.function.Consumer;

/**
 * Cuts batches into pieces of at most so many items and bytes, between items; each piece repeats
 * the resource, scope and metric of its items. Items are not looked into. Made to be kept; not safe
 * for use by several threads.
 */
public final class BatchSplitter {
  private final int itemsMax;
  private final int bytesMax;
  private final BatchCursor cursor = new BatchCursor();

  /** Either limit may be {@code Integer.MAX_VALUE} for none. */
  public BatchSplitter(int itemsMax, int bytesMax) {
    if (itemsMax < 1 || bytesMax < 1) {
      throw new IllegalArgumentException(
          "limits must be positive: itemsMax=" + itemsMax + ", bytesMax=" + bytesMax);
    }
    this.itemsMax = itemsMax;
    this.bytesMax = bytesMax;
  }

  /**
   * Hands the pieces over in order, one by one, so that no more than one is held here: small pieces
   * of a batch with large headers are together larger than the batch. A batch within the limits is
   * handed over as it is. Resources, scopes and metrics without items do not get into pieces.
   *
   * @param tooLarge gets, as a batch of its own, each item that with its headers alone is over the
   *     limit of bytes
   */
  public void split(Batch batch, Consumer<Batch> pieces, Consumer<Batch> tooLarge) {
    if (batch.itemCount() <= itemsMax && batch.sizeBytes() <= bytesMax) {
      pieces.accept(batch);
      return;
    }
    BatchBuilder builder = new BatchBuilder(batch.signal());
    cursor.wrap(batch);
    while (cursor.nextItem()) {
      boolean full = builder.itemCount() == itemsMax || builder.sizeBytesWith(cursor) > bytesMax;
      if (full && !builder.isEmpty()) {
        pieces.accept(builder.build());
        full = builder.sizeBytesWith(cursor) > bytesMax;
      }
      builder.add(cursor);
      if (full) {
        tooLarge.accept(builder.build());
      }
    }
    if (!builder.isEmpty()) {
      pieces.accept(builder.build());
    }
  }
}
