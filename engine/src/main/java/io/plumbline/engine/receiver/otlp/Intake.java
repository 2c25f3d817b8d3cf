package io.plumbline.engine.receiver.otlp;

import io.plumbline.engine.component.Consumer;
import io.plumbline.engine.component.Outcome;
import io.plumbline.engine.component.StatusCode;
import io.plumbline.engine.telemetry.ReceiverMetrics;
import io.plumbline.engine.transport.ExportResponse;
import io.plumbline.engine.transport.RpcStatus;
import io.plumbline.otlp.Batch;
import io.plumbline.otlp.Malformed;
import io.plumbline.otlp.ReadResult;
import io.plumbline.otlp.Signal;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Hands requests of one transport to the pipelines and puts what became of them into words that a
 * sender understands.
 */
final class Intake {
  /** The codes after which the OTLP specification lets a gRPC client retry. */
  private static final Set<StatusCode> RETRYABLE =
      EnumSet.of(
          StatusCode.CANCELLED,
          StatusCode.DEADLINE_EXCEEDED,
          StatusCode.RESOURCE_EXHAUSTED,
          StatusCode.ABORTED,
          StatusCode.OUT_OF_RANGE,
          StatusCode.UNAVAILABLE,
          StatusCode.DATA_LOSS);

  /** A client may retry after RESOURCE_EXHAUSTED only when it is told when. */
  private static final Duration RETRY_DELAY = Duration.ofSeconds(1);

  private final Map<Signal, Consumer> next;
  private final ReceiverMetrics metrics;

  Intake(Map<Signal, Consumer> next, ReceiverMetrics metrics) {
    this.next = next;
    this.metrics = metrics;
  }

  /** What a sender is told. */
  sealed interface Verdict {}

  /** The items are in safe hands, but for those that the response says were rejected. */
  record Success(ExportResponse response) implements Verdict {
    private static final Success FULL = new Success(ExportResponse.FULL);
  }

  /** Nothing was taken, or the sender has to send all of it again. */
  record Failure(RpcStatus status) implements Verdict {}

  /** Whether any pipeline wants the signal. */
  boolean wants(Signal signal) {
    return next.containsKey(signal);
  }

  /** Takes a request as it was read; one without items is a success that nobody hears of. */
  Verdict take(ReadResult request) {
    return switch (request) {
      case Malformed malformed ->
          new Failure(new RpcStatus(StatusCode.INVALID_ARGUMENT, malformed.message()));
      case Batch batch -> batch.isEmpty() ? Success.FULL : take(batch);
    };
  }

  private Verdict take(Batch batch) {
    Consumer consumer = Objects.requireNonNull(next.get(batch.signal()));
    return switch (metrics.consume(consumer, batch)) {
      case Outcome.Accepted _ -> Success.FULL;
      case Outcome.PartlyRejected(int items, String message) ->
          new Success(new ExportResponse(items, message));
      case Outcome.RetryAfter retry -> new Failure(toStatus(retry));
      case Outcome.Rejected(StatusCode code, String message) ->
          new Failure(new RpcStatus(code == StatusCode.OK ? StatusCode.INTERNAL : code, message));
    };
  }

  /**
   * The code is kept when a sender retries after it; any other would make the sender drop what it
   * was asked to send again, so it becomes UNAVAILABLE.
   */
  private static RpcStatus toStatus(Outcome.RetryAfter retry) {
    StatusCode code = RETRYABLE.contains(retry.code()) ? retry.code() : StatusCode.UNAVAILABLE;
    @Nullable Duration delay = retry.delay().isPositive() ? retry.delay() : null;
    if (delay == null && code == StatusCode.RESOURCE_EXHAUSTED) {
      delay = RETRY_DELAY;
    }
    return new RpcStatus(code, retry.message(), delay);
  }
}
