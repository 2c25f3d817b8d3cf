package io.plumbline.engine.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.plumbline.engine.component.ComponentId;
import io.plumbline.engine.component.Health;
import io.plumbline.engine.component.Outcome;
import io.plumbline.engine.component.Settings;
import io.plumbline.engine.component.StatusCode;
import io.plumbline.otlp.Batch;
import io.plumbline.otlp.Signal;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class ReceiverMetricsTest {
  private static final Batch TEN_SPANS = Batch.trusted(Signal.TRACES, new byte[0], 10);
  private static final Batch THREE_SPANS = Batch.trusted(Signal.TRACES, new byte[0], 3);

  private final MeterRegistry meters = new SimpleMeterRegistry();
  private final ReceiverMetrics metrics =
      new ReceiverMetrics(
          new Settings(
              new ComponentId("otlp", "in"), meters, InstantSource.system(), new NoHealth()),
          "grpc");

  @Test
  void accepted_countsAll() {
    Outcome outcome = metrics.consume(_ -> Outcome.accepted(), TEN_SPANS);

    assertThat(outcome).isEqualTo(Outcome.accepted());
    assertThat(spans("failed")).isZero();
    assertThat(spans("accepted")).isEqualTo(10);
    assertThat(spans("refused")).isZero();
  }

  @Test
  void rejected_countsAllAsRefused() {
    metrics.consume(_ -> new Outcome.Rejected(StatusCode.INTERNAL, "no"), TEN_SPANS);

    assertThat(spans("accepted")).isZero();
    assertThat(spans("refused")).isEqualTo(10);
  }

  @Test
  void partlyRejected_countsBoth() {
    metrics.consume(_ -> new Outcome.PartlyRejected(4, "four are bad"), TEN_SPANS);

    assertThat(spans("accepted")).isEqualTo(6);
    assertThat(spans("refused")).isEqualTo(4);
  }

  @Test
  void retryAfter_countsWhatRemainsAsRefused() {
    metrics.consume(
        _ -> new Outcome.RetryAfter(StatusCode.UNAVAILABLE, "", Duration.ZERO, THREE_SPANS),
        TEN_SPANS);

    assertThat(spans("accepted")).isEqualTo(7);
    assertThat(spans("refused")).isEqualTo(3);
  }

  @Test
  void exception_countsAsFailedAndIsThrown() {
    assertThatThrownBy(() ->
            metrics.consume(
                _ -> {
                  throw new IllegalStateException("bug");
                },
                TEN_SPANS))
        .hasMessage("bug");

    assertThat(spans("failed")).isEqualTo(10);
    assertThat(spans("refused")).isZero();
  }

  private double spans(String verb) {
    return meters
        .get("otelcol_receiver_" + verb + "_spans")
        .tags("receiver", "otlp/in", "transport", "grpc")
        .counter()
        .count();
  }

  private static final class NoHealth implements Health {
    @Override
    public void ok() {}

    @Override
    public void recoverableError(String message) {}

    @Override
    public void fatalError(String message) {}
  }
}
