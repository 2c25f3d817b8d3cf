package io.plumbline.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Tells what is being started, and how long after the beginning. */
final class Steps {
  private final View view;
  private final InstantSource clock;
  private final Instant started;

  Steps(View view, InstantSource clock, Instant started) {
    this.view = view;
    this.clock = clock;
    this.started = started;
  }

  void begin(String step) {
    long seconds = Duration.between(started, clock.instant()).toSeconds();
    view.news("%4d s  %s".formatted(seconds, step));
  }
}
