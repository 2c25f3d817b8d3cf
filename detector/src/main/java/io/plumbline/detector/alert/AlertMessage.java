package io.plumbline.detector.alert;

import io.plumbline.detector.explain.Severity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One thing to tell about an incident.
 *
 * @param severity as it is now
 * @param score 0–100
 * @param service the one that is blamed
 * @param topFeature what the trouble shows in most; with the service it names the trouble for the
 *     cooldown; "" when that is not known
 * @param title one line
 * @param explanation some lines for a person
 * @param since when the incident opened
 * @param url where there is more to read; null when nowhere
 */
public record AlertMessage(
    String incidentId,
    AlertEvent event,
    Severity severity,
    double score,
    String service,
    String topFeature,
    String title,
    String explanation,
    Instant since,
    @Nullable String url)
    implements Notice {

  public AlertMessage {
    if (incidentId.isBlank()) {
      throw new IllegalArgumentException("an alert must have the id of its incident");
    }
    if (!(score >= 0 && score <= 100)) {
      throw new IllegalArgumentException("score must be from 0 to 100: " + score);
    }
  }

  @Override
  public String key() {
    return key(incidentId, event, severity);
  }

  static String key(String incidentId, AlertEvent event, Severity severity) {
    return incidentId + "/" + event.id() + "/" + severity.id();
  }

  @Override
  public String eventId() {
    return event.id();
  }
}
