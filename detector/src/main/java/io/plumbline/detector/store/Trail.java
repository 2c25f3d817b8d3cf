package io.plumbline.detector.store;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How far a monitor has come, and where it was on the way there: where it can go back to when
 * telemetry of windows arrives that it has scored. The points are farther apart the older they are,
 * so there are few, and going back goes at most twice as far as what arrived is old.
 *
 * @param points the earliest first, at least one; the last is how far the monitor has come
 * @param counts by the start of a window from the first point on, how many documents it had when it
 *     was scored; a window without any is not there
 */
public record Trail(List<Checkpoint> points, SortedMap<Instant, Long> counts) {
  public Trail {
    points = List.copyOf(points);
    counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
  }

  /** Of a monitor that has scored nothing. */
  public static Trail start(Instant from) {
    return new Trail(List.of(Checkpoint.start(from)), new TreeMap<>());
  }

  public Checkpoint last() {
    return points.getLast();
  }

  /** The start of the first window that can be scored again. */
  public Instant watchedFrom() {
    return points.getFirst().scoredUntil();
  }

  /** The latest point before all windows that were scored with other documents than there are. */
  public Checkpoint settled(SortedMap<Instant, Long> now) {
    SortedSet<Instant> starts = new TreeSet<>(counts.keySet());
    starts.addAll(now.keySet());
    Instant changed = last().scoredUntil();
    for (Instant start : starts.headSet(changed)) {
      if (!Objects.equals(counts.get(start), now.get(start))) {
        changed = start;
        break;
      }
    }
    Checkpoint settled = points.getFirst();
    for (Checkpoint point : points) {
      settled = point.scoredUntil().isAfter(changed) ? settled : point;
    }
    return settled;
  }

  /**
   * This trail with the windows after one of its points judged, anew or for the first time.
   *
   * @param judged where the monitor was after each
   * @param now counts of documents from the first point on, from before they were judged
   * @param kept how far back it must be possible to go
   */
  public Trail with(
      Checkpoint start, List<Checkpoint> judged, SortedMap<Instant, Long> now, Duration kept) {
    List<Checkpoint> all = new ArrayList<>();
    points.stream()
        .filter(one -> !one.scoredUntil().isAfter(start.scoredUntil()))
        .forEach(all::add);
    all.addAll(judged);
    thin(all);
    Instant needed = all.getLast().scoredUntil().minus(kept);
    while (all.size() > 1 && !all.get(1).scoredUntil().isAfter(needed)) {
      all.removeFirst();
    }
    return new Trail(
        all, kept.isZero() ? new TreeMap<>() : now.tailMap(all.getFirst().scoredUntil()));
  }

  /** Takes away what leaves a gap that is no longer than its end is old. */
  private static void thin(List<Checkpoint> all) {
    Instant end = all.getLast().scoredUntil();
    for (int i = all.size() - 2; i > 0; i--) {
      Instant next = all.get(i + 1).scoredUntil();
      Duration gap = Duration.between(all.get(i - 1).scoredUntil(), next);
      if (gap.compareTo(Duration.between(next, end)) <= 0) {
        all.remove(i);
      }
    }
  }
}
