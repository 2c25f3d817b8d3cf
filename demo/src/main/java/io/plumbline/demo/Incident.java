package io.plumbline.demo;

import java.time.Instant;
import java.util.List;

/**
 * What the detector reported, as far as the demo shows it.
 *
 * @param blamed the service that the incident names as the cause
 * @param services every service that the incident touches
 * @param opened start of its first window
 * @param updated end of the last anomalous window in it
 * @param reported when the demo first saw it blame this service
 */
record Incident(
    String id,
    String status,
    String blamed,
    List<String> services,
    String severity,
    double score,
    Instant opened,
    Instant updated,
    Instant reported,
    String explanation) {
  Incident {
    services = List.copyOf(services);
  }

  boolean open() {
    return status.equals("open");
  }

  Incident withReported(Instant instant) {
    return new Incident(
        id, status, blamed, services, severity, score, opened, updated, instant, explanation);
  }
}
