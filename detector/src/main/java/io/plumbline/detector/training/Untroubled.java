package io.plumbline.detector.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Leaves out of a training what was part of an incident, so that trouble does not become normal;
 * unless it is most of a service's time, which then is its new normal.
 */
public final class Untroubled {
  /** So much of a service's rows may be left out. */
  private static final double LEFT_OUT_MAX = 0.4;

  private Untroubled() {}

  /**
   * The rows to learn from, in the same order.
   *
   * @param service whose row it is
   * @param isTroubled whether a row was part of an incident; oddness alone is none, since leaving
   *     out the oddest hundredth of what is normal makes the next model find the next one odd
   */
  public static <R> List<R> of(List<R> rows, Function<R, String> service, Predicate<R> isTroubled) {
    Map<String, int[]> counts = new TreeMap<>();
    for (R row : rows) {
      int[] count = counts.computeIfAbsent(service.apply(row), _ -> new int[2]);
      count[0]++;
      count[1] += isTroubled.test(row) ? 1 : 0;
    }
    List<R> kept = new ArrayList<>();
    for (R row : rows) {
      int[] count = counts.getOrDefault(service.apply(row), new int[] {1, 0});
      if (count[1] > LEFT_OUT_MAX * count[0] || !isTroubled.test(row)) {
        kept.add(row);
      }
    }
    return kept;
  }
}
