package io.plumbline.engine.queue;

import io.plumbline.engine.component.Outcome;
import io.plumbline.engine.component.RequestContext;
import io.plumbline.otlp.Batch;
import java.util.List;

/**
 * What waits in the queue, or is taken out of it to be sent: a batch, whose items belong to one
 * caller or, after joining and splitting, to several, in the order of the shares.
 */
record Parcel(Batch batch, RequestContext context, List<Share> shares) {

  /** So many of the parcel's items are this ticket's. */
  record Share(Ticket ticket, int items) {}

  Parcel {
    shares = List.copyOf(shares);
    assert shares.stream().mapToInt(Share::items).sum() == batch.itemCount()
        : "shares must cover the batch: items=" + batch.itemCount() + " shares=" + shares;
  }

  static Parcel of(Batch batch, RequestContext context, Ticket ticket) {
    return new Parcel(batch, context, List.of(new Share(ticket, batch.itemCount())));
  }

  /**
   * Notes in the tickets what became of the batch. Which items a partial refusal meant is not
   * known, so it is charged to the first shares: the sum stays right.
   *
   * @return the sizes of the tickets that are complete now, added up
   */
  long settle(Outcome outcome) {
    Outcome each = shares.size() == 1 ? outcome : outcome.withoutRemaining();
    int rejected =
        outcome instanceof Outcome.PartlyRejected(int rejectedItems, String _) ? rejectedItems : 0;
    long released = 0;
    for (Share share : shares) {
      int charged = Math.min(rejected, share.items);
      rejected -= charged;
      if (share.ticket.settle(share.items, each, charged)) {
        released += share.ticket.size();
      }
    }
    return released;
  }
}
