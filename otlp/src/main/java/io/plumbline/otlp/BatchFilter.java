package io.plumbline.otlp;

import java.util.function.Predicate;

/**
 * Keeps some items of a batch. To send items several ways, walk with a {@link BatchCursor} and feed
 * a {@link BatchBuilder} each. Made to be kept; not safe for use by several threads.
 */
public final class BatchFilter {
  private final BatchCursor cursor = new BatchCursor();

  /**
   * The items for which the predicate holds, asked once for each in order with the cursor standing
   * at the item; it must not move the cursor. Resources, scopes and metrics of which no item is
   * kept are gone. The same batch when every item is kept.
   */
  public Batch keep(Batch batch, Predicate<BatchCursor> predicate) {
    BatchBuilder builder = new BatchBuilder(batch.signal());
    cursor.wrap(batch);
    while (cursor.nextItem()) {
      if (predicate.test(cursor)) {
        builder.add(cursor);
      }
    }
    return builder.itemCount() == batch.itemCount() ? batch : builder.build();
  }
}
