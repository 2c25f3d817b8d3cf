package io.plumbline.samples.shop;

/** What ails a service at this moment: how a fault reaches the request handlers. */
public interface Symptoms {
  /** Nothing ails it. */
  Symptoms NONE =
      new Symptoms() {
        @Override
        public long extraWorkNanos() {
          return 0;
        }

        @Override
        public double errorShare() {
          return 0;
        }

        @Override
        public long dependencyDelayNanos() {
          return 0;
        }
      };

  /** Time that each request takes longer in the service itself. */
  long extraWorkNanos();

  /** Share of requests that fail in the service itself, from 0 to 1. */
  double errorShare();

  /** Time that each call to the service's external dependency takes longer. */
  long dependencyDelayNanos();
}
