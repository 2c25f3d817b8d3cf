package io.plumbline.engine.processor.probabilisticsampler;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** What became of the items of one batch: decisions by policy, and what was wrong with items. */
final class Tally {
  /** Items that one policy decided. */
  static final class Count {
    private int kept;
    private int dropped;

    int kept() {
      return kept;
    }

    int dropped() {
      return dropped;
    }
  }

  private final Map<Policy, Count> counts = new EnumMap<>(Policy.class);
  private final Map<String, Integer> problems = new TreeMap<>();

  void decided(Policy policy, boolean kept) {
    Count count = counts.computeIfAbsent(policy, _ -> new Count());
    if (kept) {
      count.kept++;
    } else {
      count.dropped++;
    }
  }

  void problem(String problem) {
    problems.merge(problem, 1, Integer::sum);
  }

  Map<Policy, Count> counts() {
    return counts;
  }

  /** Items by what was wrong with them. */
  Map<String, Integer> problems() {
    return problems;
  }
}
