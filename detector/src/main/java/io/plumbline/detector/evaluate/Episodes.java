package io.plumbline.detector.evaluate;

import io.plumbline.detector.incident.IncidentRules;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Stretches of windows that the incident rules make one incident of. */
final class Episodes {
  private static final int RECENT = 3;

  private Episodes() {}

  /**
   * Windows [start, end).
   *
   * @param start the first
   * @param end behind the last
   */
  record Span(int start, int end) {
    boolean overlaps(Span other) {
      return start < other.end && other.start < end;
    }
  }

  /** The incidents that a series of surprises opens. */
  static List<Span> of(double[] surprises, IncidentRules rules) {
    List<Span> spans = new ArrayList<>();
    int opened = -1;
    int calm = 0;
    for (int i = 0; i < surprises.length; i++) {
      if (opened < 0) {
        if (opens(surprises, i, rules)) {
          opened = i;
          calm = 0;
        }
      } else if (surprises[i] >= rules.stays()) {
        calm = 0;
      } else if (++calm >= rules.calmWindows()) {
        spans.add(new Span(opened, i - calm + 1));
        opened = -1;
      }
    }
    if (opened >= 0) {
      spans.add(new Span(opened, surprises.length));
    }
    return spans;
  }

  /** The windows of the incidents, from the first one on that helped to open each. */
  static boolean[] troubled(double[] surprises, IncidentRules rules) {
    boolean[] troubled = new boolean[surprises.length];
    for (Span incident : of(surprises, rules)) {
      int first = incident.start;
      for (int i = first; i > Math.max(0, incident.start - RECENT); i--) {
        first = surprises[i] >= rules.opens() ? i : first;
      }
      Arrays.fill(troubled, first, incident.end, true);
    }
    return troubled;
  }

  private static boolean opens(double[] surprises, int at, IncidentRules rules) {
    if (surprises[at] >= rules.opensAtOnce()) {
      return true;
    }
    int high = 0;
    for (int i = Math.max(0, at - RECENT + 1); i <= at; i++) {
      high += surprises[i] >= rules.opens() ? 1 : 0;
    }
    return surprises[at] >= rules.opens() && high >= 2;
  }

  /** The stretches of labelled windows. */
  static List<Span> of(boolean[] labels) {
    List<Span> spans = new ArrayList<>();
    int start = -1;
    for (int i = 0; i <= labels.length; i++) {
      boolean on = i < labels.length && labels[i];
      if (on && start < 0) {
        start = i;
      } else if (!on && start >= 0) {
        spans.add(new Span(start, i));
        start = -1;
      }
    }
    return spans;
  }

  /** How many of the spans overlap one of the others. */
  static long met(List<Span> spans, List<Span> others) {
    return spans.stream().filter(one -> others.stream().anyMatch(one::overlaps)).count();
  }
}
