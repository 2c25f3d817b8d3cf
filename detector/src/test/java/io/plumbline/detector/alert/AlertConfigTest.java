package io.plumbline.detector.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.detector.alert.ReceiverConfig.Console;
import io.plumbline.detector.alert.ReceiverConfig.Encryption;
import io.plumbline.detector.alert.ReceiverConfig.Mail;
import io.plumbline.detector.alert.ReceiverConfig.Slack;
import io.plumbline.detector.alert.ReceiverConfig.Webhook;
import io.plumbline.detector.config.ConfigProblem;
import io.plumbline.detector.config.ConfigSection;
import io.plumbline.detector.explain.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class AlertConfigTest {
  private final List<ConfigProblem> problems = new ArrayList<>();

  @Test
  void read_nothing_isTheDefault() {
    assertThat(read("{}")).isEqualTo(AlertConfig.DEFAULT);
    assertThat(problems).isEmpty();
    AlertPolicy policy = AlertPolicy.DEFAULT;
    assertThat(policy.cooldown()).isEqualTo(Duration.ofMinutes(30));
    assertThat(policy.messagesPerHour()).isEqualTo(20);
    assertThat(policy.digestInterval()).isEqualTo(Duration.ofMinutes(15));
    assertThat(policy.queueSize()).isEqualTo(1000);
    assertThat(policy.retry().initial()).isEqualTo(Duration.ofSeconds(1));
    assertThat(policy.retry().max()).isEqualTo(Duration.ofMinutes(5));
    assertThat(policy.retry().giveUpAfter()).isEqualTo(Duration.ofHours(1));
    assertThat(policy.remembered()).isEqualTo(Duration.ofDays(30));
    assertThat(policy.closeTimeout()).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void read_everything_isThat() {
    AlertConfig config =
        read(
            """
            {
              "cooldown": "1h", "queue_size": 5, "remembered": "7d", "close_timeout": "3s",
              "storm": {"messages_per_hour": 9, "digest_interval": "10m"},
              "retry": {"initial": "2s", "max": "1m", "give_up_after": "2h"},
              "receivers": [
                {"type": "slack", "url": "https://hooks.example.com/T/B", "min_severity": "major"},
                {"type": "webhook", "name": "pager", "url": "http://pager:8080/", "timeout": "3s",
                 "template": {"text": "${incident.title}"}, "headers": {"X-Key": "k"}, "secret": "s"},
                {"type": "email", "host": "smtp.example.com", "username": "u", "password": "p",
                 "from": "Plumbline <plumbline@example.com>", "to": ["ops@example.com"]},
                {"type": "console"}
              ]
            }
            """);

    Duration ten = Duration.ofSeconds(10);
    assertThat(problems).isEmpty();
    assertThat(config.policy())
        .isEqualTo(
            new AlertPolicy(
                Duration.ofHours(1),
                9,
                Duration.ofMinutes(10),
                5,
                new AlertPolicy.Retry(
                    Duration.ofSeconds(2), Duration.ofMinutes(1), Duration.ofHours(2)),
                Duration.ofDays(7),
                Duration.ofSeconds(3)));
    assertThat(config.receivers())
        .containsExactly(
            new Slack("slack", Severity.MAJOR, ten, "https://hooks.example.com/T/B"),
            new Webhook(
                "pager",
                Severity.WARNING,
                Duration.ofSeconds(3),
                "http://pager:8080/",
                "{\"text\":\"${incident.title}\"}",
                Map.of("X-Key", "k"),
                "s"),
            new Mail(
                "email",
                Severity.WARNING,
                ten,
                "smtp.example.com",
                587,
                Encryption.STARTTLS,
                "u",
                "p",
                "Plumbline <plumbline@example.com>",
                List.of("ops@example.com")),
            new Console("console", Severity.WARNING, ten));
  }

  @Test
  void read_mistakes_areAllNamedWithTheirPath() {
    read(
        """
        {
          "cooldown": "soon", "retry": {"initial": "10m"}, "strom": {},
          "receivers": [
            {"type": "slack", "url": "hooks.example.com"},
            {"type": "webhook", "name": "slack", "url": "https://example.com",
             "template": "{\\"a\\": ${incident.titel}}", "headers": {"Host": "secret"}},
            {"type": "webhook", "name": "b", "url": "https://example.com",
             "template": "{\\"a\\": ${incident.title}}"},
            {"type": "email", "username": "u", "from": "x", "to": []},
            {"type": "pigeon"},
            {}
          ]
        }
        """);

    assertThat(problems.stream().map(ConfigProblem::toString))
        .containsExactly(
            "alerts.cooldown: expected a duration like 30s, 5m or 1h, from 0ms to 7d, found 'soon'",
            "alerts.retry.initial: expected at most max, which is 5m, found 10m",
            "alerts.receivers[0].url: expected an address such as"
                + " https://hooks.example.com/services/x",
            "alerts.receivers[1].template: expected ${incident.…} with one of event, explanation,"
                + " feature, id, score, service, severity, since, title, url, found"
                + " ${incident.titel}",
            "alerts.receivers[1].headers.Host: expected a header of HTTP that a client may set",
            "alerts.receivers[1].name: expected a name that no other has, found 'slack'",
            "alerts.receivers[2].template: expected JSON with every ${incident.…} inside a string",
            "alerts.receivers[3].password: expected username and password, or neither",
            "alerts.receivers[3].from: expected a mail address, found 'x'",
            "alerts.receivers[3].to: expected at least one mail address, found none",
            "alerts.receivers[3].host: expected text, found nothing",
            "alerts.receivers[4].type: expected one of slack, webhook, email, console, found"
                + " 'pigeon'",
            "alerts.receivers[5].type: expected text, found nothing",
            "alerts.strom: unknown key; known here: close_timeout, cooldown, queue_size, receivers,"
                + " remembered, retry, storm");
  }

  private AlertConfig read(String json) {
    return AlertConfig.read(
        new ConfigSection("alerts", JsonMapper.shared().readTree(json), problems));
  }
}
