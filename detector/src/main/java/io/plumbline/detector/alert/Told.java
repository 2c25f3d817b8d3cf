package io.plumbline.detector.alert;

import io.plumbline.detector.explain.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one receiver has been told. The oldest is forgotten beyond {@value #KNOWN_MAX} entries. */
final class Told {
  private static final int KNOWN_MAX = 10_000;
  private static final Duration HOUR = Duration.ofHours(1);

  private final Map<String, Boolean> keys = new Bounded<>();
  private final Map<String, AlertEvent> incidents = new Bounded<>();
  private final Map<Topic, Delivery> topics = new Bounded<>();
  private final Deque<Instant> singles = new ArrayDeque<>();

  private record Topic(String service, String feature) {}

  private static final class Bounded<K, V> extends LinkedHashMap<K, V> {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
      return size() > KNOWN_MAX;
    }
  }

  void addAll(List<Delivery> deliveries) {
    deliveries.stream().sorted(Comparator.comparing(Delivery::at)).forEach(this::add);
  }

  void add(Delivery delivery) {
    keys.put(delivery.key(), true);
    incidents.put(delivery.incidentId(), delivery.event());
    if (!delivery.inDigest()) {
      singles.addLast(delivery.at());
    }
    if (delivery.event() != AlertEvent.CLOSED) {
      topics.put(new Topic(delivery.service(), delivery.topFeature()), delivery);
    }
  }

  boolean knows(String key) {
    return keys.containsKey(key);
  }

  boolean knowsIncident(String id) {
    return incidents.containsKey(id);
  }

  /** Whether the last that was told of an incident is that it is closed. */
  boolean isClosed(String id) {
    return incidents.get(id) == AlertEvent.CLOSED;
  }

  /**
   * Until when a message is no news, since another incident of the same service and top feature has
   * been told of that was as severe; null when it is news.
   */
  @Nullable Instant quietUntil(AlertMessage message, Duration cooldown, Instant now) {
    Delivery last = topics.get(new Topic(message.service(), message.topFeature()));
    if (last == null || last.incidentId().equals(message.incidentId())) {
      return null;
    }
    Severity before = last.severity();
    Instant until = last.at().plus(cooldown);
    return message.severity().compareTo(before) <= 0 && now.isBefore(until) ? until : null;
  }

  /** How many messages were told one by one in the last hour. */
  int singlesInLastHour(Instant now) {
    Instant hourAgo = now.minus(HOUR);
    while (!singles.isEmpty() && !singles.getFirst().isAfter(hourAgo)) {
      singles.removeFirst();
    }
    return singles.size();
  }
}
