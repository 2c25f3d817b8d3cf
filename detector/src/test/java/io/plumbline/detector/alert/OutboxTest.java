package io.plumbline.detector.alert;

import static io.plumbline.detector.alert.Messages.NOON;
import static io.plumbline.detector.alert.Messages.closed;
import static io.plumbline.detector.alert.Messages.message;
import static io.plumbline.detector.alert.Messages.opened;
import static io.plumbline.detector.alert.Messages.rose;
import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.detector.explain.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OutboxTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final AlertPolicy POLICY =
      new AlertPolicy(
          Duration.ofMinutes(30),
          3,
          Duration.ofMinutes(10),
          5,
          AlertPolicy.Retry.DEFAULT,
          Duration.ofDays(1),
          MINUTE);

  private final Map<AlertOutcome, Integer> ended = new EnumMap<>(AlertOutcome.class);
  private final Outbox outbox = outbox(Severity.WARNING);
  private Instant now = NOON;

  @Test
  void accept_messageOfAnIncident_isSentOnce() {
    assertThat(told(opened("a"))).isEqualTo(opened("a"));
    assertThat(told(rose("a"))).isEqualTo(rose("a"));
    assertThat(told(opened("a"))).isNull();
    assertThat(told(closed("a"))).isEqualTo(closed("a"));
    assertThat(told(closed("a"))).isNull();
    assertThat(ended).containsOnly(Map.entry(AlertOutcome.DUPLICATE, 2));
  }

  @Test
  void accept_closedAgainOfAnotherSeverity_isADuplicate() {
    told(opened("a"));
    told(closed("a"));

    assertThat(told(message("a", AlertEvent.CLOSED, Severity.WARNING, "service-a"))).isNull();
    assertThat(told(rose("a"))).isEqualTo(rose("a"));
    assertThat(ended).containsOnly(Map.entry(AlertOutcome.DUPLICATE, 1));
  }

  @Test
  void accept_toldBeforeARestart_isADuplicate() {
    outbox.restore(List.of(Delivery.of("ops", opened("a"), false, NOON)));

    assertThat(told(opened("a"))).isNull();
    assertThat(told(closed("a"))).isEqualTo(closed("a"));
  }

  @Test
  void accept_notDelivered_mayComeAgain() {
    outbox.accept(opened("a"), now);

    assertThat(outbox.accept(opened("a"), now)).isEqualTo(opened("a"));
  }

  @Test
  void accept_closeOfWhatNobodyWasToldOf_isSuppressed() {
    assertThat(told(closed("a"))).isNull();
    assertThat(ended).containsOnly(Map.entry(AlertOutcome.SUPPRESSED, 1));
  }

  @Test
  void accept_belowTheSeverity_isSuppressedUntilItRises() {
    Outbox strict = outbox(Severity.MAJOR);

    assertThat(strict.accept(opened("a"), now)).isNull();
    assertThat(strict.accept(rose("a"), now)).isEqualTo(rose("a"));
  }

  @Test
  void accept_anotherIncidentOfTheSameTrouble_isHeldForTheCooldown() {
    told(of("first", AlertEvent.OPENED, Severity.MINOR));
    AlertMessage second = of("second", AlertEvent.OPENED, Severity.MINOR);

    assertThat(told(second)).isNull();
    assertThat(told(second)).isNull();
    assertThat(outbox.nextDue()).isEqualTo(NOON.plus(POLICY.cooldown()));
    pass(Duration.ofMinutes(29));
    assertThat(outbox.due(now)).isNull();
    pass(MINUTE);
    assertThat(outbox.due(now)).isEqualTo(second);
    assertThat(ended).containsOnly(Map.entry(AlertOutcome.DUPLICATE, 1));
  }

  @Test
  void accept_flapping_isToldOnce() {
    told(of("first", AlertEvent.OPENED, Severity.MINOR));
    told(of("first", AlertEvent.CLOSED, Severity.MINOR));
    for (String incident : List.of("second", "third")) {
      pass(MINUTE);
      assertThat(told(of(incident, AlertEvent.OPENED, Severity.MINOR))).isNull();
      pass(MINUTE);
      assertThat(told(of(incident, AlertEvent.CLOSED, Severity.MINOR))).isNull();
    }

    assertThat(outbox.nextDue()).isNull();
    assertThat(ended).containsOnly(Map.entry(AlertOutcome.SUPPRESSED, 4));
  }

  @Test
  void accept_worseThanBefore_isToldInTheCooldown() {
    told(of("first", AlertEvent.OPENED, Severity.MINOR));
    AlertMessage worse = of("second", AlertEvent.OPENED, Severity.CRITICAL);

    assertThat(told(worse)).isEqualTo(worse);
  }

  @Test
  void accept_otherService_isToldInTheCooldown() {
    told(opened("a"));

    assertThat(told(opened("b"))).isEqualTo(opened("b"));
  }

  @Test
  void accept_moreThanTheLimitInAnHour_goIntoADigest() {
    told(opened("a"));
    told(opened("b"));
    told(opened("c"));
    pass(MINUTE);

    assertThat(told(opened("d"))).isNull();
    assertThat(told(rose("d"))).isNull();
    assertThat(told(opened("d"))).isNull();
    assertThat(told(closed("d"))).isNull();
    assertThat(outbox.due(now)).isNull();
    pass(POLICY.digestInterval());

    assertThat(outbox.due(now))
        .isEqualTo(
            new AlertDigest(List.of(opened("d"), rose("d"), closed("d")), NOON.plus(MINUTE)));
    assertThat(outbox.nextDue()).isNull();
    assertThat(ended).containsOnly(Map.entry(AlertOutcome.DUPLICATE, 1));
  }

  @Test
  void accept_anHourAfterTheStorm_isToldByItself() {
    for (String incident : List.of("a", "b", "c")) {
      told(opened(incident));
    }
    pass(Duration.ofHours(1));

    assertThat(told(opened("d"))).isEqualTo(opened("d"));
  }

  @Test
  void accept_stormBeforeARestart_isOneStill() {
    for (String incident : List.of("a", "b", "c")) {
      outbox.restore(List.of(Delivery.of("ops", opened(incident), false, NOON)));
    }

    assertThat(told(opened("d"))).isNull();
    assertThat(outbox.nextDue()).isEqualTo(NOON.plus(POLICY.digestInterval()));
  }

  @Test
  void digest_ofOne_isTheMessage() {
    for (String incident : List.of("a", "b", "c", "d")) {
      told(opened(incident));
    }

    assertThat(outbox.digest()).isEqualTo(opened("d"));
    assertThat(outbox.digest()).isNull();
  }

  @Test
  void accept_moreThanADigestHolds_areCountedAsOverflow() {
    for (int i = 0; i < 10; i++) {
      told(opened("i" + i));
    }

    assertThat(ended).containsOnly(Map.entry(AlertOutcome.OVERFLOWED, 2));
    assertThat(outbox.clear()).isEqualTo(5);
  }

  @Test
  void clear_heldBack_isSuppressed() {
    told(of("first", AlertEvent.OPENED, Severity.MINOR));
    told(of("second", AlertEvent.OPENED, Severity.MINOR));

    assertThat(outbox.clear()).isZero();
    assertThat(ended).containsOnly(Map.entry(AlertOutcome.SUPPRESSED, 1));
    assertThat(outbox.nextDue()).isNull();
  }

  /** Offers a message and delivers what comes of it. */
  private @Nullable Notice told(AlertMessage message) {
    Notice notice = outbox.accept(message, now);
    if (notice instanceof AlertMessage sent) {
      outbox.told(Delivery.of("ops", sent, false, now));
    }
    return notice;
  }

  private void pass(Duration time) {
    now = now.plus(time);
  }

  private static AlertMessage of(String incident, AlertEvent event, Severity severity) {
    return message(incident, event, severity, "shop");
  }

  private Outbox outbox(Severity minSeverity) {
    return new Outbox(
        POLICY, minSeverity, (outcome, count) -> ended.merge(outcome, count, Integer::sum));
  }
}
