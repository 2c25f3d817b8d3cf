package io.plumbline.engine.queue;

import io.plumbline.engine.queue.Parcel.Share;
import io.plumbline.otlp.Batch;
import io.plumbline.otlp.BatchSplitter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Joins and splits parcels: batches together with whose items they hold. */
final class Parcels {
  private Parcels() {}

  /** One parcel of the items of all, in their order. They must have the same context. */
  static Parcel join(List<Parcel> parcels) {
    if (parcels.size() == 1) {
      return parcels.getFirst();
    }
    List<Batch> batches = new ArrayList<>();
    List<Share> shares = new ArrayList<>();
    for (Parcel parcel : parcels) {
      batches.add(parcel.batch());
      shares.addAll(parcel.shares());
    }
    return new Parcel(Batch.join(batches), parcels.getFirst().context(), shares);
  }

  /**
   * Pieces of at most {@code maxSize}, in order; a single item that is larger is a piece by itself.
   * Zero means no limit.
   */
  static List<Parcel> split(Parcel parcel, Sizer sizer, long maxSize) {
    if (maxSize == 0 || sizer.sizeOf(parcel.batch()) <= maxSize) {
      return List.of(parcel);
    }
    int limit = (int) Math.min(maxSize, Integer.MAX_VALUE);
    BatchSplitter splitter =
        sizer == Sizer.BYTES
            ? new BatchSplitter(Integer.MAX_VALUE, limit)
            : new BatchSplitter(limit, Integer.MAX_VALUE);
    List<Batch> batches = new ArrayList<>();
    splitter.split(parcel.batch(), batches::add, batches::add);

    List<Parcel> pieces = new ArrayList<>(batches.size());
    Deque<Share> left = new ArrayDeque<>(parcel.shares());
    for (Batch batch : batches) {
      pieces.add(new Parcel(batch, parcel.context(), takeShares(left, batch.itemCount())));
    }
    return pieces;
  }

  /** The shares of the next so many items; what is left of a share that is cut stays in front. */
  private static List<Share> takeShares(Deque<Share> left, int items) {
    List<Share> taken = new ArrayList<>();
    int missing = items;
    while (missing > 0) {
      Share share = left.remove();
      int part = Math.min(missing, share.items());
      taken.add(new Share(share.ticket(), part));
      missing -= part;
      if (part < share.items()) {
        left.addFirst(new Share(share.ticket(), share.items() - part));
      }
    }
    return taken;
  }
}
