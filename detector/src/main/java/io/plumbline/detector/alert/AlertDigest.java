package io.plumbline.detector.alert;

import io.plumbline.detector.explain.Severity;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Many messages told as one.
 *
 * @param messages at least one, the oldest first
 * @param since when the first of them was taken in
 */
record AlertDigest(List<AlertMessage> messages, Instant since) implements Notice {
  /** More are counted, not listed: nobody reads them in a storm. */
  static final int LISTED_MAX = 20;

  private static final int SERVICES_MAX = 10;

  AlertDigest {
    messages = List.copyOf(messages);
    if (messages.isEmpty()) {
      throw new IllegalArgumentException("a digest must have messages");
    }
  }

  @Override
  public String key() {
    return incidentId();
  }

  @Override
  public String incidentId() {
    return "digest-" + messages.getFirst().key().replace('/', '-');
  }

  @Override
  public String eventId() {
    return "digest";
  }

  @Override
  public Severity severity() {
    return messages.stream()
        .map(AlertMessage::severity)
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }

  @Override
  public double score() {
    return messages.stream().mapToDouble(AlertMessage::score).max().orElseThrow();
  }

  @Override
  public String service() {
    List<String> services = messages.stream().map(AlertMessage::service).distinct().toList();
    String named = services.stream().limit(SERVICES_MAX).collect(Collectors.joining(", "));
    int more = services.size() - SERVICES_MAX;
    return more > 0 ? named + " and " + more + " more" : named;
  }

  @Override
  public String topFeature() {
    return "";
  }

  /** As in "12 alerts: 8 opened, 1 rose, 3 closed; 2 critical, 10 minor". */
  @Override
  public String title() {
    Map<AlertEvent, Integer> events = new EnumMap<>(AlertEvent.class);
    Map<Severity, Integer> severities = new EnumMap<>(Severity.class);
    for (AlertMessage message : messages) {
      events.merge(message.event(), 1, Integer::sum);
      severities.merge(message.severity(), 1, Integer::sum);
    }
    String happened =
        events.entrySet().stream()
            .map(event -> event.getValue() + " " + event.getKey().id())
            .collect(Collectors.joining(", "));
    String severe =
        severities.entrySet().stream()
            .sorted(Map.Entry.<Severity, Integer>comparingByKey().reversed())
            .map(severity -> severity.getValue() + " " + severity.getKey().id())
            .collect(Collectors.joining(", "));
    return messages.size() + " alerts: " + happened + "; " + severe;
  }

  /** A line for each message, the most severe first. */
  @Override
  public String explanation() {
    String lines =
        messages.stream()
            .sorted(Comparator.comparing(AlertMessage::severity).reversed())
            .limit(LISTED_MAX)
            .map(message -> message.headline() + " (" + message.service() + ")")
            .collect(Collectors.joining("\n"));
    int more = messages.size() - LISTED_MAX;
    return more > 0 ? lines + "\nand " + more + " more" : lines;
  }

  @Override
  public @Nullable String url() {
    return null;
  }
}
