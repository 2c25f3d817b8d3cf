package io.plumbline.gateway.exporter.elasticsearch.document;

import java.util.Arrays;

/**
 * Numbers entries from 0 on and finds them by a hash of 64 bits; several may have the same. Open
 * addressing, nothing is allocated once the arrays are large enough. Not thread-safe; reused.
 */
final class HashIndex {
  private static final int CAPACITY_MIN = 64;
  private static final int NONE = -1;

  private long[] hashes = new long[CAPACITY_MIN];
  private int[] places = new int[CAPACITY_MIN];
  private int[] slots = new int[2 * CAPACITY_MIN];
  private int size;

  void clear() {
    if (size > 0) {
      Arrays.fill(slots, 0);
      size = 0;
    }
  }

  int size() {
    return size;
  }

  long hash(int entry) {
    return hashes[entry];
  }

  /** The first entry with this hash; negative when there is none. */
  int first(long hash) {
    return find(place(hash), hash);
  }

  /** The next entry with the same hash; negative after the last. */
  int next(int entry, long hash) {
    return find((places[entry] + 1) & (slots.length - 1), hash);
  }

  /** Adds an entry, behind others with its hash; returns its number. */
  int add(long hash) {
    int entry = addUnfindable();
    hashes[entry] = hash;
    put(entry);
    return entry;
  }

  /** Adds an entry that no hash finds; returns its number. */
  int addUnfindable() {
    if (size == hashes.length) {
      grow();
    }
    places[size] = NONE;
    return size++;
  }

  private int find(int start, long hash) {
    int place = start;
    while (slots[place] != 0) {
      int entry = slots[place] - 1;
      if (hashes[entry] == hash) {
        return entry;
      }
      place = (place + 1) & (slots.length - 1);
    }
    return NONE;
  }

  private int place(long hash) {
    return (int) (hash ^ hash >>> 32) & (slots.length - 1);
  }

  private void put(int entry) {
    int place = place(hashes[entry]);
    while (slots[place] != 0) {
      place = (place + 1) & (slots.length - 1);
    }
    slots[place] = entry + 1;
    places[entry] = place;
  }

  private void grow() {
    hashes = Arrays.copyOf(hashes, size * 2);
    places = Arrays.copyOf(places, size * 2);
    slots = new int[slots.length * 2];
    for (int entry = 0; entry < size; entry++) {
      if (places[entry] != NONE) {
        put(entry);
      }
    }
  }
}
