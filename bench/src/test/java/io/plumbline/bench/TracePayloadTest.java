package io.plumbline.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.otlp.Batch;
import io.plumbline.otlp.BatchCursor;
import io.plumbline.otlp.Signal;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TracePayloadTest {
  @Test
  void next_isValidAndHasNewSpanIds() {
    TracePayload payload = TracePayload.of(25);

    Set<String> ids = new HashSet<>();
    for (long first = 1; first <= 51; first += 25) {
      Batch batch = (Batch) Batch.read(Signal.TRACES, payload.next(first));
      assertThat(batch.itemCount()).isEqualTo(25);
      BatchCursor cursor = new BatchCursor().wrap(batch);
      while (cursor.nextResource()) {
        while (cursor.nextScope()) {
          while (cursor.nextRecord()) {
            ids.add(HexFormat.of().formatHex(cursor.span().spanId().toByteArray()));
            assertThat(cursor.span().attributes().count()).isEqualTo(10);
          }
        }
      }
    }

    assertThat(payload.spanCount()).isEqualTo(25);
    assertThat(ids).hasSize(75);
  }
}
