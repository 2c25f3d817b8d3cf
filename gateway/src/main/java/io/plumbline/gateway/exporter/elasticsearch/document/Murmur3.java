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
    long h1 = seed;
    long h2 = seed;
    int end = offset + (length & ~15);
    for (int position = offset; position < end; position += 16) {
      h1 ^= mix1((long) LONG.get(bytes, position));
      h1 = (Long.rotateLeft(h1, 27) + h2) * 5 + 0x52dce729L;
      h2 ^= mix2((long) LONG.get(bytes, position + 8));
      h2 = (Long.rotateLeft(h2, 31) + h1) * 5 + 0x38495ab5L;
    }
    int tail = length & 15;
    if (tail > 8) {
      h2 ^= mix2(partial(bytes, end + 8, tail - 8));
    }
    if (tail > 0) {
      h1 ^= mix1(partial(bytes, end, Math.min(tail, 8)));
    }
    h1 ^= length;
    h2 ^= length;
    h1 += h2;
    h2 += h1;
    h1 = finish(h1);
    h2 = finish(h2);
    h1 += h2;
    first = h1;
    second = h2 + h1;
  }

  private static long mix1(long k) {
    return Long.rotateLeft(k * C1, 31) * C2;
  }

  private static long mix2(long k) {
    return Long.rotateLeft(k * C2, 33) * C1;
  }

  private static long partial(byte[] bytes, int offset, int length) {
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
