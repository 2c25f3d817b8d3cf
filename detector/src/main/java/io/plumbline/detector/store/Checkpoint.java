package io.plumbline.detector.store;

import io.plumbline.detector.incident.TrackerState;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A place on a monitor's way, to go on from.
 *
 * @param scoredUntil end of the last window whose findings are stored
 * @param tracker the incidents as they were then
 * @param heard by service, the end of the last window in which anything was heard of it
 */
public record Checkpoint(
    Instant scoredUntil, TrackerState tracker, SortedMap<String, Instant> heard) {
  public Checkpoint {
    heard = Collections.unmodifiableSortedMap(new TreeMap<>(heard));
  }

  /** A monitor that has scored nothing. */
  public static Checkpoint start(Instant from) {
    return new Checkpoint(from, TrackerState.EMPTY, new TreeMap<>(Map.of()));
  }
}
