package io.plumbline.engine.processor.probabilisticsampler;

import io.plumbline.otlp.Batch;
import io.plumbline.otlp.BatchBuilder;
import io.plumbline.otlp.BatchCursor;
import io.plumbline.otlp.wire.WireWriter;

/** Samples one batch after the other. One for a thread. */
final class Sampling {
  private final Decision decision;
  private final ItemReader reader;
  private final BatchCursor cursor = new BatchCursor();
  private final WireWriter rewritten = new WireWriter();
  private final Evidence item = new Evidence();

  Sampling(Decision decision, ItemReader reader) {
    this.decision = decision;
    this.reader = reader;
  }

  /**
   * What is left of the batch, possibly nothing; the same batch when nothing changes.
   *
   * @param tally gets what became of the items
   */
  Batch sample(Batch batch, Tally tally) {
    BatchBuilder builder = new BatchBuilder(batch.signal());
    boolean changed = false;
    cursor.wrap(batch);
    while (cursor.nextItem()) {
      item.clear();
      reader.read(cursor, item);
      String problem = decision.decide(item);
      if (problem != null) {
        tally.problem(problem);
      }
      tally.decided(item.policy, item.kept);
      if (!item.kept) {
        changed = true;
      } else if (isUnchanged()) {
        builder.add(cursor);
      } else {
        rewritten.clear();
        reader.write(cursor, item, rewritten);
        builder.add(cursor, rewritten);
        changed = true;
      }
    }
    return changed ? builder.build() : batch;
  }

  /** What can't be read is not written to either. */
  private boolean isUnchanged() {
    return item.malformed
        || (item.threshold == item.carriedThreshold && item.randomness == item.carriedRandomness);
  }
}
