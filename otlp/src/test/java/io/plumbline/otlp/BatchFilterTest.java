package io.plumbline.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BatchFilterTest {
  @ParameterizedTest
  @EnumSource
  void keep_anyChoice_isTheItemsChosen(Signal signal) {
    ForAll.seeds(
        300,
        seed -> {
          Batch batch = Generated.batch(signal, seed);
          SplittableRandom random = new SplittableRandom(seed);
          SplittableRandom sameRandom = new SplittableRandom(seed);

          Batch kept = new BatchFilter().keep(batch, _ -> random.nextBoolean());

          List<Message> expected = new ArrayList<>(Items.of(batch));
          expected.removeIf(_ -> !sameRandom.nextBoolean());
          assertThat(Items.of(kept)).isEqualTo(expected);
          Generated.assertConsistent(kept);
        });
  }

  @Test
  void keep_everything_isTheSameBatch() {
    Batch batch = Generated.batch(Signal.LOGS, 3);

    assertThat(new BatchFilter().keep(batch, _ -> true)).isSameAs(batch);
  }

  @Test
  void keep_nothing_isEmpty() {
    Batch kept = new BatchFilter().keep(Generated.batch(Signal.METRICS, 3), _ -> false);

    assertThat(kept.itemCount()).isZero();
    assertThat(kept.sizeBytes()).isZero();
  }
}
