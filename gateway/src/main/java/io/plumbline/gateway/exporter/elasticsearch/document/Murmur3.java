package io.plumbline.gateway.exporter.elasticsearch.document;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * MurmurHash3_x64_128 (Austin Appleby, public domain, {@code smhasher/MurmurHash3.cpp}). The two
 * halves of the last hash are kept here, so that hashing allocates nothing. Not thread-safe.
 */
final class Murmur3 {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long C1 = 0x87c37b91114253d5L;
  private static final long C2 = 0x4cf5ad432745937fL;

  private long first;
  private long second;

  /** The first 64 bits of the last hash. */
  long first() {
    return first;
  }

  /** The last 64 bits of the last hash. */
  long second() {
    return second;
  }

  void hash(byte[] bytes, int offset, int length, long seed) {
    first = seed;
    second = seed;
    finish(bytes, offset, length, length);
  }

  /**
   * A hash that is quicker on long input, and not Murmur's own: the two halves are hashed side by
   * side, since each step waits for the one before, then one hash into the other.
   *
   * @param firstSeed where the first half begins, with the {@code secondSeed}
   * @param owner where the second half begins
   */
  void hashLong(byte[] bytes, int offset, int length, long firstSeed, long secondSeed, long owner) {
    int half = (length / 2) & ~15;
    long a1 = firstSeed;
    long a2 = secondSeed;
    long b1 = owner;
    long b2 = owner;
    int middle = offset + half;
    for (int position = offset; position < middle; position += 16) {
      a1 = step1(a1, a2, (long) LONG.get(bytes, position));
      b1 = step1(b1, b2, (long) LONG.get(bytes, position + half));
      a2 = step2(a1, a2, (long) LONG.get(bytes, position + 8));
      b2 = step2(b1, b2, (long) LONG.get(bytes, position + half + 8));
    }
    first = step1(a1, a2, b1);
    second = step2(first, a2, b2);
    finish(bytes, offset + 2 * half, length - 2 * half, length);
  }

  /** Goes on with the last bytes of the whole input. */
  private void finish(byte[] bytes, int offset, int length, int wholeLength) {
    long h1 = first;
    long h2 = second;
    int end = offset + (length & ~15);
    for (int position = offset; position < end; position += 16) {
      h1 = step1(h1, h2, (long) LONG.get(bytes, position));
      h2 = step2(h1, h2, (long) LONG.get(bytes, position + 8));
    }
    int tail = length & 15;
    if (tail > 8) {
      h2 ^= mix2(partial(bytes, end + 8, tail - 8));
    }
    if (tail > 0) {
      h1 ^= mix1(partial(bytes, end, Math.min(tail, 8)));
    }
    h1 ^= wholeLength;
    h2 ^= wholeLength;
    h1 += h2;
    h2 += h1;
    h1 = finish(h1);
    h2 = finish(h2);
    h1 += h2;
    first = h1;
    second = h2 + h1;
  }

  private static long step1(long h1, long h2, long k) {
    return (Long.rotateLeft(h1 ^ mix1(k), 27) + h2) * 5 + 0x52dce729L;
  }

  private static long step2(long h1, long h2, long k) {
    return (Long.rotateLeft(h2 ^ mix2(k), 31) + h1) * 5 + 0x38495ab5L;
  }

  private static long mix1(long k) {
    return Long.rotateLeft(k * C1, 31) * C2;
  }

  private static long mix2(long k) {
    return Long.rotateLeft(k * C2, 33) * C1;
  }

  /** One to eight bytes, the missing ones 0. */
  private static long partial(byte[] bytes, int offset, int length) {
    if (offset + Long.BYTES <= bytes.length) {
      return (long) LONG.get(bytes, offset) & -1L >>> (Long.SIZE - length * Byte.SIZE);
    }
    long value = 0;
    for (int index = length - 1; index >= 0; index--) {
      value = value << 8 | (bytes[offset + index] & 0xFF);
    }
    return value;
  }

  /** Mixes 64 bits: each of them changes about half of the result. */
  static long finish(long value) {
    long k = value;
    k ^= k >>> 33;
    k *= 0xff51afd7ed558ccdL;
    k ^= k >>> 33;
    k *= 0xc4ceb9fe1a85ec53L;
    k ^= k >>> 33;
    return k;
  }
}
