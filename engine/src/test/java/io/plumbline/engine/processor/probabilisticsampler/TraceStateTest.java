package io.plumbline.engine.processor.probabilisticsampler;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TraceStateTest {
  @Test
  void parse_otMember() {
    TraceState state = parse("vendor=a:b, ot=th:c;rv:9b8233f7e3a151;x:y ,other@sys=1");

    assertThat(state.threshold()).isEqualTo(0xc0000000000000L);
    assertThat(state.randomness()).isEqualTo(0x9b8233f7e3a151L);
    assertThat(state.with(state.randomness(), 0xe0000000000000L))
        .isEqualTo("ot=rv:9b8233f7e3a151;th:e;x:y,vendor=a:b,other@sys=1");
  }

  @Test
  void parse_withoutOt() {
    TraceState state = parse("vendor=value");

    assertThat(state.threshold()).isEqualTo(-1);
    assertThat(state.randomness()).isEqualTo(-1);
    assertThat(state.with(-1, 0)).isEqualTo("ot=th:0,vendor=value");
    assertThat(state.with(-1, -1)).isEqualTo("vendor=value");
  }

  @Test
  void parse_malformed() {
    assertThat(TraceState.parse("novalue")).isNull();
    assertThat(TraceState.parse("Upper=1")).isNull();
    assertThat(TraceState.parse("a=")).isNull();
    assertThat(TraceState.parse("ot=th:xyz")).isNull();
    assertThat(TraceState.parse("ot=rv:12")).isNull();
    assertThat(TraceState.parse("ot=th")).isNull();
    assertThat(TraceState.parse("ot=T:1")).isNull();
    assertThat(TraceState.parse("a@=1")).isNull();
    assertThat(TraceState.parse("a=b=c")).isNull();
    assertThat(TraceState.parse("a=" + "x".repeat(1024))).isNull();
  }

  private static TraceState parse(String text) {
    return requireNonNull(TraceState.parse(text));
  }
}
