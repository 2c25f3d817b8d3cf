package io.plumbline.detector.features;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The windows of one length, laid end to end from the epoch on, as Elasticsearch's date histogram
 * lays them.
 *
 * @param length whole seconds, at least one
 */
public record WindowGrid(Duration length) {
  public WindowGrid {
    if (length.toSeconds() < 1 || length.toMillis() % 1000 != 0) {
      throw new IllegalArgumentException("a window must be whole seconds, at least 1: " + length);
    }
  }

  public long seconds() {
    return length.toSeconds();
  }

  /** The window that contains the instant. */
  public Window containing(Instant instant) {
    long start = Math.floorDiv(instant.getEpochSecond(), seconds()) * seconds();
    return new Window(Instant.ofEpochSecond(start), length);
  }

  /** The latest start of a window at or before the instant. */
  public Instant floor(Instant instant) {
    return containing(instant).start();
  }

  /** The earliest start of a window at or after the instant. */
  public Instant ceiling(Instant instant) {
    Instant floor = floor(instant);
    return floor.equals(instant) ? floor : floor.plus(length);
  }

  /** The windows in [from, to), both on the grid. */
  public List<Window> between(Instant from, Instant to) {
    List<Window> windows = new ArrayList<>();
    for (Window window = containing(from); window.start().isBefore(to); window = window.next()) {
      windows.add(window);
    }
    return windows;
  }
}
