package io.plumbline.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.otlp.Batch;
import io.plumbline.otlp.Signal;
import org.junit.jupiter.api.Test;

class TracePayloadTest {
  private final TracePayload payload = TracePayload.of(300);

  @Test
  void request_read_hasTheSpansAskedFor() {
    assertThat(payload.spanCount()).isEqualTo(300);
    assertThat(Batch.read(Signal.TRACES, payload.next(1)))
        .isInstanceOfSatisfying(Batch.class, batch -> assertThat(batch.itemCount()).isEqualTo(300));
  }

  @Test
  void requests_withOtherIds_differInNothingButLength() {
    assertThat(payload.next(1)).isEqualTo(payload.next(1)).hasSize(payload.sizeBytes());
    assertThat(payload.next(301)).isNotEqualTo(payload.next(1)).hasSize(payload.sizeBytes());
  }

  @Test
  void span_inARequest_takesAboutFourHundredBytes() {
    assertThat(payload.sizeBytes() / 300).isBetween(350, 550);
  }
}
