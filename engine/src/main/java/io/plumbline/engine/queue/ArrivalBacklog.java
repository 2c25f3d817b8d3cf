package io.plumbline.engine.queue;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** Sends what comes as it comes. */
final class ArrivalBacklog implements Backlog {
  private final ArrayDeque<Parcel> parcels = new ArrayDeque<>();

  @Override
  public boolean add(Parcel parcel) {
    parcels.add(parcel);
    return true;
  }

  @Override
  public @Nullable Parcel next(boolean everything) {
    return parcels.poll();
  }

  @Override
  public boolean ready() {
    return !parcels.isEmpty();
  }
}
