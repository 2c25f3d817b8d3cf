package io.plumbline.gateway.exporter.elasticsearch.bulk;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * The nodes that requests are sent to, in turn. One that failed is left out for a while, longer
 * each time, unless there is no other. Thread-safe.
 */
final class Endpoints {
  private static final Duration PENALTY_MIN = Duration.ofSeconds(1);
  private static final Duration PENALTY_MAX = Duration.ofMinutes(1);

  /** One node. The mutable part is guarded by the lock of {@link Endpoints}. */
  static final class Endpoint {
    private final URI uri;
    private int failures;
    private long leftOutUntilNanos;

    private Endpoint(URI uri) {
      this.uri = uri;
    }

    URI uri() {
      return uri;
    }
  }

  private final Object lock = new Object();
  private final List<Endpoint> endpoints;
  private final LongSupplier nanoTime;
  private int turn;

  Endpoints(List<URI> uris, LongSupplier nanoTime) {
    this.endpoints = uris.stream().map(Endpoint::new).toList();
    this.nanoTime = nanoTime;
  }

  /** The next node in turn that is not left out, else the one whose time is over first. */
  Endpoint next() {
    synchronized (lock) {
      long now = nanoTime.getAsLong();
      Endpoint best = endpoints.get(turn);
      for (int step = 0; step < endpoints.size(); step++) {
        Endpoint candidate = endpoints.get((turn + step) % endpoints.size());
        if (isAvailable(candidate, now)) {
          turn = (turn + step + 1) % endpoints.size();
          return candidate;
        }
        if (candidate.leftOutUntilNanos - best.leftOutUntilNanos < 0) {
          best = candidate;
        }
      }
      return best;
    }
  }

  /** Whether a node could take a request at once. */
  boolean anyAvailable() {
    synchronized (lock) {
      long now = nanoTime.getAsLong();
      return endpoints.stream().anyMatch(endpoint -> isAvailable(endpoint, now));
    }
  }

  void succeeded(Endpoint endpoint) {
    synchronized (lock) {
      endpoint.failures = 0;
    }
  }

  void failed(Endpoint endpoint) {
    synchronized (lock) {
      long penalty = PENALTY_MIN.toNanos() << Math.min(endpoint.failures, 6);
      endpoint.failures++;
      endpoint.leftOutUntilNanos = nanoTime.getAsLong() + Math.min(penalty, PENALTY_MAX.toNanos());
    }
  }

  private static boolean isAvailable(Endpoint endpoint, long now) {
    return endpoint.failures == 0 || endpoint.leftOutUntilNanos - now <= 0;
  }
}
