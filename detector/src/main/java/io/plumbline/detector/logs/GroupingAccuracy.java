package io.plumbline.detector.logs;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The share of lines whose predicted group is exactly the set of lines of their true group (Zhu et
 * al., "Tools and Benchmarks for Automated Log Parsing", ICSE-SEIP 2019, there "parsing accuracy").
 */
public final class GroupingAccuracy {
  private GroupingAccuracy() {}

  /**
   * Compares two groupings of the same lines.
   *
   * @param predicted per line, the name of its group; names need not be the true ones
   * @param actual per line, the name of its true group
   * @return 0 to 1; 1 for no lines
   */
  public static double of(List<String> predicted, List<String> actual) {
    if (predicted.size() != actual.size()) {
      throw new IllegalArgumentException(
          "Both must be of the same lines: " + predicted.size() + " and " + actual.size());
    }
    Map<String, Integer> predictedSizes = new HashMap<>();
    Map<String, Integer> actualSizes = new HashMap<>();
    Map<Overlap, Integer> overlaps = new HashMap<>();
    for (int i = 0; i < actual.size(); i++) {
      predictedSizes.merge(predicted.get(i), 1, Integer::sum);
      actualSizes.merge(actual.get(i), 1, Integer::sum);
      overlaps.merge(new Overlap(predicted.get(i), actual.get(i)), 1, Integer::sum);
    }
    int right = 0;
    for (Map.Entry<Overlap, Integer> entry : overlaps.entrySet()) {
      Integer size = entry.getValue();
      boolean same =
          size.equals(predictedSizes.get(entry.getKey().predicted()))
              && size.equals(actualSizes.get(entry.getKey().actual()));
      right += same ? size : 0;
    }
    return actual.isEmpty() ? 1 : (double) right / actual.size();
  }

  private record Overlap(String predicted, String actual) {}
}
