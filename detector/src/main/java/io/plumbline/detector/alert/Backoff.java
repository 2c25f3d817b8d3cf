package io.plumbline.detector.alert;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * How long to wait after failed attempts: twice as long each time, up to a limit, less a random
 * half ("equal jitter", so that receivers that failed together are not asked together again, and no
 * wait is near zero).
 */
final class Backoff {
  private final AlertPolicy.Retry retry;
  private final RandomGenerator random;

  Backoff(AlertPolicy.Retry retry, RandomGenerator random) {
    this.retry = retry;
    this.random = random;
  }

  /**
   * The wait after this many failures, never shorter than the receiver asks for.
   *
   * @param failures at least 1
   */
  Duration after(int failures, @Nullable Duration asked) {
    long maxNanos = retry.max().toNanos();
    // 2^30 s are 34 years: no exponent beyond makes a difference.
    double doubled = (double) retry.initial().toNanos() * Math.pow(2, Math.min(failures - 1, 30));
    double nanos = Math.min((double) maxNanos, doubled);
    Duration wait = Duration.ofNanos((long) (nanos - random.nextDouble() * nanos / 2));
    return asked != null && asked.compareTo(wait) > 0 ? asked : wait;
  }
}
