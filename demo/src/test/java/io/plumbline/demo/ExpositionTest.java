package io.plumbline.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ExpositionTest {
  private static final Exposition EXPOSITION =
      Exposition.parse(
          """
          # HELP otelcol_receiver_accepted_spans Spans taken in
          # TYPE otelcol_receiver_accepted_spans counter
          otelcol_receiver_accepted_spans{receiver="otlp",transport="grpc"} 12
          otelcol_receiver_accepted_spans{receiver="otlp",transport="http"} 3.0
          otelcol_receiver_accepted_spans{receiver="other",transport="a\\"}{b"} 100
          otelcol_process_uptime 1.5e1
          """);

  @Test
  void sum_addsSamplesWithTheLabels() {
    assertThat(EXPOSITION.sum("otelcol_receiver_accepted_spans", Map.of("receiver", "otlp")))
        .isEqualTo(15);
  }

  @Test
  void sum_withoutLabels_addsAll() {
    assertThat(EXPOSITION.sum("otelcol_receiver_accepted_spans")).isEqualTo(115);
    assertThat(EXPOSITION.sum("otelcol_process_uptime")).isEqualTo(15);
  }

  @Test
  void sum_unknownMetric_isZero() {
    assertThat(EXPOSITION.sum("nothing")).isZero();
  }
}
