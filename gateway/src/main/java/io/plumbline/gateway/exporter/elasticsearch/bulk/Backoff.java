package io.plumbline.gateway.exporter.elasticsearch.bulk;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/** How long to wait before the next attempt: longer each time, scattered, with an end if set. */
final class Backoff {

  private final RetryPolicy policy;
  private final DoubleSupplier random;
  private int retries;

  Backoff(RetryPolicy policy, DoubleSupplier random) {
    this.policy = policy;
    this.random = random;
  }

  /** Whether there is another attempt; counts it. */
  boolean retry() {
    if (retries >= policy.maxRetries()) {
      return false;
    }
    retries++;
    return true;
  }

  /** Something was achieved, so the next failure is the first one again. */
  void reset() {
    retries = 0;
  }

  /** Before the attempt that {@link #retry} counted: at least what the other side asked for. */
  Duration delay(Duration asked) {
    double doublings = Math.pow(2, Math.min(retries - 1, 40));
    double millis =
        Math.min(
            policy.initialInterval().toMillis() * doublings,
            (double) policy.maxInterval().toMillis());
    // Half of it is scattered, so that many exporters do not come back at once.
    Duration own = Duration.ofMillis(Math.round(millis * (0.5 + random.getAsDouble() / 2)));
    return own.compareTo(asked) > 0 ? own : asked;
  }
}
