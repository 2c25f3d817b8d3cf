package io.plumbline.gateway.exporter.elasticsearch.document;

import java.util.Arrays;

/** Counts how often each hash of 128 bits occurred, by open addressing. Not thread-safe. */
final class Occurrences {
  private static final int CAPACITY_MIN = 256;

  private long[] hashes = new long[2 * CAPACITY_MIN];
  private int[] counts = new int[CAPACITY_MIN];
  private int size;

  void clear() {
    if (size > 0) {
      Arrays.fill(counts, 0);
      size = 0;
    }
  }

  /** How often the hash occurred before; this is one occurrence more. */
  int next(long first, long second) {
    int slot = slot(first, second);
    if (counts[slot] == 0) {
      if (size * 2 >= counts.length) {
        grow();
        slot = slot(first, second);
      }
      size++;
      hashes[2 * slot] = first;
      hashes[2 * slot + 1] = second;
    }
    return counts[slot]++;
  }

  /** Where the hash is, or would be put. */
  private int slot(long first, long second) {
    int mask = counts.length - 1;
    int slot = (int) first & mask;
    while (counts[slot] != 0 && (hashes[2 * slot] != first || hashes[2 * slot + 1] != second)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    long[] oldHashes = hashes;
    int[] oldCounts = counts;
    hashes = new long[oldHashes.length * 2];
    counts = new int[oldCounts.length * 2];
    for (int old = 0; old < oldCounts.length; old++) {
      if (oldCounts[old] != 0) {
        int slot = slot(oldHashes[2 * old], oldHashes[2 * old + 1]);
        hashes[2 * slot] = oldHashes[2 * old];
        hashes[2 * slot + 1] = oldHashes[2 * old + 1];
        counts[slot] = oldCounts[old];
      }
    }
  }
}
