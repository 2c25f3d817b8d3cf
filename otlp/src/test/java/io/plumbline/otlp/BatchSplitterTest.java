package io.plumbline.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BatchSplitterTest {
  private static final int UNLIMITED = Integer.MAX_VALUE;

  @ParameterizedTest
  @EnumSource
  void split_byItems_keepsEveryItemAndItsHeaders(Signal signal) {
    ForAll.seeds(
        400,
        seed -> {
          Batch batch = Generated.batch(signal, seed);
          int itemsMax = 1 + new SplittableRandom(seed).nextInt(5);
          List<Batch> pieces = new ArrayList<>();

          new BatchSplitter(itemsMax, UNLIMITED).split(batch, pieces::add, Generated::fail);

          assertThat(pieces)
              .allSatisfy(piece -> assertThat(piece.itemCount()).isLessThanOrEqualTo(itemsMax));
          assertThat(itemsOf(pieces)).isEqualTo(Items.of(batch));
          assertThat(pieces).allSatisfy(Generated::assertConsistent);
        });
  }

  @ParameterizedTest
  @EnumSource
  void split_byBytes_keepsEveryItemAndItsHeaders(Signal signal) {
    ForAll.seeds(
        400,
        seed -> {
          Batch batch = Generated.batch(signal, seed);
          int bytesMax = 1 + new SplittableRandom(seed).nextInt(1 + batch.sizeBytes());
          List<Batch> pieces = new ArrayList<>();
          List<Batch> all = new ArrayList<>();

          new BatchSplitter(UNLIMITED, bytesMax)
              .split(
                  batch,
                  piece -> {
                    pieces.add(piece);
                    all.add(piece);
                  },
                  tooLarge -> {
                    assertThat(tooLarge.itemCount()).isEqualTo(1);
                    assertThat(tooLarge.sizeBytes()).isGreaterThan(bytesMax);
                    all.add(tooLarge);
                  });

          assertThat(pieces)
              .allSatisfy(piece -> assertThat(piece.sizeBytes()).isLessThanOrEqualTo(bytesMax));
          assertThat(itemsOf(all)).isEqualTo(Items.of(batch));
          assertThat(all).allSatisfy(Generated::assertConsistent);
        });
  }

  @ParameterizedTest
  @EnumSource
  void sizeBytesWith_anyItem_isTheSizeOnceAdded(Signal signal) {
    ForAll.seeds(
        300,
        seed -> {
          Batch batch = Generated.batch(signal, seed);
          BatchCursor cursor = new BatchCursor().wrap(batch);
          BatchBuilder builder = new BatchBuilder(signal);
          int before = 0;
          while (cursor.nextItem()) {
            long expected = builder.sizeBytesWith(cursor);
            builder.add(cursor);
            before++;

            BatchBuilder same = new BatchBuilder(signal);
            BatchCursor again = new BatchCursor().wrap(batch);
            for (int i = 0; i < before; i++) {
              again.nextItem();
              same.add(again);
            }
            assertThat(expected).isEqualTo(same.build().sizeBytes());
          }
        });
  }

  @Test
  void split_withinLimits_isTheSameBatch() {
    Batch batch = Generated.batch(Signal.TRACES, 7);
    List<Batch> pieces = new ArrayList<>();

    new BatchSplitter(batch.itemCount(), batch.sizeBytes()).split(batch, pieces::add, pieces::add);

    assertThat(pieces).containsExactly(batch);
  }

  private static List<Message> itemsOf(List<Batch> batches) {
    return batches.stream().flatMap(batch -> Items.of(batch).stream()).toList();
  }
}
