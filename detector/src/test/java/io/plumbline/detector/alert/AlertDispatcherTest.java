package io.plumbline.detector.alert;

import static io.plumbline.detector.alert.Messages.closed;
import static io.plumbline.detector.alert.Messages.opened;
import static io.plumbline.detector.alert.Messages.rose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.detector.alert.AlertPolicy.Retry;
import io.plumbline.detector.alert.Inbox.Answer;
import io.plumbline.detector.explain.Severity;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AlertDispatcherTest {
  private static final Duration HOUR = Duration.ofHours(1);

  /** Long, since the machine may be busy; nothing waits for it when all is well. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final AlertPolicy POLICY =
      new AlertPolicy(
          HOUR,
          100,
          HOUR,
          100,
          new Retry(Duration.ofMillis(10), Duration.ofMillis(50), HOUR),
          HOUR,
          PATIENCE);

  private final MemoryLog log = new MemoryLog();
  private final Outcomes outcomes = new Outcomes();

  @Test
  void offer_openRiseAndClose_areToldInOrder() throws IOException {
    try (Inbox inbox = new Inbox();
        AlertDispatcher alerts = start(POLICY, hook("ops", inbox.url()))) {
      alerts.offer(opened("a"));
      alerts.offer(rose("a"));
      alerts.offer(closed("a"));

      await().atMost(PATIENCE).untilAsserted(() -> assertThat(log.deliveries()).hasSize(3));
      assertThat(inbox.bodies())
          .containsExactly("[\"opened a\"]", "[\"rose a\"]", "[\"closed a\"]");
      assertThat(outcomes.ended()).containsOnly(Map.entry("ops delivered", 3));
    }
  }

  @Test
  void offer_serverErrors_isTriedAgainUntilItWorks() throws IOException {
    try (Inbox inbox = new Inbox(Answer.of(500), Answer.of(503));
        AlertDispatcher alerts = start(POLICY, hook("ops", inbox.url()))) {
      alerts.offer(opened("a"));

      await().atMost(PATIENCE).untilAsserted(() -> assertThat(delivered("ops")).isEqualTo(1));
      assertThat(inbox.bodies()).hasSize(3).containsOnly("[\"opened a\"]");
      assertThat(
              inbox.requests().stream().map(one -> one.headers().getFirst("X-Plumbline-Delivery")))
          .containsOnly("a/opened/minor");
      assertThat(outcomes.retries()).isEqualTo(2);
    }
  }

  @Test
  void offer_receiverThatHangs_isGivenUpOnAndAskedAgain() throws IOException {
    try (Inbox inbox = new Inbox(Answer.hang());
        AlertDispatcher alerts = start(POLICY, hook("ops", inbox.url(), Duration.ofMillis(500)))) {
      alerts.offer(opened("a"));

      await().atMost(PATIENCE).untilAsserted(() -> assertThat(delivered("ops")).isEqualTo(1));
      assertThat(inbox.requests()).hasSizeGreaterThan(1);
    }
  }

  @Test
  void offer_nobodyListens_isToldWhenSomebodyDoes() throws IOException {
    int port = freePort();
    AlertDispatcher alerts = start(POLICY, hook("ops", "http://localhost:" + port + "/"));
    try (alerts) {
      alerts.offer(opened("a"));
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(outcomes.retries()).isGreaterThan(2));

      try (Inbox inbox = new Inbox(port)) {
        await()
            .atMost(PATIENCE)
            .untilAsserted(() -> assertThat(inbox.bodies()).containsExactly("[\"opened a\"]"));
      }
    }
  }

  @Test
  void offer_refused_isNotTriedAgain() throws IOException {
    try (Inbox inbox = new Inbox(Answer.of(404));
        AlertDispatcher alerts = start(POLICY, hook("ops", inbox.url()))) {
      alerts.offer(opened("a"));
      alerts.offer(opened("b"));

      await().atMost(PATIENCE).untilAsserted(() -> assertThat(delivered("ops")).isEqualTo(1));
      assertThat(inbox.bodies()).containsExactly("[\"opened a\"]", "[\"opened b\"]");
      assertThat(outcomes.ended()).containsEntry("ops refused", 1);
    }
  }

  @Test
  void offer_askedToWait_waitsThatLong() throws IOException {
    Answer busy = new Answer(429, Map.of("Retry-After", "1"), false);
    try (Inbox inbox = new Inbox(busy);
        AlertDispatcher alerts = start(POLICY, hook("ops", inbox.url()))) {
      long startNanos = System.nanoTime();
      alerts.offer(opened("a"));

      await().atMost(PATIENCE).untilAsserted(() -> assertThat(delivered("ops")).isEqualTo(1));
      assertThat(Duration.ofNanos(System.nanoTime() - startNanos))
          .isGreaterThanOrEqualTo(Duration.ofSeconds(1));
      assertThat(inbox.requests()).hasSize(2);
    }
  }

  @Test
  void offer_askedToWaitLongerThanItIsTried_isGivenUp() throws IOException {
    Answer busy = new Answer(503, Map.of("Retry-After", "86400"), false);
    try (Inbox inbox = new Inbox(busy);
        AlertDispatcher alerts = start(POLICY, hook("ops", inbox.url()))) {
      alerts.offer(opened("a"));

      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(outcomes.ended()).containsEntry("ops failed", 1));
    }
  }

  @Test
  void offer_deadReceiver_holdsUpNeitherCallerNorOthers() throws IOException {
    try (Inbox dead = new Inbox(Answer.hang(), Answer.hang(), Answer.hang());
        Inbox alive = new Inbox()) {
      try (AlertDispatcher alerts =
          start(withQueue(2), hook("dead", dead.url(), HOUR), hook("alive", alive.url()))) {
        alerts.offer(opened("a"));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(dead.requests()).hasSize(1));

        for (String incident : List.of("b", "c", "d", "e")) {
          String body = "[\"opened " + incident + "\"]";
          alerts.offer(opened(incident));
          await().atMost(PATIENCE).untilAsserted(() -> assertThat(alive.bodies()).contains(body));
        }

        assertThat(outcomes.ended()).containsEntry("dead overflowed", 2);
      }

      assertThat(outcomes.ended())
          .containsEntry("dead abandoned", 3)
          .containsEntry("alive delivered", 5);
    }
  }

  @Test
  void start_afterARestart_tellsNothingTwice() throws IOException {
    try (Inbox inbox = new Inbox()) {
      try (AlertDispatcher alerts = start(POLICY, hook("ops", inbox.url()))) {
        alerts.offer(opened("a"));
      }
      try (AlertDispatcher alerts = start(POLICY, hook("ops", inbox.url()))) {
        alerts.offer(opened("a"));
        alerts.offer(rose("a"));
        alerts.offer(rose("a"));
      }

      assertThat(inbox.bodies()).containsExactly("[\"opened a\"]", "[\"rose a\"]");
      assertThat(outcomes.ended())
          .containsOnly(Map.entry("ops delivered", 2), Map.entry("ops duplicate", 2));
    }
  }

  @Test
  void start_afterARestart_oneReceiverThatMissedItIsToldByItself() throws IOException {
    try (Inbox first = new Inbox();
        Inbox second = new Inbox(Answer.of(400))) {
      for (int run = 0; run < 2; run++) {
        try (AlertDispatcher alerts =
            start(POLICY, hook("first", first.url()), hook("second", second.url()))) {
          alerts.offer(opened("a"));
        }
      }

      assertThat(first.bodies()).hasSize(1);
      assertThat(second.bodies()).hasSize(2);
      assertThat(outcomes.ended())
          .containsEntry("first duplicate", 1)
          .containsEntry("second delivered", 1);
    }
  }

  @Test
  void offer_logOutOfOrder_isToldAllTheSame() throws IOException {
    log.breakDown(true);
    try (Inbox inbox = new Inbox()) {
      try (AlertDispatcher alerts = start(POLICY, hook("ops", inbox.url()))) {
        alerts.offer(opened("a"));
      }

      assertThat(inbox.bodies()).containsExactly("[\"opened a\"]");
      assertThat(log.deliveries()).isEmpty();
    }
  }

  @Test
  void offer_storm_givesADigest() throws IOException {
    AlertPolicy policy =
        new AlertPolicy(HOUR, 2, Duration.ofSeconds(1), 100, POLICY.retry(), HOUR, PATIENCE);
    try (Inbox inbox = new Inbox();
        AlertDispatcher alerts = start(policy, hook("ops", inbox.url()))) {
      for (int i = 0; i < 12; i++) {
        alerts.offer(opened("i" + i));
      }

      await().atMost(PATIENCE).untilAsserted(() -> assertThat(delivered("ops")).isEqualTo(12));
      assertThat(inbox.bodies())
          .containsExactly(
              "[\"opened i0\"]", "[\"opened i1\"]", "[\"digest digest-i2-opened-minor\"]");
      assertThat(outcomes.digested()).isEqualTo(10);
      assertThat(log.deliveries()).hasSize(12);
    }
  }

  @Test
  void close_waitingDigest_isToldAtOnce() throws IOException {
    AlertPolicy policy = new AlertPolicy(HOUR, 1, HOUR, 100, POLICY.retry(), HOUR, PATIENCE);
    try (Inbox inbox = new Inbox()) {
      try (AlertDispatcher alerts = start(policy, hook("ops", inbox.url()))) {
        alerts.offer(opened("a"));
        alerts.offer(opened("b"));
        alerts.offer(opened("c"));
      }

      assertThat(inbox.bodies())
          .containsExactly("[\"opened a\"]", "[\"digest digest-b-opened-minor\"]");
      assertThat(outcomes.ended()).containsOnly(Map.entry("ops delivered", 3));
    }
  }

  @Test
  void close_receiverThatHangs_endsInTimeAndCountsWhatIsLeft() throws IOException {
    AlertPolicy policy =
        new AlertPolicy(HOUR, 100, HOUR, 100, POLICY.retry(), HOUR, Duration.ofMillis(200));
    try (Inbox inbox = new Inbox(Answer.hang())) {
      AlertDispatcher alerts = start(policy, hook("ops", inbox.url(), HOUR));
      alerts.offer(opened("a"));
      alerts.offer(opened("b"));
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(inbox.requests()).hasSize(1));

      long startNanos = System.nanoTime();
      alerts.close();
      alerts.close();

      assertThat(Duration.ofNanos(System.nanoTime() - startNanos)).isLessThan(PATIENCE);
      assertThat(outcomes.ended()).containsOnly(Map.entry("ops abandoned", 2));
      alerts.offer(opened("c"));
      assertThat(outcomes.ended()).containsOnly(Map.entry("ops abandoned", 3));
    }
  }

  @Test
  void close_nextAttemptTooLate_doesNotWaitForIt() throws IOException {
    AlertPolicy policy =
        new AlertPolicy(
            HOUR,
            100,
            HOUR,
            100,
            new Retry(Duration.ofMinutes(10), Duration.ofMinutes(10), HOUR),
            HOUR,
            Duration.ofMinutes(5));
    AlertDispatcher alerts = start(policy, hook("ops", "http://localhost:" + freePort() + "/"));
    alerts.offer(opened("a"));

    alerts.close();

    assertThat(outcomes.ended()).containsOnly(Map.entry("ops abandoned", 1));
  }

  private AlertDispatcher start(AlertPolicy policy, ReceiverConfig... receivers) {
    return AlertDispatcher.start(
        new AlertConfig(policy, List.of(receivers)),
        log,
        outcomes,
        InstantSource.system(),
        new SplittableRandom(1),
        new PrintStream(OutputStream.nullOutputStream()));
  }

  private int delivered(String receiver) {
    return outcomes.ended().getOrDefault(receiver + " delivered", 0);
  }

  private static ReceiverConfig hook(String name, String url) {
    return hook(name, url, PATIENCE);
  }

  private static ReceiverConfig hook(String name, String url, Duration timeout) {
    String template = "[\"${incident.event} ${incident.id}\"]";
    return new ReceiverConfig.Webhook(
        name, Severity.WARNING, timeout, url, template, Map.of(), null);
  }

  private static AlertPolicy withQueue(int size) {
    return new AlertPolicy(HOUR, 100, HOUR, size, POLICY.retry(), HOUR, Duration.ofMillis(200));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
