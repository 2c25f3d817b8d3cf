package io.plumbline.detector.incident;

import java.util.List;
import java.util.Map;

/**
 * All that the tracker knows after a window, to go on from there.
 *
 * @param recent by service, the surprises of its last windows, the latest last
 * @param open the open incidents, the oldest first
 */
public record TrackerState(Map<String, List<Double>> recent, List<Incident> open) {
  public static final TrackerState EMPTY = new TrackerState(Map.of(), List.of());

  public TrackerState {
    recent = Map.copyOf(recent);
    open = List.copyOf(open);
  }
}
