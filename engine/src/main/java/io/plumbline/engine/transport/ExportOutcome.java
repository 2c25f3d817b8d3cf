package io.plumbline.engine.transport;

import io.plumbline.engine.component.Outcome;
import io.plumbline.otlp.Batch;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the answer of another OTLP receiver means for the batch that was sent to it. */
public final class ExportOutcome {
  private static final Logger LOG = LoggerFactory.getLogger(ExportOutcome.class);

  private ExportOutcome() {}

  /** Of an answer that says the request succeeded. */
  public static Outcome of(Batch batch, ExportResponse response) {
    if (response.equals(ExportResponse.FULL)) {
      return Outcome.accepted();
    }
    LOG.atWarn()
        .addKeyValue("message", response.message())
        .addKeyValue("dropped_" + batch.signal().itemsName(), response.rejectedItems())
        .log("Partial success response");
    if (response.rejectedItems() <= 0) {
      return Outcome.accepted();
    }
    int rejected = (int) Math.min(response.rejectedItems(), batch.itemCount());
    return new Outcome.PartlyRejected(rejected, response.message());
  }

  /**
   * Of a gRPC call that failed. The codes that may be retried are those of the OTLP specification;
   * RESOURCE_EXHAUSTED only when the server says that it recovers.
   */
  public static Outcome of(RpcStatus status) {
    Duration delay = status.retryDelay();
    boolean retryable =
        switch (status.code()) {
          case CANCELLED, DEADLINE_EXCEEDED, ABORTED, OUT_OF_RANGE, UNAVAILABLE, DATA_LOSS -> true;
          case RESOURCE_EXHAUSTED -> delay != null;
          case OK,
              UNKNOWN,
              INVALID_ARGUMENT,
              NOT_FOUND,
              ALREADY_EXISTS,
              PERMISSION_DENIED,
              FAILED_PRECONDITION,
              UNIMPLEMENTED,
              INTERNAL,
              UNAUTHENTICATED ->
              false;
        };
    return retryable
        ? new Outcome.RetryAfter(
            status.code(), status.message(), delay == null ? Duration.ZERO : delay, null)
        : new Outcome.Rejected(status.code(), status.message());
  }
}
