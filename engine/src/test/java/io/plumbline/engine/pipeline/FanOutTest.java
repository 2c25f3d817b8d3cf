package io.plumbline.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.engine.component.Consumer;
import io.plumbline.engine.component.Outcome;
import io.plumbline.engine.component.StatusCode;
import io.plumbline.otlp.Batch;
import io.plumbline.otlp.Signal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class FanOutTest {
  private static final Outcome ACCEPTED = Outcome.accepted();
  private static final Outcome REJECTED =
      new Outcome.Rejected(StatusCode.INVALID_ARGUMENT, "bad data");
  private static final Outcome RETRY =
      new Outcome.RetryAfter(StatusCode.UNAVAILABLE, "away", Duration.ofSeconds(1), null);
  private static final Outcome RETRY_LATER =
      new Outcome.RetryAfter(StatusCode.RESOURCE_EXHAUSTED, "full", Duration.ofSeconds(5), null);

  @Test
  void allAccepted() {
    assertThat(FanOut.join(List.of(ACCEPTED, ACCEPTED))).isEqualTo(ACCEPTED);
  }

  @Test
  void oneRejected() {
    assertThat(FanOut.join(List.of(ACCEPTED, REJECTED))).isEqualTo(REJECTED);
  }

  @Test
  void oneToBeRetried_asksForAllOfIt() {
    Batch rest = Batch.trusted(Signal.LOGS, new byte[0], 1);
    Outcome partly =
        new Outcome.RetryAfter(StatusCode.UNAVAILABLE, "away", Duration.ofSeconds(1), rest);

    assertThat(FanOut.join(List.of(ACCEPTED, partly))).isEqualTo(RETRY);
  }

  @Test
  void retry_winsOverRejected() {
    assertThat(FanOut.join(List.of(REJECTED, RETRY)))
        .isEqualTo(
            new Outcome.RetryAfter(
                StatusCode.UNAVAILABLE, "bad data; away", Duration.ofSeconds(1), null));
  }

  @Test
  void severalRetries_firstCodeAndLongestDelay() {
    assertThat(FanOut.join(List.of(RETRY, RETRY_LATER)))
        .isEqualTo(
            new Outcome.RetryAfter(
                StatusCode.UNAVAILABLE, "away; full", Duration.ofSeconds(5), null));
  }

  @Test
  void partlyRejected_countsTheMost() {
    assertThat(
            FanOut.join(
                List.of(
                    new Outcome.PartlyRejected(2, "two"),
                    ACCEPTED,
                    new Outcome.PartlyRejected(5, "five"))))
        .isEqualTo(new Outcome.PartlyRejected(5, "two; five"));
  }

  @Test
  void onlyConsumer_isNotWrapped() {
    Consumer only = _ -> RETRY;

    assertThat(FanOut.to(List.of(only))).isSameAs(only);
  }
}
