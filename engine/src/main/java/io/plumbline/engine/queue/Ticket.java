package io.plumbline.engine.queue;

import io.plumbline.engine.component.Outcome;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What one caller handed to the queue, while any of it is still there: its share of the queue's
 * size, and what is known so far about its items. Guarded by the lock of the queue.
 */
final class Ticket {
  private final long size;
  private int openItems;
  private int rejectedItems;
  private int retryItems;
  private final int itemCount;
  private @Nullable Outcome firstFailure;
  private @Nullable Outcome outcome;

  Ticket(long size, int itemCount) {
    this.size = size;
    this.itemCount = itemCount;
    this.openItems = itemCount;
  }

  /** In the units of the queue. */
  long size() {
    return size;
  }

  /** What became of the whole, once that is known of every item; null until then. */
  @Nullable Outcome outcome() {
    return outcome;
  }

  /**
   * Notes what became of some of the items.
   *
   * @param rejected how many of them were refused for good although the rest was delivered
   * @return whether nothing is open any more
   */
  boolean settle(int items, Outcome settled, int rejected) {
    openItems -= items;
    assert openItems >= 0 : "settled more items than there were: " + -openItems;
    switch (settled) {
      case Outcome.Accepted _ -> {}
      case Outcome.PartlyRejected _ -> rejectedItems += rejected;
      case Outcome.Rejected _ -> rejectedItems += items;
      case Outcome.RetryAfter _ -> retryItems += items;
    }
    boolean failed = !(settled instanceof Outcome.Accepted);
    boolean mustRetry = settled instanceof Outcome.RetryAfter;
    if (failed && (firstFailure == null || (mustRetry && retryItems == items))) {
      firstFailure = settled;
    }
    if (openItems > 0) {
      return false;
    }
    outcome = items == itemCount ? settledAlone(settled, rejected) : combined();
    return true;
  }

  /** All items went together: nothing to combine. */
  private Outcome settledAlone(Outcome settled, int rejected) {
    if (settled instanceof Outcome.PartlyRejected(int _, String message)) {
      return rejected == 0 ? Outcome.accepted() : partlyRejected(rejected, message);
    }
    return settled;
  }

  private Outcome combined() {
    return switch (firstFailure) {
      case null -> Outcome.accepted();
      case Outcome.Accepted accepted -> accepted;
      // Some of it may have been delivered; the caller has only the whole to send again.
      case Outcome.RetryAfter retry ->
          new Outcome.RetryAfter(retry.code(), retry.message(), Duration.ZERO, null);
      case Outcome.PartlyRejected(int _, String message) ->
          rejectedItems == 0 ? Outcome.accepted() : partlyRejected(rejectedItems, message);
      case Outcome.Rejected rejected ->
          rejectedItems == itemCount ? rejected : partlyRejected(rejectedItems, rejected.message());
    };
  }

  private static Outcome partlyRejected(int items, String message) {
    return new Outcome.PartlyRejected(items, message);
  }
}
