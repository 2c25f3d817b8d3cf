package io.plumbline.detector.evaluate;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * How well scores rank what is labelled above what is not. Ties share their places, as scikit-learn
 * has it. Never point-adjusted: random scores would look good.
 */
final class Ranking {
  private Ranking() {}

  /** The area under the ROC curve: the chance that a labelled point scores above another. */
  static double rocAuc(double[] scores, boolean[] labels) {
    double area = 0;
    double found = 0;
    double missed = 0;
    for (int[] group : groups(scores)) {
      double positives = count(group, labels);
      double negatives = group.length - positives;
      area += negatives * (found + positives / 2);
      found += positives;
      missed += negatives;
    }
    return found == 0 || missed == 0 ? Double.NaN : area / (found * missed);
  }

  /** Average precision: precision at each threshold, weighted by the recall it adds. */
  static double averagePrecision(double[] scores, boolean[] labels) {
    double sum = 0;
    double found = 0;
    double taken = 0;
    for (int[] group : groups(scores)) {
      double positives = count(group, labels);
      found += positives;
      taken += group.length;
      sum += positives * found / taken;
    }
    return found == 0 ? Double.NaN : sum / found;
  }

  private static double count(int[] group, boolean[] labels) {
    return Arrays.stream(group).filter(i -> labels[i]).count();
  }

  /** The points by falling score, those of equal score together. */
  private static int[][] groups(double[] scores) {
    int[] order =
        IntStream.range(0, scores.length)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> -scores[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    int[][] groups = new int[order.length][];
    int count = 0;
    int start = 0;
    for (int i = 1; i <= order.length; i++) {
      if (i == order.length || scores[order[i]] != scores[order[start]]) {
        groups[count++] = Arrays.copyOfRange(order, start, i);
        start = i;
      }
    }
    return Arrays.copyOf(groups, count);
  }
}
