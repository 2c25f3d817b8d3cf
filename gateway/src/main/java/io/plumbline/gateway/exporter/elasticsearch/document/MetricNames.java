package io.plumbline.gateway.exporter.elasticsearch.document;

import io.plumbline.otlp.wire.Slice;
import java.util.Arrays;

/**
 * The names of the metrics of a scope, numbered in the order in which they first occur. Not
 * thread-safe; reused.
 */
final class MetricNames {
  private static final int FNV_OFFSET = 0x811c9dc5;
  private static final int FNV_PRIME = 0x01000193;

  private final Murmur3 murmur = new Murmur3();
  private byte[] buffer = new byte[0];
  private int[] offsets = new int[64];
  private int[] lengths = new int[64];
  private long[] hashes = new long[64];
  private int[] slots = new int[256];
  private int count;

  /** Forgets all names; the next ones are in this buffer. */
  void clear(byte[] newBuffer) {
    buffer = newBuffer;
    if (count > 0) {
      Arrays.fill(slots, 0);
      count = 0;
    }
  }

  /** The number of the name, a new one when it did not occur before. */
  int number(Slice name) {
    murmur.hash(name.buffer(), name.offset(), name.length(), 0);
    long hash = murmur.first();
    int mask = slots.length - 1;
    int slot = (int) hash & mask;
    while (slots[slot] != 0) {
      int number = slots[slot] - 1;
      if (equal(number, name.offset(), name.length())) {
        return number;
      }
      slot = (slot + 1) & mask;
    }
    if (count == offsets.length) {
      offsets = Arrays.copyOf(offsets, count * 2);
      lengths = Arrays.copyOf(lengths, count * 2);
      hashes = Arrays.copyOf(hashes, count * 2);
    }
    offsets[count] = name.offset();
    lengths[count] = name.length();
    hashes[count] = hash;
    slots[slot] = ++count;
    if (count * 2 > slots.length) {
      rehash();
    }
    return count - 1;
  }

  private void rehash() {
    slots = new int[slots.length * 2];
    for (int number = 0; number < count; number++) {
      int slot = (int) hashes[number] & (slots.length - 1);
      while (slots[slot] != 0) {
        slot = (slot + 1) & (slots.length - 1);
      }
      slots[slot] = number + 1;
    }
  }

  /** A hash of one name, of 64 bits. */
  long hash(int number) {
    return hashes[number];
  }

  private boolean equal(int number, int offset, int length) {
    int other = offsets[number];
    return lengths[number] == length
        && Arrays.equals(buffer, other, other + length, buffer, offset, offset + length);
  }

  /** Writes the name of a member. */
  void write(JsonBuffer json, int number) {
    json.name(buffer, offsets[number], lengths[number]);
  }

  /** Writes the inside of a string. */
  void writeText(JsonBuffer json, int number) {
    json.text(buffer, offsets[number], lengths[number]);
  }

  /**
   * A hash of names, whatever their order: FNV-1a of 32 bits over the names in the order of their
   * bytes. It tells apart documents of one series and time in a time series index.
   *
   * @param numbers is sorted by this
   */
  int hash(int[] numbers, int size) {
    for (int index = 1; index < size; index++) {
      int moved = numbers[index];
      int target = index;
      while (target > 0 && compare(numbers[target - 1], moved) > 0) {
        numbers[target] = numbers[target - 1];
        target--;
      }
      numbers[target] = moved;
    }
    int hash = FNV_OFFSET;
    for (int index = 0; index < size; index++) {
      int offset = offsets[numbers[index]];
      for (int position = 0; position < lengths[numbers[index]]; position++) {
        hash = (hash ^ (buffer[offset + position] & 0xFF)) * FNV_PRIME;
      }
    }
    return hash;
  }

  private int compare(int one, int other) {
    return Arrays.compareUnsigned(
        buffer,
        offsets[one],
        offsets[one] + lengths[one],
        buffer,
        offsets[other],
        offsets[other] + lengths[other]);
  }
}
