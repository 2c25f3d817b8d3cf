package io.plumbline.engine.queue;

import io.plumbline.engine.component.RequestContext;
import io.plumbline.engine.queue.QueueConfig.Batching;
import io.plumbline.engine.time.TimeSource;
import io.plumbline.engine.time.TimeSource.Alarm;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Joins what comes until it is enough or has waited long enough. What was sent with different
 * values of the partitioning headers waits apart.
 *
 * <p>The consumers pull: what is joined is decided when one of them is free, not when a request
 * arrives, and the wait of a partition is checked then. The alarm only wakes one of them up.
 */
final class BatchingBacklog implements Backlog {

  /** What waits with the same header values; exists only while something waits. */
  private static final class Partition {
    final List<List<String>> key;
    final Deque<Parcel> parcels = new ArrayDeque<>();
    long size;
    long startNanos;
    Alarm alarm = () -> {};

    Partition(List<List<String>> key) {
      this.key = key;
    }
  }

  private final Batching config;
  private final TimeSource time;
  private final Runnable flushIsDue;

  /** In the order in which their waits end. */
  private final Map<List<List<String>>, Partition> partitions = new LinkedHashMap<>();

  /** Those that have enough. */
  private final Deque<Partition> full = new ArrayDeque<>();

  BatchingBacklog(Batching config, TimeSource time, Runnable flushIsDue) {
    this.config = config;
    this.time = time;
    this.flushIsDue = flushIsDue;
  }

  @Override
  public boolean add(Parcel parcel) {
    List<List<String>> key = config.metadataKeys().stream().map(parcel.context()::values).toList();
    Partition partition = partitions.get(key);
    if (partition == null) {
      partition = new Partition(key);
      partitions.put(key, partition);
      startWaiting(partition);
    }
    boolean wasFull = isFull(partition);
    partition.parcels.add(new Parcel(parcel.batch(), kept(key), parcel.shares()));
    partition.size += config.sizer().sizeOf(parcel.batch());
    if (wasFull || !isFull(partition)) {
      return false;
    }
    full.add(partition);
    return true;
  }

  @Override
  public @Nullable Parcel next(boolean everything) {
    Partition partition = full.poll();
    if (partition == null) {
      Partition eldest = eldest();
      if (eldest == null || !(everything || isDue(eldest))) {
        return null;
      }
      partition = eldest;
    }
    return take(partition);
  }

  @Override
  public boolean ready() {
    Partition eldest = eldest();
    return !full.isEmpty() || (eldest != null && isDue(eldest));
  }

  private Parcel take(Partition partition) {
    List<Parcel> enough = new ArrayList<>();
    long taken = 0;
    do {
      Parcel parcel = partition.parcels.remove();
      enough.add(parcel);
      taken += config.sizer().sizeOf(parcel.batch());
    } while (taken < config.minSize() && !partition.parcels.isEmpty());
    partition.size -= taken;
    List<Parcel> pieces = Parcels.split(Parcels.join(enough), config.sizer(), config.maxSize());
    for (Parcel piece : pieces.subList(1, pieces.size()).reversed()) {
      partition.parcels.addFirst(piece);
      partition.size += config.sizer().sizeOf(piece.batch());
    }

    partition.alarm.cancel();
    partitions.remove(partition.key);
    if (!partition.parcels.isEmpty()) {
      partitions.put(partition.key, partition);
      startWaiting(partition);
      if (isFull(partition)) {
        full.add(partition);
      }
    }
    return pieces.getFirst();
  }

  private void startWaiting(Partition partition) {
    partition.startNanos = time.nanoTime();
    partition.alarm = time.after(config.flushTimeout(), flushIsDue);
  }

  private boolean isFull(Partition partition) {
    return !partition.parcels.isEmpty() && partition.size >= config.minSize();
  }

  private boolean isDue(Partition partition) {
    return time.nanoTime() - partition.startNanos >= config.flushTimeout().toNanos();
  }

  private @Nullable Partition eldest() {
    return partitions.isEmpty() ? null : partitions.values().iterator().next();
  }

  /** The header values that partition are the only ones that all parcels of it agree on. */
  private RequestContext kept(List<List<String>> key) {
    Map<String, List<String>> metadata = new LinkedHashMap<>();
    for (int index = 0; index < key.size(); index++) {
      if (!key.get(index).isEmpty()) {
        metadata.put(config.metadataKeys().get(index).toLowerCase(Locale.ROOT), key.get(index));
      }
    }
    return metadata.isEmpty() ? RequestContext.NONE : new RequestContext(metadata, "");
  }
}
