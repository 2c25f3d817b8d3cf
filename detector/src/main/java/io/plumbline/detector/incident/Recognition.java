package io.plumbline.detector.incident;

import io.plumbline.detector.features.Window;
import io.plumbline.detector.incident.Past.Found;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Keeps the ids of incidents that are found a second time: with what arrived late, one may open a
 * window earlier or later than it did, or with another service.
 */
final class Recognition {
  private final List<Found> left;
  private final int calmWindows;

  /**
   * Knows these incidents.
   *
   * @param calmWindows odd windows no farther apart than these are one incident
   */
  Recognition(List<Found> known, int calmWindows) {
    this.left = new ArrayList<>(known);
    this.calmWindows = calmWindows;
  }

  /** The id of an incident that opens: of one that is known, each once, or its own. */
  String id(String own, Window window, Set<String> services) {
    Duration near = window.length().multipliedBy(calmWindows);
    Found same = null;
    for (Found one : left) {
      boolean touches =
          !one.opened().isAfter(window.end().plus(near))
              && !one.updated().isBefore(window.start().minus(near))
              && one.services().stream().anyMatch(services::contains);
      boolean isOwn = one.id().equals(own);
      if (isOwn || (same == null && touches)) {
        same = one;
      }
      if (isOwn) {
        break;
      }
    }
    left.remove(same);
    return same == null ? own : same.id();
  }
}
