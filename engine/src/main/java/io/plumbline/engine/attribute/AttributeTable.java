package io.plumbline.engine.attribute;

import io.plumbline.otlp.AnyValueCursor;
import io.plumbline.otlp.AttributesCursor;
import io.plumbline.otlp.AttributesWriter;
import io.plumbline.otlp.wire.Slice;
import java.util.Arrays;

/**
 * The attributes of one resource or item while actions change them: where each key and value lies,
 * in the batch or in bytes of an action. Made to be kept and loaded again; holds no object per
 * attribute. Not safe for use by several threads.
 */
final class AttributeTable {
  private static final byte[] NO_BYTES = {};

  private final Slice key = new Slice();
  private final AnyValueCursor value = new AnyValueCursor();
  private byte[][] keyBuffers = new byte[16][];
  private int[] keyOffsets = new int[16];
  private int[] keyLengths = new int[16];
  private byte[][] valueBuffers = new byte[16][];
  private int[] valueOffsets = new int[16];
  private int[] valueLengths = new int[16];
  private boolean[] removed = new boolean[16];
  private boolean[] rewritten = new boolean[16];
  private int loaded;
  private int count;
  private boolean changed;

  void load(AttributesCursor attributes) {
    count = 0;
    changed = false;
    attributes.rewind();
    while (attributes.next()) {
      add(
          attributes.key(),
          attributes.buffer(),
          attributes.valueOffset(),
          attributes.valueLength());
    }
    loaded = count;
  }

  /** Whether anything differs from what was loaded. */
  boolean changed() {
    return changed;
  }

  /** One more than the largest index; indices of removed attributes stay unused. */
  int end() {
    return count;
  }

  boolean isRemoved(int index) {
    return removed[index];
  }

  /** The index of the first attribute with this key; -1 when there is none. */
  int find(Slice wanted) {
    for (int index = 0; index < count; index++) {
      if (!removed[index] && key(index).contentEquals(wanted)) {
        return index;
      }
    }
    return -1;
  }

  /** The key at an index; the same slice for each. */
  Slice key(int index) {
    return key.wrap(keyBuffers[index], keyOffsets[index], keyLengths[index]);
  }

  /** The value at an index; the same cursor for each. */
  AnyValueCursor value(int index) {
    return value.wrap(valueBuffers[index], valueOffsets[index], valueLengths[index]);
  }

  /** Gives an attribute the content of an {@code AnyValue} message. */
  void set(int index, byte[] anyValue, int offset, int length) {
    if (Arrays.equals(
        valueBuffers[index],
        valueOffsets[index],
        valueOffsets[index] + valueLengths[index],
        anyValue,
        offset,
        offset + length)) {
      return;
    }
    valueBuffers[index] = anyValue;
    valueOffsets[index] = offset;
    valueLengths[index] = length;
    rewritten[index] = true;
    changed = true;
  }

  /** Adds an attribute at the end, or changes the one that has this key. */
  void put(Slice wanted, byte[] anyValue, int offset, int length) {
    int index = find(wanted);
    if (index >= 0) {
      set(index, anyValue, offset, length);
      return;
    }
    add(wanted, anyValue, offset, length);
    changed = true;
  }

  void remove(int index) {
    removed[index] = true;
    changed = true;
  }

  /** Writes what is left, copying what was not changed out of what was loaded. */
  void write(AttributesCursor attributes, AttributesWriter out) {
    attributes.rewind();
    for (int index = 0; index < loaded; index++) {
      boolean there = attributes.next();
      assert there : "attributes must be those that were loaded";
      if (removed[index]) {
        continue;
      }
      if (rewritten[index]) {
        writeAt(index, out);
      } else {
        out.copy(attributes);
      }
    }
    for (int index = loaded; index < count; index++) {
      if (!removed[index]) {
        writeAt(index, out);
      }
    }
  }

  private void writeAt(int index, AttributesWriter out) {
    out.value(key(index), valueBuffers[index], valueOffsets[index], valueLengths[index]);
  }

  /** Lets go of the bytes it refers to. */
  void clear() {
    Arrays.fill(keyBuffers, NO_BYTES);
    Arrays.fill(valueBuffers, NO_BYTES);
    count = 0;
    loaded = 0;
  }

  private void add(Slice newKey, byte[] valueBuffer, int valueOffset, int valueLength) {
    if (count == removed.length) {
      grow();
    }
    keyBuffers[count] = newKey.buffer();
    keyOffsets[count] = newKey.offset();
    keyLengths[count] = newKey.length();
    valueBuffers[count] = valueBuffer;
    valueOffsets[count] = valueOffset;
    valueLengths[count] = valueLength;
    removed[count] = false;
    rewritten[count] = false;
    count++;
  }

  private void grow() {
    int size = 2 * count;
    keyBuffers = Arrays.copyOf(keyBuffers, size);
    keyOffsets = Arrays.copyOf(keyOffsets, size);
    keyLengths = Arrays.copyOf(keyLengths, size);
    valueBuffers = Arrays.copyOf(valueBuffers, size);
    valueOffsets = Arrays.copyOf(valueOffsets, size);
    valueLengths = Arrays.copyOf(valueLengths, size);
    removed = Arrays.copyOf(removed, size);
    rewritten = Arrays.copyOf(rewritten, size);
  }
}
