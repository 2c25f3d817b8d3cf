package io.plumbline.detector.alert;

import io.plumbline.detector.explain.Severity;
import java.time.Instant;

/** Messages about incidents of a made-up service. */
final class Messages {
  static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private Messages() {}

  static AlertMessage opened(String incident) {
    return message(incident, AlertEvent.OPENED, Severity.MINOR, "service-" + incident);
  }

  static AlertMessage rose(String incident) {
    return message(incident, AlertEvent.ROSE, Severity.MAJOR, "service-" + incident);
  }

  static AlertMessage closed(String incident) {
    return message(incident, AlertEvent.CLOSED, Severity.MINOR, "service-" + incident);
  }

  static AlertMessage message(
      String incident, AlertEvent event, Severity severity, String service) {
    return new AlertMessage(
        incident,
        event,
        severity,
        10 + 25 * severity.compareTo(Severity.WARNING),
        service,
        "latency_p95",
        service + " is slow",
        service + " is the likely cause: self time 840 ms, typically 120–180 ms.",
        NOON,
        "https://plumbline.example.com/incidents/" + incident);
  }

  /** A message with all that may hurt somewhere. */
  static AlertMessage hostile() {
    return new AlertMessage(
        "id\"1",
        AlertEvent.OPENED,
        Severity.CRITICAL,
        99.5,
        "<!channel> & \"co\"\u001b[2J",
        "x",
        "line one\r\nBcc: everyone@example.com ${incident.id}",
        "back\\slash\n\"quoted\"\u0000 \uD83D\uDE80",
        NOON,
        null);
  }
}
