package io.plumbline.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OtlpSinkTest {
  @Test
  void spans_fromTheGenerator_areAllCounted() throws Exception {
    AtomicInteger left = new AtomicInteger(5);
    try (OtlpSink sink = OtlpSink.start();
        LoadGenerator load =
            new LoadGenerator("127.0.0.1:" + sink.port(), 1, TracePayload.of(7), 0)) {
      assertThat(load.probe()).isTrue();
      load.run(Duration.ofMinutes(1), () -> left.getAndDecrement() > 0);
      assertThat(load.accepted()).isEqualTo(35);
      assertThat(load.failures()).isZero();
      assertThat(load.acceptedIds().missingIn(new SpanIds())).isEqualTo(35);
      assertThat(load.acceptedIds().missingIn(sink.received())).isZero();
      assertThat(sink.received().duplicates()).isZero();
      assertThat(load.takeLatencies().quantileMillis(0.5)).isPositive();
    }
  }

  @Test
  void requests_toASinkThatIsGone_fail() throws Exception {
    AtomicInteger left = new AtomicInteger(2);
    OtlpSink sink = OtlpSink.start();
    int port = sink.port();
    sink.close();
    try (LoadGenerator load = new LoadGenerator("127.0.0.1:" + port, 1, TracePayload.of(7), 0)) {
      load.run(Duration.ofMinutes(1), () -> left.getAndDecrement() > 0);
      assertThat(load.failures()).isEqualTo(2);
      assertThat(load.accepted()).isZero();
    }
  }
}
