package io.plumbline.bench;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How long requests took: counts in buckets whose width grows with the value, 16 to each doubling,
 * so that a quantile is right to 6 %. Safe for use by several threads.
 */
final class Latencies {
  private static final int STEPS = 16;
  private static final int STEP_BITS = 4;

  private final AtomicLongArray counts = new AtomicLongArray(STEPS * Long.SIZE);

  void record(long nanos) {
    counts.incrementAndGet(bucket(Math.max(STEPS, nanos)));
  }

  /**
   * The value in milliseconds that a share of the requests did not exceed; NaN when there was none.
   */
  double quantileMillis(double share) {
    long total = 0;
    for (int bucket = 0; bucket < counts.length(); bucket++) {
      total += counts.get(bucket);
    }
    long rank = (long) Math.ceil(share * total);
    long seen = 0;
    for (int bucket = 0; bucket < counts.length(); bucket++) {
      seen += counts.get(bucket);
      if (total > 0 && seen >= rank) {
        return upperNanos(bucket) / 1e6;
      }
    }
    return Double.NaN;
  }

  private static int bucket(long nanos) {
    int exponent = Long.SIZE - 1 - Long.numberOfLeadingZeros(nanos);
    int step = (int) (nanos >>> (exponent - STEP_BITS)) & (STEPS - 1);
    return exponent * STEPS + step;
  }

  private static double upperNanos(int bucket) {
    int exponent = bucket / STEPS;
    int step = bucket % STEPS;
    return Math.scalb(1.0 + (step + 1.0) / STEPS, exponent);
  }
}
