package io.plumbline.engine.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ComponentIdTest {

  @Test
  void parse_type() {
    assertThat(ComponentId.parse("otlp")).isEqualTo(new ComponentId("otlp", ""));
  }

  @Test
  void parse_typeAndName() {
    assertThat(ComponentId.parse("otlp/a/b")).isEqualTo(new ComponentId("otlp", "a/b"));
  }

  @Test
  void parse_trims() {
    assertThat(ComponentId.parse(" otlp / in ")).hasToString("otlp/in");
  }

  @Test
  void parse_nothingAfterSlash() {
    assertThatThrownBy(() -> ComponentId.parse("otlp/"))
        .hasMessage("in \"otlp/\" id: the part after / should not be empty");
  }

  @Test
  void parse_nothingBeforeSlash() {
    assertThatThrownBy(() -> ComponentId.parse("/in"))
        .hasMessage("in \"/in\" id: the part before / is empty");
  }

  @Test
  void parse_typeWithDash() {
    assertThatThrownBy(() -> ComponentId.parse("my-type"))
        .hasMessage("in \"my-type\" id: invalid character(s) in type \"my-type\"");
  }

  @Test
  void parse_nameWithBlank() {
    assertThatThrownBy(() -> ComponentId.parse("otlp/a b"))
        .hasMessage("in \"otlp/a b\" id: invalid character(s) in name \"a b\"");
  }
}
