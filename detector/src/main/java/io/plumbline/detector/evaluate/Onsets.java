package io.plumbline.detector.evaluate;

import io.plumbline.detector.incident.IncidentRules;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * When a trouble begins somewhere: a service gets as odd as opens an incident, having been less odd
 * just before. Services that follow within {@value #TOGETHER} windows belong to the same one.
 */
final class Onsets {
  private static final int RECENT = 3;
  private static final int TOGETHER = 4;

  private Onsets() {}

  /**
   * The windows in which troubles begin, rising.
   *
   * @param services the surprises of each service, window by window
   */
  static List<Integer> of(Collection<double[]> services, IncidentRules rules) {
    boolean[] begins = new boolean[services.stream().mapToInt(one -> one.length).max().orElse(0)];
    for (double[] surprises : services) {
      int last = Integer.MIN_VALUE / 2;
      for (int i = 0; i < surprises.length; i++) {
        if (!(surprises[i] >= rules.opens())) {
          continue;
        }
        int first = first(surprises, i, rules);
        boolean triggered = surprises[i] >= rules.opensAtOnce() || first < i;
        if (triggered && first - last > RECENT) {
          begins[first] = true;
        }
        last = triggered ? i : last;
      }
    }
    List<Integer> onsets = new ArrayList<>();
    for (int i = 0; i < begins.length; i++) {
      if (begins[i] && (onsets.isEmpty() || i - onsets.getLast() > TOGETHER)) {
        onsets.add(i);
      }
    }
    return onsets;
  }

  /** The first of the last windows that is odd enough. */
  private static int first(double[] surprises, int at, IncidentRules rules) {
    for (int i = Math.max(0, at - RECENT + 1); i < at; i++) {
      if (surprises[i] >= rules.opens()) {
        return i;
      }
    }
    return at;
  }
}
