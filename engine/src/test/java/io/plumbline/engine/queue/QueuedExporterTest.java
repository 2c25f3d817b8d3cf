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

class QueuedExporterTest {
  private static final Outcome BUSY = new Outcome.RetryAfter(StatusCode.UNAVAILABLE, "busy");

  /** One consumer, room for two requests, no timeout. */
  private static final QueueConfig SMALL =
      new QueueConfig(true, 1, 2, Sizer.REQUESTS, false, false, null);

  private static DeliveryConfig queue(QueueConfig config) {
    return DeliveryConfig.DEFAULT.withTimeout(Duration.ZERO).withQueue(config);
  }

  @Test
  void consume_acceptedBeforeItIsSent() throws StartException {
    try (ExporterUnderTest test = new ExporterUnderTest(queue(SMALL))) {
      assertThat(test.exporter.consume(spans("a", 3))).isEqualTo(Outcome.accepted());

      assertThat(test.sent()).isZero();
      assertThat(test.gauge("otelcol_exporter_queue_size")).isEqualTo(1);
      assertThat(test.gauge("otelcol_exporter_queue_capacity")).isEqualTo(2);

      test.sender.answer(Outcome.accepted());
      await().until(() -> test.gauge("otelcol_exporter_queue_size") == 0);
      assertThat(test.sent()).isEqualTo(3);
    }
  }

  @Test
  void consume_full() throws StartException {
    try (ExporterUnderTest test = new ExporterUnderTest(queue(SMALL))) {
      test.exporter.consume(spans("a", 1));
      test.exporter.consume(spans("b", 1));

      assertThat(test.exporter.consume(spans("c", 5)))
          .isEqualTo(new Outcome.RetryAfter(StatusCode.UNAVAILABLE, "sending queue is full"));

      assertThat(test.enqueueFailed()).isEqualTo(5);
      answerTwice(test);
    }
  }

  @Test
  void consume_fullAndBlocking() throws StartException {
    QueueConfig blocking = new QueueConfig(true, 1, 2, Sizer.REQUESTS, true, false, null);
    try (ExporterUnderTest test = new ExporterUnderTest(queue(blocking))) {
      test.exporter.consume(spans("a", 1));
      test.exporter.consume(spans("b", 1));
      CompletableFuture<Outcome> third = test.consumeLater(spans("c", 1));
      await().until(() -> test.sender.attempts.size() == 1);
      assertThat(third).isNotDone();

      test.sender.answer(Outcome.accepted());

      assertThat(third.join()).isEqualTo(Outcome.accepted());
      answerTwice(test);
      await().until(() -> test.sent() == 3);
      assertThat(test.enqueueFailed()).isZero();
    }
  }

  @Test
  void consume_largerThanTheWholeQueue() throws StartException {
    QueueConfig items = new QueueConfig(true, 1, 10, Sizer.ITEMS, true, false, null);
    try (ExporterUnderTest test = new ExporterUnderTest(queue(items))) {
      assertThat(test.exporter.consume(spans("a", 11)))
          .isEqualTo(
              new Outcome.Rejected(
                  StatusCode.INVALID_ARGUMENT, "element size too large: size=11 capacity=10"));

      assertThat(test.enqueueFailed()).isEqualTo(11);
    }
  }

  @Test
  void consume_sizedByBytes() throws StartException {
    int bytes = spans("a", 1).sizeBytes();
    QueueConfig config = new QueueConfig(true, 1, bytes, Sizer.BYTES, false, false, null);
    try (ExporterUnderTest test = new ExporterUnderTest(queue(config))) {
      assertThat(test.exporter.consume(spans("a", 1)).delivered()).isTrue();

      assertThat(test.exporter.consume(spans("b", 1)).delivered()).isFalse();
      assertThat(test.gauge("otelcol_exporter_queue_size")).isEqualTo(bytes);
      test.sender.answer(Outcome.accepted());
    }
  }

  @Test
  void consume_waitsForResult() throws StartException {
    QueueConfig waiting = new QueueConfig(true, 1, 2, Sizer.REQUESTS, false, true, null);
    try (ExporterUnderTest test = new ExporterUnderTest(queue(waiting))) {
      CompletableFuture<Outcome> outcome = test.consumeLater(spans("a", 3));
      await().until(() -> test.sender.attempts.size() == 1);
      assertThat(outcome).isNotDone();

      test.sender.answer(new Outcome.PartlyRejected(1, "one is bad"));

      assertThat(outcome.join()).isEqualTo(new Outcome.PartlyRejected(1, "one is bad"));
      assertThat(test.dropped("rejected")).as("the caller was told").isZero();
    }
  }

  @Test
  void send_refusedForGood() throws StartException {
    Outcome bad = new Outcome.Rejected(StatusCode.INVALID_ARGUMENT, "bad");
    try (ExporterUnderTest test = new ExporterUnderTest(queue(SMALL), bad)) {
      test.exporter.consume(spans("a", 3));
      await().until(() -> test.gauge("otelcol_exporter_queue_size") == 0);

      assertThat(test.sendFailed()).isEqualTo(3);
      assertThat(test.dropped("rejected")).isEqualTo(3);
    }
  }

  @Test
  void send_holdsTheQueueWhileRetrying() throws StartException {
    try (ExporterUnderTest test = new ExporterUnderTest(queue(SMALL), BUSY)) {
      test.exporter.consume(spans("a", 3));
      await().until(() -> test.time.alarms() == 1);

      assertThat(test.gauge("otelcol_exporter_queue_size")).isEqualTo(1);

      test.sender.answer(Outcome.accepted());
      test.time.turn(Duration.ofSeconds(5));
      await().until(() -> test.gauge("otelcol_exporter_queue_size") == 0);
      assertThat(test.sent()).isEqualTo(3);
    }
  }

  @Test
  void close_sendsWhatIsQueued() throws StartException {
    ExporterUnderTest test =
        new ExporterUnderTest(queue(SMALL), Outcome.accepted(), Outcome.accepted());
    test.exporter.consume(spans("a", 3));
    test.exporter.consume(spans("b", 4));

    test.close();

    assertThat(test.sent()).isEqualTo(7);
    assertThat(test.time.alarms()).isZero();
  }

  @Test
  void close_endsRetriesAndCountsWhatIsLost() throws StartException {
    ExporterUnderTest test = new ExporterUnderTest(queue(SMALL), BUSY, BUSY);
    test.exporter.consume(spans("a", 3));
    test.exporter.consume(spans("b", 4));

    test.close();

    assertThat(test.sender.attempts).hasSize(2);
    assertThat(test.sendFailed()).isEqualTo(7);
    assertThat(test.dropped("shutdown")).isEqualTo(7);
    assertThat(test.gauge("otelcol_exporter_queue_size")).isZero();
  }

  @Test
  void close_givesUpOnAnOtherSideThatHangs() throws StartException {
    ExporterUnderTest test = new ExporterUnderTest(queue(SMALL));
    test.exporter.consume(spans("a", 3));
    test.exporter.consume(spans("b", 4));
    await().until(() -> test.sender.attempts.size() == 1);
    Thread closing = Thread.startVirtualThread(test::close);
    await().until(() -> test.time.alarms() == 2);

    test.time.turn(QueuedExporter.DRAIN_LONGEST);

    await().until(() -> !closing.isAlive());
    assertThat(test.sender.attempts).as("the second was never tried").hasSize(1);
    assertThat(test.sendFailed()).isEqualTo(7);
    assertThat(test.dropped("shutdown")).isEqualTo(7);
    assertThat(test.gauge("otelcol_exporter_queue_size")).isZero();
  }

  @Test
  void close_wakesWhoWaitsForRoom() throws StartException {
    QueueConfig blocking = new QueueConfig(true, 1, 1, Sizer.REQUESTS, true, false, null);
    ExporterUnderTest test = new ExporterUnderTest(queue(blocking));
    test.exporter.consume(spans("a", 1));
    CompletableFuture<Outcome> second = test.consumeLater(spans("b", 1));
    await().until(() -> test.sender.attempts.size() == 1);
    Thread closing = Thread.startVirtualThread(test::close);

    assertThat(second.join())
        .isEqualTo(new Outcome.RetryAfter(StatusCode.UNAVAILABLE, "sending queue is stopped"));

    test.sender.answer(Outcome.accepted());
    await().until(() -> !closing.isAlive());
  }

  @Test
  void close_worksTwice() throws StartException {
    ExporterUnderTest test = new ExporterUnderTest(queue(SMALL));

    test.close();
    test.close();

    assertThat(test.exporter.consume(spans("a", 1)))
        .isEqualTo(new Outcome.RetryAfter(StatusCode.UNAVAILABLE, "sending queue is stopped"));
  }

  private static void answerTwice(ExporterUnderTest test) {
    test.sender.answer(Outcome.accepted());
    test.sender.answer(Outcome.accepted());
  }
}
