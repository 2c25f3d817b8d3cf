package io.plumbline.bench;

import java.util.BitSet;

/** Span ids of a round, each a number from 1 on, as a set that also counts what was added again. */
final class SpanIds {
  /** No round is so long; a larger id is none that the generator made. */
  private static final long ID_MAX = 1L << 30;

  private final BitSet ids = new BitSet();
  private long duplicates;

  /** Adds {@code first}, {@code first + 1} and so on. */
  synchronized void addRange(long first, int count) {
    for (long id = first; id < first + count; id++) {
      add(id);
    }
  }

  /** Adds the first {@code count} of these; those that no generator made are passed over. */
  synchronized void addAll(long[] added, int count) {
    for (int index = 0; index < count; index++) {
      add(added[index]);
    }
  }

  private void add(long id) {
    if (id <= 0 || id > ID_MAX) {
      return;
    }
    int bit = (int) id;
    if (ids.get(bit)) {
      duplicates++;
    }
    ids.set(bit);
  }

  /** How many ids were added that were there already. */
  synchronized long duplicates() {
    return duplicates;
  }

  /** How many of these ids the other set has not. */
  long missingIn(SpanIds other) {
    BitSet missing = copy();
    missing.andNot(other.copy());
    return missing.cardinality();
  }

  private synchronized BitSet copy() {
    return (BitSet) ids.clone();
  }
}
