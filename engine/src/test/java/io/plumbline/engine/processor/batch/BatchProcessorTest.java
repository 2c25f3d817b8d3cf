package io.plumbline.engine.processor.batch;

import static io.plumbline.engine.processor.batch.Requests.names;
import static io.plumbline.engine.processor.batch.Requests.spans;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.engine.component.Outcome;
import io.plumbline.engine.component.RecordingConsumer;
import io.plumbline.engine.component.RequestContext;
import io.plumbline.engine.component.StatusCode;
import io.plumbline.engine.component.TestSettings;
import io.plumbline.engine.processor.batch.BatchProcessor.Config;
import io.plumbline.engine.time.ManualTime;
import io.plumbline.otlp.Batch;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class BatchProcessorTest {
  private static final Outcome BUSY = new Outcome.RetryAfter(StatusCode.UNAVAILABLE, "busy");
  private static final String SIZE = "otelcol_processor_batch_batch_size_trigger_send";
  private static final String TIMEOUT = "otelcol_processor_batch_timeout_trigger_send";
  private static final String DROPPED = "otelcol_processor_batch_dropped_items";

  private final TestSettings settings = new TestSettings("batch");
  private final RecordingConsumer next = new RecordingConsumer();
  private final ManualTime time = new ManualTime();

  private BatchProcessor processor(int size, int maxSize, String... metadataKeys) {
    return processor(new Config(Duration.ofMillis(200), size, maxSize, List.of(metadataKeys), 2));
  }

  private BatchProcessor processor(Config config) {
    return new BatchProcessor(settings.settings(), config, next, time);
  }

  @Test
  void consume_enough() {
    try (BatchProcessor processor = processor(5, 0)) {
      assertThat(processor.consume(spans("a", 2))).isEqualTo(Outcome.accepted());
      assertThat(processor.consume(spans("b", 2))).isEqualTo(Outcome.accepted());
      assertThat(next.batches).isEmpty();

      processor.consume(spans("c", 2));

      await().until(() -> next.batches.size() == 1);
      assertThat(names(next.batches.getFirst()))
          .containsExactly("a0", "a1", "b0", "b1", "c0", "c1");
      assertThat(settings.counted(SIZE)).isEqualTo(1);
      assertThat(settings.counted(TIMEOUT)).isZero();
    }
  }

  @Test
  void consume_waitedLongEnough() {
    try (BatchProcessor processor = processor(5, 0)) {
      processor.consume(spans("a", 2));
      time.turn(Duration.ofMillis(150));
      processor.consume(spans("b", 2));
      time.turn(Duration.ofMillis(49));
      assertThat(next.batches).isEmpty();

      time.turn(Duration.ofMillis(1));

      await().until(() -> next.batches.size() == 1);
      assertThat(next.itemCounts()).containsExactly(4);
      await().until(() -> settings.counted(TIMEOUT) == 1);
      assertThat(settings.counted(SIZE)).isZero();
    }
  }

  @Test
  void consume_waitStartsAnewAfterASend() {
    try (BatchProcessor processor = processor(5, 5)) {
      time.turn(Duration.ofMillis(100));
      processor.consume(spans("a", 7));
      await().until(() -> next.batches.size() == 1);
      time.turn(Duration.ofMillis(199));
      assertThat(next.itemCounts()).containsExactly(5);

      time.turn(Duration.ofMillis(1));

      await().until(() -> next.batches.size() == 2);
      assertThat(next.itemCounts()).containsExactly(5, 2);
    }
  }

  @Test
  void consume_splitsWhatIsTooLarge() {
    try (BatchProcessor processor = processor(3, 4)) {
      processor.consume(spans("a", 11));

      await().until(() -> next.batches.size() == 3);
      assertThat(next.itemCounts()).containsExactly(4, 4, 3);
      assertThat(next.batches.stream().flatMap(batch -> names(batch).stream()))
          .containsExactly("a0", "a1", "a2", "a3", "a4", "a5", "a6", "a7", "a8", "a9", "a10");
      assertThat(settings.counted(SIZE)).isEqualTo(3);
    }
  }

  @Test
  void consume_timeoutIsZero() {
    try (BatchProcessor processor = processor(new Config(Duration.ZERO, 100, 100, List.of(), 0))) {
      processor.consume(spans("a", 2));
      processor.consume(spans("b", 150));

      await().until(() -> next.batches.size() == 3);
      assertThat(next.itemCounts()).containsExactly(2, 100, 50);
      assertThat(settings.counted(SIZE)).isEqualTo(3);
      assertThat(time.alarms()).isZero();
    }
  }

  @Test
  void consume_sizeIsZero() {
    try (BatchProcessor processor =
        processor(new Config(Duration.ofSeconds(1), 0, 0, List.of(), 0))) {
      processor.consume(spans("a", 2));
      processor.consume(spans("b", 3));

      await().until(() -> next.batches.size() == 2);
      assertThat(next.itemCounts()).containsExactly(2, 3);
    }
  }

  @Test
  void consume_partitionsByMetadata() {
    try (BatchProcessor processor = processor(3, 0, "X-Tenant")) {
      consumeAs(processor, "one", spans("a", 2));
      consumeAs(processor, "two", spans("b", 2));
      consumeAs(processor, "one", spans("c", 1));

      await().until(() -> next.batches.size() == 1);
      assertThat(names(next.batches.getFirst())).containsExactly("a0", "a1", "c0");
      assertThat(next.contexts.getFirst().values("x-tenant")).containsExactly("one");
      assertThat(next.contexts.getFirst().values("other")).isEmpty();
      assertThat(settings.meters.get("otelcol_processor_batch_metadata_cardinality").gauge())
          .extracting(gauge -> gauge.value())
          .isEqualTo(2.0);
    }
  }

  @Test
  void cardinality_isOfAllPipelinesTogether() {
    try (BatchProcessor one = processor(3, 0, "x-tenant");
        BatchProcessor other = processor(3, 0, "x-tenant")) {
      consumeAs(one, "a", spans("a", 1));
      consumeAs(other, "a", spans("a", 1));
      consumeAs(other, "b", spans("a", 1));

      assertThat(settings.meters.find("otelcol_processor_batch_metadata_cardinality").gauges())
          .singleElement()
          .extracting(gauge -> gauge.value())
          .isEqualTo(3.0);
    }
  }

  @Test
  void consume_tooManyCombinations() {
    try (BatchProcessor processor = processor(3, 0, "x-tenant")) {
      consumeAs(processor, "one", spans("a", 1));
      consumeAs(processor, "two", spans("a", 1));

      assertThat(consumeAs(processor, "three", spans("a", 1)))
          .isEqualTo(
              new Outcome.Rejected(
                  StatusCode.INTERNAL, "too many batcher metadata-value combinations"));
      assertThat(consumeAs(processor, "two", spans("a", 1))).isEqualTo(Outcome.accepted());
    }
  }

  @Test
  void send_holdsWhatIsNotTakenNow() {
    next.answer(BUSY, BUSY);
    try (BatchProcessor processor = processor(5, 0)) {
      processor.consume(spans("a", 5));
      await().until(() -> next.batches.size() == 1 && time.alarms() == 1);
      time.turn(Duration.ofMillis(50));
      await().until(() -> next.batches.size() == 2 && time.alarms() == 1);
      time.turn(Duration.ofMillis(100));

      await().until(() -> next.batches.size() == 3);
      assertThat(next.itemCounts()).containsExactly(5, 5, 5);
      assertThat(settings.counted(DROPPED)).isZero();
    }
  }

  @Test
  void send_offersOnlyWhatRemains() {
    next.answer(
        new Outcome.RetryAfter(
            StatusCode.UNAVAILABLE, "busy", Duration.ofSeconds(3), spans("rest", 2)));
    try (BatchProcessor processor = processor(5, 0)) {
      processor.consume(spans("a", 5));
      await().until(() -> time.alarms() == 1);
      time.turn(Duration.ofMillis(2999));
      assertThat(next.batches).hasSize(1);

      time.turn(Duration.ofMillis(1));

      await().until(() -> next.batches.size() == 2);
      assertThat(next.itemCounts()).containsExactly(5, 2);
    }
  }

  @Test
  void send_refusedForGood() {
    next.answer(new Outcome.Rejected(StatusCode.INVALID_ARGUMENT, "bad"));
    next.answer(new Outcome.PartlyRejected(2, "two are bad"));
    try (BatchProcessor processor = processor(5, 0)) {
      processor.consume(spans("a", 5));
      await().until(() -> settings.counted(DROPPED, "reason", "rejected") == 5);

      processor.consume(spans("b", 5));

      await().until(() -> settings.counted(DROPPED, "reason", "rejected") == 7);
    }
  }

  @Test
  void consume_waitsWhileTheNextHopIsBusy() {
    next.answer(BUSY);
    try (BatchProcessor processor = processor(5, 0)) {
      processor.consume(spans("a", 5));
      await().until(() -> time.alarms() == 1);
      processor.consume(spans("b", 5));
      CompletableFuture<Outcome> third = later(processor, spans("c", 5));
      await().until(() -> time.alarms() == 3);
      assertThat(third).isNotDone();

      time.turn(Duration.ofMillis(50));

      assertThat(third.join()).isEqualTo(Outcome.accepted());
      await().until(() -> next.batches.size() == 4);
    }
  }

  @Test
  void consume_isSentAwayWhenTheNextHopStaysBusy() {
    next.answer(new Outcome.RetryAfter(StatusCode.UNAVAILABLE, "busy", Duration.ofHours(1), null));
    try (BatchProcessor processor = processor(5, 0)) {
      processor.consume(spans("a", 5));
      await().until(() -> time.alarms() == 1);
      processor.consume(spans("b", 5));
      CompletableFuture<Outcome> third = later(processor, spans("c", 5));
      await().until(() -> time.alarms() == 3);

      time.turn(Shard.ROOM_LONGEST);

      assertThat(third.join())
          .isEqualTo(
              new Outcome.RetryAfter(
                  StatusCode.UNAVAILABLE,
                  "batch processor is full: the next component does not take it"));
      time.turn(Duration.ofHours(1));
      await().until(() -> next.itemCounts().equals(List.of(5, 5, 5)));
    }
  }

  @Test
  void close_sendsWhatWaits() {
    BatchProcessor processor = processor(5, 0);
    processor.consume(spans("a", 2));
    processor.consume(spans("b", 2));

    processor.close();
    processor.close();

    assertThat(next.itemCounts()).containsExactly(4);
    assertThat(settings.counted(TIMEOUT)).isEqualTo(1);
    assertThat(time.alarms()).isZero();
    assertThat(processor.consume(spans("c", 1))).isEqualTo(Shard.STOPPED);
  }

  @Test
  void close_countsWhatTheNextHopDidNotTake() {
    Outcome muchLater =
        new Outcome.RetryAfter(StatusCode.UNAVAILABLE, "busy", Duration.ofHours(1), null);
    next.answer(muchLater);
    BatchProcessor processor = processor(5, 0);
    processor.consume(spans("a", 5));
    await().until(() -> time.alarms() == 1);
    processor.consume(spans("b", 3));
    Thread closing = Thread.startVirtualThread(processor::close);
    await().until(() -> time.alarms() == 3);

    time.turn(Shard.DRAIN_LONGEST);

    await().until(() -> !closing.isAlive());
    assertThat(settings.counted(DROPPED, "reason", "shutdown")).isEqualTo(8);
    assertThat(time.alarms()).isZero();
  }

  private static CompletableFuture<Outcome> later(BatchProcessor processor, Batch batch) {
    CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    Thread.startVirtualThread(() -> outcome.complete(processor.consume(batch)));
    return outcome;
  }

  private static Outcome consumeAs(BatchProcessor processor, String tenant, Batch batch) {
    RequestContext context =
        new RequestContext(Map.of("x-tenant", List.of(tenant), "other", List.of("x")), "");
    return ScopedValue.where(RequestContext.CURRENT, context).call(() -> processor.consume(batch));
  }
}
