package io.plumbline.detector.alert;

import io.plumbline.detector.config.ConfigSection;
import io.plumbline.detector.explain.Severity;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One receiver. Addresses of webhooks, headers, secrets and passwords are left out of {@code
 * toString}.
 */
public sealed interface ReceiverConfig {
  /** Unique among the receivers. What was told is remembered under it, so it should stay. */
  String name();

  /** Less severe incidents are not told. */
  Severity minSeverity();

  /** The longest that an attempt may take as a whole. */
  Duration timeout();

  /** A webhook that takes what Slack takes: Slack, Mattermost, Rocket.Chat. */
  record Slack(String name, Severity minSeverity, Duration timeout, String url)
      implements ReceiverConfig {
    @Override
    public String toString() {
      return "Slack " + name;
    }
  }

  /**
   * Any webhook.
   *
   * @param template the body; see {@link #DEFAULT_TEMPLATE} for what it may hold
   * @param secret what bodies are signed with; null when they are not
   */
  record Webhook(
      String name,
      Severity minSeverity,
      Duration timeout,
      String url,
      String template,
      Map<String, String> headers,
      @Nullable String secret)
      implements ReceiverConfig {
    public Webhook {
      headers = Map.copyOf(headers);
    }

    @Override
    public String toString() {
      return "Webhook " + name;
    }
  }

  /**
   * Mail by way of a server.
   *
   * @param username null for no log-in
   * @param password null for no log-in
   */
  record Mail(
      String name,
      Severity minSeverity,
      Duration timeout,
      String host,
      int port,
      Encryption encryption,
      @Nullable String username,
      @Nullable String password,
      String from,
      List<String> to)
      implements ReceiverConfig {
    public Mail {
      to = List.copyOf(to);
    }

    @Override
    public String toString() {
      return "Mail " + name;
    }
  }

  /** How the way to the mail server is protected. */
  enum Encryption {
    NONE,
    /** Begins in the clear and must then change to TLS. */
    STARTTLS,
    /** TLS from the first byte. */
    TLS;

    int port() {
      return switch (this) {
        case NONE -> 25;
        case STARTTLS -> 587;
        case TLS -> 465;
      };
    }
  }

  /** Lines on the standard output. */
  record Console(String name, Severity minSeverity, Duration timeout) implements ReceiverConfig {}

  /** Every field that a template may use. */
  String DEFAULT_TEMPLATE =
      """
      {
        "id": "${incident.id}",
        "event": "${incident.event}",
        "severity": "${incident.severity}",
        "score": ${incident.score},
        "service": "${incident.service}",
        "feature": "${incident.feature}",
        "title": "${incident.title}",
        "explanation": "${incident.explanation}",
        "since": "${incident.since}",
        "url": "${incident.url}"
      }\
      """;

  /** Reads a receiver; null when something is wrong with it, which is recorded. */
  static @Nullable ReceiverConfig read(ConfigSection section) {
    return new ReceiverReader(section).read();
  }
}
