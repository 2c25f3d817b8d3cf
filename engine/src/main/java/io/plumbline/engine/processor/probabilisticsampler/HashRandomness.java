package io.plumbline.engine.processor.probabilisticsampler;

/** Randomness out of a hash of bytes, as the Collector has always made it. */
final class HashRandomness {
  private static final int OFFSET_BASIS = 0x811c9dc5;
  private static final int PRIME = 0x01000193;

  /** 2^14 buckets. */
  static final int BUCKETS = 0x4000;

  private static final int BUCKET_BITS = 14;

  private HashRandomness() {}

  /** FNV-1a of 32 bits over the seed, little end first, and the bytes. */
  static int hash(int seed, byte[] bytes, int offset, int length) {
    int hash = OFFSET_BASIS;
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
      hash = (hash ^ ((seed >>> shift) & 0xff)) * PRIME;
    }
    for (int index = offset; index < offset + length; index++) {
      hash = (hash ^ (bytes[index] & 0xff)) * PRIME;
    }
    return hash;
  }

  /**
   * The bucket decides, as ever: its complement is the upper 14 of 56 bits, so that comparing with
   * a threshold gives what comparing the bucket with a rate gave. The 18 bits of the hash that are
   * left fill the middle.
   */
  static long of(int hash) {
    long hashed = Integer.toUnsignedLong(hash);
    long bucket = hashed & (BUCKETS - 1);
    long unused = hashed >>> (Integer.SIZE - 18);
    long mixed = unused ^ (unused << 10);
    return ((BUCKETS - 1 - bucket) << 42) | (mixed << BUCKET_BITS) | bucket;
  }

  /** The threshold that keeps a percentage; {@link Thresholds#NEVER} below a bucket. */
  static long threshold(float percentage) {
    // In 32 bits and towards zero, as the first version did.
    int kept = (int) (Math.min(percentage, 100f) * (BUCKETS / 100.0f));
    return kept == 0 ? Thresholds.NEVER : (long) (BUCKETS - kept) << 42;
  }
}
