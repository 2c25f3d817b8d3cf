package io.plumbline.engine.queue;

import static io.plumbline.engine.queue.ExporterUnderTest.spans;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.engine.component.Outcome;
import io.plumbline.engine.component.StartException;
import io.plumbline.engine.component.StatusCode;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class DirectExporterTest {
  /** Without a timeout, so that the only alarm is that of a wait for a retry. */
  private static final DeliveryConfig DIRECT =
      DeliveryConfig.DEFAULT.withQueue(QueueConfig.OFF).withTimeout(Duration.ZERO);

  private static final Outcome BUSY = new Outcome.RetryAfter(StatusCode.UNAVAILABLE, "busy");

  @Test
  void consume_delivered() throws StartException {
    try (ExporterUnderTest test = new ExporterUnderTest(DIRECT, Outcome.accepted())) {
      assertThat(test.exporter.consume(spans("a", 3))).isEqualTo(Outcome.accepted());

      assertThat(test.sent()).isEqualTo(3);
      assertThat(test.sendFailed()).isZero();
    }
  }

  @Test
  void consume_nothing() throws StartException {
    try (ExporterUnderTest test = new ExporterUnderTest(DIRECT)) {
      assertThat(test.exporter.consume(spans("a", 0))).isEqualTo(Outcome.accepted());

      assertThat(test.sender.attempts).isEmpty();
    }
  }

  @Test
  void consume_rejected() throws StartException {
    Outcome bad = new Outcome.Rejected(StatusCode.INVALID_ARGUMENT, "bad");
    try (ExporterUnderTest test = new ExporterUnderTest(DIRECT, bad)) {
      assertThat(test.exporter.consume(spans("a", 3)))
          .isEqualTo(new Outcome.Rejected(StatusCode.INVALID_ARGUMENT, "not retryable error: bad"));

      assertThat(test.sendFailed()).isEqualTo(3);
    }
  }

  @Test
  void consume_partlyRejected() throws StartException {
    Outcome partly = new Outcome.PartlyRejected(1, "one is bad");
    try (ExporterUnderTest test = new ExporterUnderTest(DIRECT, partly)) {
      assertThat(test.exporter.consume(spans("a", 3))).isEqualTo(partly);

      assertThat(test.sent()).isEqualTo(2);
      assertThat(test.sendFailed()).isEqualTo(1);
    }
  }

  @Test
  void consume_retriesAfterTheInterval() throws StartException {
    try (ExporterUnderTest test = new ExporterUnderTest(DIRECT, BUSY, BUSY, Outcome.accepted())) {
      CompletableFuture<Outcome> outcome = test.consumeLater(spans("a", 3));
      awaitAlarms(test, 1);

      test.time.turn(Duration.ofMillis(4999));
      assertThat(test.sender.attempts).hasSize(1);
      test.time.turn(Duration.ofMillis(1));
      await().until(() -> test.sender.attempts.size() == 2);
      awaitAlarms(test, 1);
      test.time.turn(Duration.ofMillis(7500));

      assertThat(outcome.join()).isEqualTo(Outcome.accepted());
      assertThat(test.sent()).isEqualTo(3);
      assertThat(test.sendFailed()).isZero();
    }
  }

  @Test
  void consume_waitsAsLongAsAsked() throws StartException {
    Outcome later =
        new Outcome.RetryAfter(StatusCode.UNAVAILABLE, "later", Duration.ofSeconds(60), null);
    try (ExporterUnderTest test = new ExporterUnderTest(DIRECT, later, Outcome.accepted())) {
      CompletableFuture<Outcome> outcome = test.consumeLater(spans("a", 3));
      awaitAlarms(test, 1);

      test.time.turn(Duration.ofMillis(59_999));
      assertThat(test.sender.attempts).hasSize(1);
      test.time.turn(Duration.ofMillis(1));

      assertThat(outcome.join()).isEqualTo(Outcome.accepted());
    }
  }

  @Test
  void consume_retriesOnlyWhatRemains() throws StartException {
    Outcome rest =
        new Outcome.RetryAfter(StatusCode.UNAVAILABLE, "rest", Duration.ZERO, spans("a", 2));
    Outcome bad = new Outcome.Rejected(StatusCode.INVALID_ARGUMENT, "bad");
    try (ExporterUnderTest test = new ExporterUnderTest(DIRECT, rest, bad)) {
      CompletableFuture<Outcome> outcome = test.consumeLater(spans("a", 5));
      awaitAlarms(test, 1);
      test.time.turn(Duration.ofSeconds(5));

      assertThat(outcome.join())
          .isEqualTo(new Outcome.PartlyRejected(2, "not retryable error: bad"));
      assertThat(test.sender.attemptedItems()).containsExactly(5, 2);
      assertThat(test.sent()).isEqualTo(3);
      assertThat(test.sendFailed()).isEqualTo(2);
    }
  }

  @Test
  void consume_givesUpAfterMaxElapsedTime() throws StartException {
    RetryConfig retry =
        new RetryConfig(
            true, Duration.ofSeconds(5), 0.5, 1.5, Duration.ofSeconds(30), Duration.ofSeconds(12));
    try (ExporterUnderTest test = new ExporterUnderTest(DIRECT.withRetry(retry), BUSY, BUSY)) {
      CompletableFuture<Outcome> outcome = test.consumeLater(spans("a", 3));
      awaitAlarms(test, 1);
      test.time.turn(Duration.ofSeconds(5));

      // 5 s have passed and the next wait would be 7.5 s.
      assertThat(outcome.join())
          .isEqualTo(new Outcome.RetryAfter(StatusCode.UNAVAILABLE, "no more retries left: busy"));
      assertThat(test.sendFailed()).isEqualTo(3);
    }
  }

  @Test
  void consume_retryIsOff() throws StartException {
    try (ExporterUnderTest test = new ExporterUnderTest(DIRECT.withRetry(RetryConfig.OFF), BUSY)) {
      assertThat(test.exporter.consume(spans("a", 3))).isEqualTo(BUSY);

      assertThat(test.sendFailed()).isEqualTo(3);
    }
  }

  @Test
  void consume_attemptTakesTooLong() throws StartException {
    DeliveryConfig config = DIRECT.withRetry(RetryConfig.OFF).withTimeout(Duration.ofSeconds(5));
    try (ExporterUnderTest test = new ExporterUnderTest(config)) {
      CompletableFuture<Outcome> outcome = test.consumeLater(spans("a", 3));
      await().until(() -> test.sender.attempts.size() == 1);
      assertThat(test.gauge("otelcol_exporter_in_flight_requests")).isEqualTo(1);

      test.time.turn(Duration.ofSeconds(5));

      assertThat(outcome.join())
          .isEqualTo(
              new Outcome.RetryAfter(
                  StatusCode.DEADLINE_EXCEEDED, "request timed out after 5000ms"));
      assertThat(test.gauge("otelcol_exporter_in_flight_requests")).isZero();
    }
  }

  @Test
  void close_endsTheWaitForARetry() throws StartException {
    try (ExporterUnderTest test = new ExporterUnderTest(DIRECT, BUSY)) {
      CompletableFuture<Outcome> outcome = test.consumeLater(spans("a", 3));
      awaitAlarms(test, 1);

      test.exporter.close();

      assertThat(outcome.join())
          .isEqualTo(
              new Outcome.RetryAfter(StatusCode.UNAVAILABLE, "interrupted due to shutdown: busy"));
    }
  }

  @Test
  void consume_senderIsBroken() throws StartException {
    try (ExporterUnderTest test = new ExporterUnderTest(DIRECT)) {
      test.sender.breakWith(new IllegalStateException("bug"));

      assertThat(test.exporter.consume(spans("a", 3)))
          .isEqualTo(
              new Outcome.Rejected(
                  StatusCode.INTERNAL,
                  "the exporter is broken: java.lang.IllegalStateException: bug"));
      assertThat(test.sendFailed()).isEqualTo(3);
    }
  }

  private static void awaitAlarms(ExporterUnderTest test, int count) {
    await().until(() -> test.time.alarms() == count);
  }
}
