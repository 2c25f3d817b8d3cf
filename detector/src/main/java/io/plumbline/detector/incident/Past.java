package io.plumbline.detector.incident;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is known of the windows that are judged from elsewhere than telemetry.
 *
 * @param closings by incident id, when people closed it
 * @param found incidents that opened in these windows when they were judged before
 */
public record Past(Map<String, Instant> closings, List<Found> found) {
  public static final Past NONE = new Past(Map.of(), List.of());

  public Past {
    closings = Map.copyOf(closings);
    found = List.copyOf(found);
  }

  /** An incident: the start of its first odd window, the end of its last, who was odd. */
  public record Found(String id, Instant opened, Instant updated, Set<String> services) {
    public Found {
      services = Set.copyOf(services);
    }
  }
}
