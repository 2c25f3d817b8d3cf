package io.plumbline.detector.alert;

import io.plumbline.detector.explain.Severity;
import java.time.Instant;

/**
 * That a receiver has got a message: what keeps it from being told again, and its trouble quiet for
 * the cooldown, also after a restart.
 *
 * @param receiver the receiver's name
 * @param inDigest whether it was told as part of a digest
 * @param at when
 */
public record Delivery(
    String receiver,
    String incidentId,
    AlertEvent event,
    Severity severity,
    String service,
    String topFeature,
    boolean inDigest,
    Instant at) {

  static Delivery of(String receiver, AlertMessage message, boolean inDigest, Instant at) {
    return new Delivery(
        receiver,
        message.incidentId(),
        message.event(),
        message.severity(),
        message.service(),
        message.topFeature(),
        inDigest,
        at);
  }

  /** Incident, event and severity; with the receiver it is unique. */
  public String key() {
    return AlertMessage.key(incidentId, event, severity);
  }
}
