package io.plumbline.detector.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Picks the values of a long series that a plot needs: of each part the least and the greatest, in
 * their order, so that no spike is lost. A part without any number stays a gap.
 */
final class Thinning {
  private Thinning() {}

  /**
   * Indices, rising; all when there are few.
   *
   * @param parts how many parts are told from each other, a pixel each
   */
  static List<Integer> of(double[] values, int parts) {
    if (values.length <= 2 * parts) {
      return IntStream.range(0, values.length).boxed().toList();
    }
    List<Integer> picked = new ArrayList<>();
    for (int part = 0; part < parts; part++) {
      int start = (int) ((long) part * values.length / parts);
      int end = (int) ((long) (part + 1) * values.length / parts);
      int least = -1;
      int greatest = -1;
      for (int i = start; i < end; i++) {
        if (!Double.isNaN(values[i])) {
          least = least < 0 || values[i] < values[least] ? i : least;
          greatest = greatest < 0 || values[i] > values[greatest] ? i : greatest;
        }
      }
      if (least < 0) {
        picked.add(start);
      } else {
        picked.add(Math.min(least, greatest));
        if (least != greatest) {
          picked.add(Math.max(least, greatest));
        }
      }
    }
    return Collections.unmodifiableList(picked);
  }
}
