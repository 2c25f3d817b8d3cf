package io.plumbline.detector.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.detector.features.Feature;
import io.plumbline.detector.features.FeatureRow;
import io.plumbline.detector.features.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UntroubledTest {
  private final List<FeatureRow> rows = new ArrayList<>();

  UntroubledTest() {
    for (int i = 0; i < 10; i++) {
      Window window = new Window(Instant.EPOCH.plusSeconds(i), Duration.ofSeconds(1));
      rows.add(new FeatureRow("shop", window, new double[Feature.all().size()]));
    }
  }

  private List<Long> kept(int troubled) {
    return Untroubled.of(
            rows, FeatureRow::service, row -> row.window().start().getEpochSecond() < troubled)
        .stream()
        .map(row -> row.window().start().getEpochSecond())
        .toList();
  }

  @Test
  void of_someTrouble_leavesItOut() {
    assertThat(kept(4)).containsExactly(4L, 5L, 6L, 7L, 8L, 9L);
  }

  @Test
  void of_moreTroubleThanNot_takesItForTheNewNormal() {
    assertThat(kept(5)).hasSize(10);
  }
}
