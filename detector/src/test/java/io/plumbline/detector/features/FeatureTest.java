package io.plumbline.detector.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.detector.model.Column;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FeatureTest {
  @Test
  void text_hasTheUnit() {
    assertThat(Feature.LATENCY_P99.text(840.4)).isEqualTo("840 ms");
    assertThat(Feature.ERROR_RATE.text(0.042)).isEqualTo("4.20 %");
    assertThat(Feature.REQUEST_RATE.text(12.34)).isEqualTo("12.3/s");
    assertThat(Feature.MEMORY.text(64 << 20)).isEqualTo("64.0 MiB");
    assertThat(Feature.CPU.text(Double.NaN)).isEqualTo("none");
  }

  @Test
  void text_ofARange_hasTheUnitOnce() {
    assertThat(Feature.LATENCY_P99.text(120, 180)).isEqualTo("120–180 ms");
    assertThat(Feature.REQUEST_RATE.text(1, 2)).isEqualTo("1.00–2.00/s");
    assertThat(Feature.ERROR_RATE.text(0, 0)).isEqualTo("0 %");
  }

  @Test
  void columns_areInTheOrderOfARow() {
    assertThat(Feature.columns(Duration.ofSeconds(5)))
        .extracting(Column::name)
        .containsExactlyElementsOf(Feature.all().stream().map(Feature::id).toList());
  }

  @Test
  void containing_isAlignedToTheEpoch() {
    WindowGrid grid = new WindowGrid(Duration.ofSeconds(60));

    Window window = grid.containing(Instant.parse("2026-01-01T00:00:59.999Z"));

    assertThat(window.start()).isEqualTo("2026-01-01T00:00:00Z");
    assertThat(window.end()).isEqualTo("2026-01-01T00:01:00Z");
    assertThat(grid.ceiling(window.start())).isEqualTo(window.start());
    assertThat(grid.ceiling(window.start().plusNanos(1))).isEqualTo(window.end());
  }

  @Test
  void between_excludesTheEnd() {
    WindowGrid grid = new WindowGrid(Duration.ofSeconds(5));
    Instant from = Instant.parse("2026-01-01T00:00:00Z");

    assertThat(grid.between(from, from.plusSeconds(10))).hasSize(2);
    assertThat(grid.between(from, from)).isEmpty();
  }

  @Test
  void grid_partOfASecond_isRefused() {
    assertThatThrownBy(() -> new WindowGrid(Duration.ofMillis(1500)))
        .hasMessage("a window must be whole seconds, at least 1: PT1.5S");
  }
}
