package io.plumbline.otlp.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SliceTest {
  private final byte[] buffer = "a service.name b".getBytes(StandardCharsets.UTF_8);
  private final Slice view = new Slice().wrap(buffer, 2, 12);

  @Test
  void equals_sameBytesElsewhere_isTrue() {
    Slice constant = Slice.utf8("service.name");

    assertThat(view).isEqualTo(constant).hasSameHashCodeAs(constant).hasToString("service.name");
    assertThat(view).isNotEqualTo(Slice.utf8("service.names"));
    assertThat(Map.of(constant, 1)).containsKey(view);
  }

  @Test
  void startsWith_prefix_isTrue() {
    assertThat(view.startsWith(Slice.utf8("service."))).isTrue();
    assertThat(view.startsWith(Slice.utf8("service.name."))).isFalse();
    assertThat(view.startsWith(new Slice())).isTrue();
  }

  @Test
  void copy_viewMovesOn_keepsItsBytes() {
    Slice copy = view.copy();

    view.clear();

    assertThat(copy).hasToString("service.name");
    assertThat(view.isEmpty()).isTrue();
  }
}
