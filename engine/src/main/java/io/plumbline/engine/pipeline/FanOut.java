package io.plumbline.engine.pipeline;

import io.plumbline.engine.component.Consumer;
import io.plumbline.engine.component.Outcome;
import io.plumbline.engine.component.StatusCode;
import io.plumbline.otlp.Batch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Hands every batch to several consumers, one after the other, and joins what they say.
 *
 * <p>Accepted only when all accepted. When one asks to retry, so does the whole, with that one's
 * code and the longest delay: the others are then given the same batch again, which is better than
 * losing it on the way that failed. When none can be retried and one refused for good, so does the
 * whole.
 */
final class FanOut implements Consumer {
  private final List<Consumer> consumers;

  private FanOut(List<Consumer> consumers) {
    this.consumers = List.copyOf(consumers);
  }

  /** One consumer that stands for all of these. */
  static Consumer to(List<Consumer> consumers) {
    return consumers.size() == 1 ? consumers.getFirst() : new FanOut(consumers);
  }

  @Override
  public Outcome consume(Batch batch) {
    List<Outcome> outcomes = new ArrayList<>(consumers.size());
    for (Consumer consumer : consumers) {
      outcomes.add(consumer.consume(batch));
    }
    return join(outcomes);
  }

  static Outcome join(List<Outcome> outcomes) {
    StatusCode retryCode = StatusCode.OK;
    Duration delay = Duration.ZERO;
    Outcome.@Nullable Rejected rejected = null;
    int rejectedItems = 0;
    List<String> messages = new ArrayList<>();
    for (Outcome outcome : outcomes) {
      switch (outcome) {
        case Outcome.Accepted _ -> {}
        case Outcome.PartlyRejected partly -> {
          rejectedItems = Math.max(rejectedItems, partly.rejectedItems());
          messages.add(partly.message());
        }
        case Outcome.RetryAfter retry -> {
          retryCode = retryCode == StatusCode.OK ? retry.code() : retryCode;
          delay = delay.compareTo(retry.delay()) < 0 ? retry.delay() : delay;
          messages.add(retry.message());
        }
        case Outcome.Rejected refusal -> {
          rejected = rejected == null ? refusal : rejected;
          messages.add(refusal.message());
        }
      }
    }
    String message = String.join("; ", messages);
    if (retryCode != StatusCode.OK) {
      return new Outcome.RetryAfter(retryCode, message, delay, null);
    }
    if (rejected != null) {
      return new Outcome.Rejected(rejected.code(), message);
    }
    return rejectedItems > 0
        ? new Outcome.PartlyRejected(rejectedItems, message)
        : Outcome.accepted();
  }
}
