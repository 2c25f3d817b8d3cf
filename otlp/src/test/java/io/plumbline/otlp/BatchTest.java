package io.plumbline.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BatchTest {
  @ParameterizedTest
  @EnumSource
  void itemCount_anyRequest_isWhatTheOfficialClassesHold(Signal signal) {
    ForAll.seeds(
        400,
        seed -> {
          Batch batch = Generated.batch(signal, seed);

          assertThat(batch.itemCount()).isEqualTo(Items.of(batch).size());
          assertThat(batch.isEmpty()).isEqualTo(batch.itemCount() == 0);
        });
  }

  @ParameterizedTest
  @EnumSource
  void nextItem_anyRequest_visitsEachItemOnce(Signal signal) {
    ForAll.seeds(
        400,
        seed -> {
          Batch batch = Generated.batch(signal, seed);
          BatchCursor cursor = new BatchCursor().wrap(batch);

          int items = 0;
          while (cursor.nextItem()) {
            items++;
          }

          assertThat(items).isEqualTo(batch.itemCount());
          assertThat(cursor.nextItem()).isFalse();
        });
  }

  @ParameterizedTest
  @EnumSource
  void join_severalBatches_isTheirItemsInOrder(Signal signal) {
    ForAll.seeds(
        200,
        seed -> {
          List<Batch> batches =
              List.of(
                  Generated.batch(signal, seed),
                  Generated.batch(signal, seed + 1),
                  Generated.batch(signal, seed + 2));

          Batch joined = Batch.join(batches);

          List<Message> expected = new ArrayList<>();
          batches.forEach(batch -> expected.addAll(Items.of(batch)));
          assertThat(Items.of(joined)).isEqualTo(expected);
          Generated.assertConsistent(joined);
        });
  }

  @Test
  void join_joinedBatches_copiesNothingUntilBytesAreAskedFor() {
    Batch one = Generated.batch(Signal.TRACES, 1);
    Batch two = Generated.batch(Signal.TRACES, 2);
    Batch three = Generated.batch(Signal.TRACES, 3);

    Batch joined = Batch.join(List.of(Batch.join(List.of(one, two)), three));

    assertThat(joined.pieces()).containsExactly(one.bytes(), two.bytes(), three.bytes());
    assertThat(joined.pieces().getFirst()).isSameAs(one.bytes());
    byte[] bytes = joined.bytes();
    assertThat(bytes).hasSize(joined.sizeBytes());
    assertThat(joined.pieces()).containsExactly(bytes);
    assertThat(joined.bytes()).isSameAs(bytes);
  }
}
