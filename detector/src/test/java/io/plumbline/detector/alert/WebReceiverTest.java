package io.plumbline.detector.alert;

import static io.plumbline.detector.alert.Messages.NOON;
import static io.plumbline.detector.alert.Messages.hostile;
import static io.plumbline.detector.alert.Messages.opened;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import io.plumbline.detector.alert.Inbox.Answer;
import io.plumbline.detector.alert.Inbox.Request;
import io.plumbline.detector.alert.ReceiverConfig.Slack;
import io.plumbline.detector.alert.ReceiverConfig.Webhook;
import io.plumbline.detector.explain.Severity;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class WebReceiverTest {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  @Test
  void tell_webhook_fillsTheTemplateAndSetsHeaders() throws Exception {
    Request request = sent(webhook(null, Map.of("Authorization", "Bearer t")), opened("a"));

    assertThat(JSON.readTree(request.body()))
        .isEqualTo(
            JSON.readTree(
                """
                {
                  "id": "a",
                  "event": "opened",
                  "severity": "minor",
                  "score": 35.0,
                  "service": "service-a",
                  "feature": "latency_p95",
                  "title": "service-a is slow",
                  "explanation": "service-a is the likely cause: self time 840 ms, typically 120–180 ms.",
                  "since": "2026-03-01T12:00:00Z",
                  "url": "https://plumbline.example.com/incidents/a"
                }
                """));
    Headers headers = request.headers();
    assertThat(headers.getFirst("Authorization")).isEqualTo("Bearer t");
    assertThat(headers.getFirst("Content-Type")).isEqualTo("application/json");
    assertThat(headers).doesNotContainKey("X-plumbline-signature");
  }

  @Test
  void tell_secret_signsTimestampAndBody() throws Exception {
    Request request = sent(webhook("it's a secret", Map.of()), hostile());

    String timestamp = request.headers().getFirst("X-Plumbline-Timestamp");
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec("it's a secret".getBytes(UTF_8), "HmacSHA256"));
    byte[] expected = mac.doFinal((timestamp + request.body()).getBytes(UTF_8));
    assertThat(timestamp).isEqualTo(Long.toString(NOON.getEpochSecond()));
    assertThat(request.headers().getFirst("X-Plumbline-Signature"))
        .isEqualTo("sha256=" + HexFormat.of().formatHex(expected));
  }

  @Test
  void signature_isTheOneThatOpensslGives() {
    // printf '1700000000{"a":1}' | openssl dgst -sha256 -hmac key
    assertThat(new Signature("key").of("1700000000", "{\"a\":1}".getBytes(UTF_8)))
        .isEqualTo("sha256=241653ad78c4f3ee1dba548cbb1ca6120ea634c9ba4b7e5824b048b05ff028c9");
  }

  @Test
  void tell_hostileMessage_staysWithinItsPlaces() throws Exception {
    JsonNode body = JSON.readTree(sent(webhook(null, Map.of()), hostile()).body());

    assertThat(body.path("title").asString()).isEqualTo(hostile().title());
    assertThat(body.path("explanation").asString()).isEqualTo(hostile().explanation());
    assertThat(body.path("id").asString()).isEqualTo("id\"1");
    assertThat(body.path("url").asString()).isEmpty();
  }

  @Test
  void tell_slack_hasTextAndBlocks() throws Exception {
    JsonNode body = JSON.readTree(slack(opened("a")).body());

    assertThat(body.path("text").asString().lines())
        .containsExactly(
            "[MINOR] opened: service-a is slow",
            "service-a is the likely cause: self time 840 ms, typically 120–180 ms.",
            "<https://plumbline.example.com/incidents/a|Open>");
    assertThat(body.at("/blocks/0/type").asString()).isEqualTo("header");
    assertThat(body.at("/blocks/0/text/text").asString())
        .isEqualTo("🟡 [MINOR] opened: service-a is slow");
    assertThat(body.at("/blocks/1/fields/0/text").asString()).isEqualTo("*Service*\nservice-a");
    assertThat(body.at("/blocks/2/text/type").asString()).isEqualTo("mrkdwn");
  }

  @Test
  void tell_slackHostileMessage_mentionsNobody() throws Exception {
    JsonNode body = JSON.readTree(slack(hostile()).body());

    assertThat(body.at("/blocks/1/fields/0/text").asString())
        .startsWith("*Service*\n&lt;!channel&gt; &amp; \"co\"");
  }

  @Test
  void tell_slackLongTexts_keepWithinItsLimits() throws Exception {
    String lengthy = "&".repeat(10_000);
    AlertMessage message =
        new AlertMessage(
            "a",
            AlertEvent.OPENED,
            Severity.MINOR,
            1,
            lengthy,
            "",
            lengthy,
            lengthy,
            NOON,
            "http://x");
    JsonNode body = JSON.readTree(slack(message).body());

    assertThat(body.at("/blocks/0/text/text").asString()).hasSizeLessThanOrEqualTo(150);
    assertThat(body.at("/blocks/1/fields/0/text").asString())
        .hasSizeLessThanOrEqualTo(2000)
        .endsWith("&amp;…");
    assertThat(body.at("/blocks/2/text/text").asString())
        .hasSizeLessThanOrEqualTo(3000)
        .endsWith("&amp;…\n<http://x|Open>");
  }

  @Test
  void tell_redirect_isRefused() throws Exception {
    Answer elsewhere = new Answer(302, Map.of("Location", "http://localhost:1/"), false);
    try (Inbox inbox = new Inbox(elsewhere);
        WebReceiver receiver =
            new WebReceiver(new Slack("s", Severity.WARNING, TIMEOUT, inbox.url()))) {
      assertThat(receiver.tell(opened("a"), NOON))
          .isEqualTo(new Attempt.Refused("answers 302 some words"));
    }
  }

  @Test
  void tell_tooManyRequests_sayForHowLong() throws Exception {
    try (Inbox inbox = new Inbox(new Answer(429, Map.of("Retry-After", "120"), false));
        WebReceiver receiver =
            new WebReceiver(new Slack("s", Severity.WARNING, TIMEOUT, inbox.url()))) {
      assertThat(receiver.tell(opened("a"), NOON))
          .isEqualTo(new Attempt.TryLater("answers 429 some words", Duration.ofMinutes(2)));
    }
  }

  @Test
  void retryAfter_secondsOrDate_isADuration() {
    assertThat(RetryAfter.parse("30", NOON)).isEqualTo(Duration.ofSeconds(30));
    assertThat(RetryAfter.parse("Sun, 1 Mar 2026 12:01:00 GMT", NOON))
        .isEqualTo(Duration.ofMinutes(1));
    assertThat(RetryAfter.parse("Sun, 1 Mar 2026 11:00:00 GMT", NOON)).isEqualTo(Duration.ZERO);
    assertThat(RetryAfter.parse("soon", NOON)).isNull();
    assertThat(RetryAfter.parse("", NOON)).isNull();
  }

  @Test
  void toString_hasNeitherAddressNorSecret() {
    assertThat(new Slack("chat", Severity.WARNING, TIMEOUT, "https://hooks.example.com/T0/secret"))
        .hasToString("Slack chat");
  }

  private static Request slack(AlertMessage message) throws Exception {
    try (Inbox inbox = new Inbox();
        WebReceiver receiver =
            new WebReceiver(new Slack("s", Severity.WARNING, TIMEOUT, inbox.url()))) {
      assertThat(receiver.tell(message, NOON)).isEqualTo(new Attempt.Delivered());
      return inbox.requests().getFirst();
    }
  }

  private static Request sent(Webhook config, AlertMessage message) throws Exception {
    try (Inbox inbox = new Inbox();
        WebReceiver receiver = new WebReceiver(at(config, inbox.url()))) {
      assertThat(receiver.tell(message, NOON)).isEqualTo(new Attempt.Delivered());
      return inbox.requests().getFirst();
    }
  }

  private static Webhook webhook(@Nullable String secret, Map<String, String> headers) {
    String template = ReceiverConfig.DEFAULT_TEMPLATE;
    return new Webhook("w", Severity.WARNING, TIMEOUT, "", template, headers, secret);
  }

  private static Webhook at(Webhook config, String url) {
    return new Webhook(
        config.name(),
        config.minSeverity(),
        config.timeout(),
        url,
        config.template(),
        config.headers(),
        config.secret());
  }
}
