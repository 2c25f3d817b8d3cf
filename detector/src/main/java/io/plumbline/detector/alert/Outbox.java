package io.plumbline.detector.alert;

import static io.plumbline.detector.alert.AlertOutcome.DUPLICATE;
import static io.plumbline.detector.alert.AlertOutcome.OVERFLOWED;
import static io.plumbline.detector.alert.AlertOutcome.SUPPRESSED;

import io.plumbline.detector.explain.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Decides for one receiver what is told when. Used by one thread; its only time is what it is told.
 *
 * <p>A message goes out at once, unless:
 *
 * <ul>
 *   <li>it was told before: duplicate;
 *   <li>its severity is below the receiver's: suppressed;
 *   <li>another incident of its service and top feature, as severe, was told of within the
 *       cooldown: it is held back, and goes out at the end of the cooldown if its incident is still
 *       open;
 *   <li>it is a close of an incident that nobody was told of: suppressed;
 *   <li>there is a storm: it goes into the next digest.
 * </ul>
 */
final class Outbox {
  private final AlertPolicy policy;
  private final Severity minSeverity;
  private final ObjIntConsumer<AlertOutcome> outcomes;
  private final Told told = new Told();

  /** Held back in a cooldown, by incident. */
  private final Map<String, Held> held = new LinkedHashMap<>();

  /** For the next digest. */
  private final Map<String, AlertMessage> stormy = new LinkedHashMap<>();

  private @Nullable Instant stormySince;

  private record Held(AlertMessage message, Instant until) {}

  /**
   * An empty outbox.
   *
   * @param outcomes gets the messages that end here
   */
  Outbox(AlertPolicy policy, Severity minSeverity, ObjIntConsumer<AlertOutcome> outcomes) {
    this.policy = policy;
    this.minSeverity = minSeverity;
    this.outcomes = outcomes;
  }

  /** Takes note of what was told before a restart. */
  void restore(List<Delivery> deliveries) {
    told.addAll(deliveries);
  }

  /** Takes in a message; the notice to send now, null when there is none. */
  @Nullable Notice accept(AlertMessage message, Instant now) {
    Held other = held.get(message.incidentId());
    boolean waits = other != null && other.message.key().equals(message.key());
    String incident = message.incidentId();
    boolean again =
        switch (message.event()) {
          case OPENED -> told.knowsIncident(incident);
          case CLOSED -> told.isClosed(incident);
          case ROSE -> false;
        };
    if (waits || again || told.knows(message.key()) || stormy.containsKey(message.key())) {
      return end(DUPLICATE, 1);
    }
    if (other != null) {
      // What is newer takes its place.
      held.remove(message.incidentId());
      end(SUPPRESSED, 1);
    }
    if (message.event() == AlertEvent.CLOSED) {
      return isKnown(message.incidentId()) ? route(message, now) : end(SUPPRESSED, 1);
    }
    if (message.severity().compareTo(minSeverity) < 0) {
      return end(SUPPRESSED, 1);
    }
    Instant until = told.quietUntil(message, policy.cooldown(), now);
    if (until == null) {
      return route(message, now);
    }
    if (held.size() >= policy.queueSize()) {
      return end(OVERFLOWED, 1);
    }
    held.put(message.incidentId(), new Held(message, until));
    return null;
  }

  /** What has become due to send; null when nothing has. */
  @Nullable Notice due(Instant now) {
    for (Held one : List.copyOf(held.values())) {
      if (!now.isBefore(one.until)) {
        held.remove(one.message.incidentId());
        // It may have been told again by yet another incident.
        Notice notice = accept(one.message, now);
        if (notice != null) {
          return notice;
        }
      }
    }
    boolean digestDue = stormySince != null && !now.isBefore(digestDue(stormySince));
    return digestDue ? digest() : null;
  }

  /** When {@link #due} is to be asked next; null when there is nothing to ask for. */
  @Nullable Instant nextDue() {
    Instant next = stormySince == null ? null : digestDue(stormySince);
    for (Held one : held.values()) {
      next = next == null || one.until.isBefore(next) ? one.until : next;
    }
    return next;
  }

  /** The digest as it is, before its time; null when there is nothing in it. */
  @Nullable Notice digest() {
    if (stormySince == null) {
      return null;
    }
    List<AlertMessage> messages = new ArrayList<>(stormy.values());
    AlertDigest digest = new AlertDigest(messages, stormySince);
    stormy.clear();
    stormySince = null;
    return messages.size() == 1 ? messages.getFirst() : digest;
  }

  /** Takes note that something was told. */
  void told(Delivery delivery) {
    told.add(delivery);
  }

  /** Lets go of what is held back; how many messages a digest still has to be made of. */
  int clear() {
    end(SUPPRESSED, held.size());
    held.clear();
    int rest = stormy.size();
    stormy.clear();
    stormySince = null;
    return rest;
  }

  private @Nullable Notice route(AlertMessage message, Instant now) {
    boolean storm = told.singlesInLastHour(now) >= policy.messagesPerHour();
    if (!storm && stormySince == null) {
      return message;
    }
    if (stormy.size() >= policy.queueSize()) {
      return end(OVERFLOWED, 1);
    }
    if (stormySince == null) {
      stormySince = now;
    }
    stormy.put(message.key(), message);
    return null;
  }

  /** Whether the receiver has been or will be told of an incident. */
  private boolean isKnown(String incidentId) {
    return told.knowsIncident(incidentId)
        || stormy.values().stream().anyMatch(other -> other.incidentId().equals(incidentId));
  }

  private Instant digestDue(Instant since) {
    return since.plus(policy.digestInterval());
  }

  private @Nullable Notice end(AlertOutcome outcome, int messages) {
    if (messages > 0) {
      outcomes.accept(outcome, messages);
    }
    return null;
  }
}
