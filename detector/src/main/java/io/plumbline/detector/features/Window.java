package io.plumbline.detector.features;

import java.time.Duration;
import java.time.Instant;

/** The stretch of time [start, end) that a row of features covers. */
public record Window(Instant start, Duration length) {
  public Instant end() {
    return start.plus(length);
  }

  public Window next() {
    return new Window(end(), length);
  }
}
