package io.plumbline.engine.queue;

import static io.plumbline.engine.queue.ExporterUnderTest.spans;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.plumbline.engine.component.Outcome;
import io.plumbline.engine.component.RequestContext;
import io.plumbline.engine.component.StartException;
import io.plumbline.engine.component.StatusCode;
import io.plumbline.engine.queue.QueueConfig.Batching;
import io.plumbline.otlp.Batch;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class QueueBatchingTest {
  private static final Outcome ACCEPTED = Outcome.accepted();

  private static DeliveryConfig batching(long minSize, long maxSize, boolean waitForResult) {
    return batching(minSize, maxSize, waitForResult, List.of());
  }

  private static DeliveryConfig batching(
      long minSize, long maxSize, boolean waitForResult, List<String> metadataKeys) {
    Batching batching =
        new Batching(Duration.ofMillis(200), minSize, maxSize, Sizer.ITEMS, metadataKeys);
    return DeliveryConfig.DEFAULT
        .withTimeout(Duration.ZERO)
        .withQueue(new QueueConfig(true, 1, 100, Sizer.ITEMS, false, waitForResult, batching));
  }

  @Test
  void send_whenThereIsEnough() throws StartException {
    try (ExporterUnderTest test = new ExporterUnderTest(batching(5, 0, false), ACCEPTED)) {
      test.exporter.consume(spans("a", 2));
      test.exporter.consume(spans("b", 2));
      assertThat(test.sender.attempts).isEmpty();

      test.exporter.consume(spans("c", 2));

      await().until(() -> test.sent() == 6);
      assertThat(names(test.sender.attempts.getFirst()))
          .containsExactly("a0", "a1", "b0", "b1", "c0", "c1");
    }
  }

  @Test
  void send_whenItWaitedLongEnough() throws StartException {
    try (ExporterUnderTest test = new ExporterUnderTest(batching(5, 0, false), ACCEPTED)) {
      test.exporter.consume(spans("a", 2));
      test.time.turn(Duration.ofMillis(150));
      test.exporter.consume(spans("b", 2));
      test.time.turn(Duration.ofMillis(49));
      assertThat(test.sender.attempts).isEmpty();

      test.time.turn(Duration.ofMillis(1));

      await().until(() -> test.sent() == 4);
      assertThat(test.sender.attemptedItems()).containsExactly(4);
      assertThat(test.time.alarms()).isZero();
    }
  }

  @Test
  void send_splitsWhatIsTooLarge() throws StartException {
    try (ExporterUnderTest test =
        new ExporterUnderTest(batching(5, 6, false), ACCEPTED, ACCEPTED, ACCEPTED)) {
      test.exporter.consume(spans("a", 4));
      test.exporter.consume(spans("b", 9));
      await().until(() -> test.sent() == 12);
      assertThat(test.sender.attemptedItems()).containsExactly(6, 6);

      test.time.turn(Duration.ofMillis(200));

      await().until(() -> test.sent() == 13);
      assertThat(test.sender.attempts.stream().flatMap(batch -> names(batch).stream()))
          .containsExactly(
              "a0", "a1", "a2", "a3", "b0", "b1", "b2", "b3", "b4", "b5", "b6", "b7", "b8");
    }
  }

  @Test
  void consume_waitsForAllParts() throws StartException {
    try (ExporterUnderTest test = new ExporterUnderTest(batching(5, 5, true))) {
      CompletableFuture<Outcome> outcome = test.consumeLater(spans("a", 8));
      test.sender.answer(ACCEPTED);
      await().until(() -> test.sent() == 5);
      assertThat(outcome).isNotDone();

      await().until(() -> test.time.alarms() == 1);
      test.time.turn(Duration.ofMillis(200));
      test.sender.answer(ACCEPTED);

      assertThat(outcome.join()).isEqualTo(ACCEPTED);
    }
  }

  @Test
  void consume_onePartRefused() throws StartException {
    Outcome bad = new Outcome.Rejected(StatusCode.INVALID_ARGUMENT, "bad");
    try (ExporterUnderTest test = new ExporterUnderTest(batching(4, 4, true), ACCEPTED, bad)) {
      assertThat(test.consumeLater(spans("a", 8)).join())
          .isEqualTo(new Outcome.PartlyRejected(4, "not retryable error: bad"));

      assertThat(test.sent()).isEqualTo(4);
      assertThat(test.sendFailed()).isEqualTo(4);
    }
  }

  @Test
  void consume_refusalIsSharedOutAmongCallers() throws StartException {
    Outcome partly = new Outcome.PartlyRejected(3, "three are bad");
    try (ExporterUnderTest test = new ExporterUnderTest(batching(4, 0, true), partly)) {
      CompletableFuture<Outcome> first = test.consumeLater(spans("a", 2));
      await().until(() -> test.gauge("otelcol_exporter_queue_size") == 2);
      CompletableFuture<Outcome> second = test.consumeLater(spans("b", 2));

      assertThat(first.join()).isEqualTo(new Outcome.PartlyRejected(2, "three are bad"));
      assertThat(second.join()).isEqualTo(new Outcome.PartlyRejected(1, "three are bad"));
    }
  }

  @Test
  void send_partitionsByMetadata() throws StartException {
    try (ExporterUnderTest test =
        new ExporterUnderTest(batching(3, 0, false, List.of("X-Tenant")), ACCEPTED, ACCEPTED)) {
      consumeAs(test, "one", spans("a", 2));
      consumeAs(test, "two", spans("b", 2));
      assertThat(test.sender.attempts).isEmpty();

      consumeAs(test, "one", spans("c", 1));
      await().until(() -> test.sent() == 3);
      test.time.turn(Duration.ofMillis(200));
      await().until(() -> test.sent() == 5);

      assertThat(names(test.sender.attempts.get(0))).containsExactly("a0", "a1", "c0");
      assertThat(test.sender.contexts)
          .extracting(context -> context.values("x-tenant"))
          .containsExactly(List.of("one"), List.of("two"));
      assertThat(test.sender.contexts.getFirst().values("other")).isEmpty();
    }
  }

  @Test
  void close_sendsWhatWaits() throws StartException {
    ExporterUnderTest test = new ExporterUnderTest(batching(50, 0, false), ACCEPTED);
    test.exporter.consume(spans("a", 2));
    test.exporter.consume(spans("b", 2));

    test.close();

    assertThat(test.sent()).isEqualTo(4);
    assertThat(test.sender.attemptedItems()).containsExactly(4);
    assertThat(test.time.alarms()).isZero();
  }

  private static void consumeAs(ExporterUnderTest test, String tenant, Batch batch) {
    RequestContext context =
        new RequestContext(Map.of("x-tenant", List.of(tenant), "other", List.of("x")), "");
    ScopedValue.where(RequestContext.CURRENT, context).run(() -> test.exporter.consume(batch));
  }

  private static List<String> names(Batch batch) {
    try {
      return ExportTraceServiceRequest.parseFrom(batch.bytes()).getResourceSpansList().stream()
          .flatMap(resource -> resource.getScopeSpansList().stream())
          .flatMap(scope -> scope.getSpansList().stream())
          .map(span -> span.getName())
          .toList();
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }
}
