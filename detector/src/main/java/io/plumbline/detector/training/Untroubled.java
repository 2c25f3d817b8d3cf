package io.plumbline.detector.training;

import io.plumbline.detector.features.FeatureRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Leaves out of a training what was part of an incident, so that trouble does not become normal;
 * unless it is most of a service's time, which then is its new normal.
 */
public final class Untroubled {
  /** So much of a service's rows may be left out. */
  private static final double LEFT_OUT_MAX = 0.4;

  private Untroubled() {}

  /** The rows to learn from, in the same order. */
  public static List<FeatureRow> of(List<FeatureRow> rows, Predicate<FeatureRow> isTroubled) {
    Map<String, int[]> counts = new TreeMap<>();
    for (FeatureRow row : rows) {
      int[] count = counts.computeIfAbsent(row.service(), _ -> new int[2]);
      count[0]++;
      count[1] += isTroubled.test(row) ? 1 : 0;
    }
    List<FeatureRow> kept = new ArrayList<>();
    for (FeatureRow row : rows) {
      int[] count = counts.getOrDefault(row.service(), new int[] {1, 0});
      if (count[1] > LEFT_OUT_MAX * count[0] || !isTroubled.test(row)) {
        kept.add(row);
      }
    }
    return kept;
  }
}
