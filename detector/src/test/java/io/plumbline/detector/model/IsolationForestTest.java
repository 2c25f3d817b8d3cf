package io.plumbline.detector.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IsolationForestTest {
  private static final long SEED = 7;

  @Test
  void score_farPoint_isHigherThanAnyNormalOne() {
    double[][] points = gaussian(4, 2000, 1);
    IsolationForest forest = IsolationForest.fit(points, SEED);

    double highest = Arrays.stream(forest.score(points)).max().orElseThrow();

    assertThat(forest.score(new double[] {8, -8, 8, 8})).isGreaterThan(highest);
    assertThat(forest.score(new double[4])).isLessThan(0.45);
  }

  @Test
  void score_batch_isTheSameAsOneByOne() {
    double[][] points = gaussian(5, 1500, 2);
    points[3][1] = Double.NaN;
    IsolationForest forest = IsolationForest.fit(points, SEED);
    double[] scores = forest.score(points);

    for (int i = 0; i < points.length; i++) {
      assertThat(scores[i]).isEqualTo(forest.score(points[i]));
    }
  }

  @Test
  void fit_sameSeed_isTheSameToTheBitAndAnotherSeedIsNot() {
    double[][] points = gaussian(6, 700, 3);
    double[] first = IsolationForest.fit(points, SEED).score(points);

    assertThat(IsolationForest.fit(points, SEED).score(points)).isEqualTo(first);
    assertThat(IsolationForest.fit(points, SEED + 1).score(points)).isNotEqualTo(first);
  }

  @Test
  void credit_addsUpToTheLevelsSaved() {
    double[][] points = gaussian(3, 1000, 4);
    IsolationForest forest = IsolationForest.fit(points, SEED);
    double[] odd = {0.1, 6, -0.2};

    double[] credit = forest.credit(odd);

    double usual = IsolationForest.expectedDepth(IsolationForest.SAMPLE_MAX);
    double depth = -usual * Math.log(forest.score(odd)) / Math.log(2);
    assertThat(Arrays.stream(credit).sum()).isCloseTo(usual - depth, within(3e-4));
    assertThat(credit[1]).isGreaterThan(credit[0]).isGreaterThan(credit[2]);
  }

  @Test
  void score_missingValue_liesBetweenWhatItCouldBe() {
    double[][] points = gaussian(3, 1000, 5);
    IsolationForest forest = IsolationForest.fit(points, SEED);
    double[] scores =
        IntStream.range(-60, 61)
            .mapToDouble(i -> forest.score(new double[] {0.3, i / 10.0, -0.4}))
            .toArray();

    double score = forest.score(new double[] {0.3, Double.NaN, -0.4});

    assertThat(score)
        .isBetween(
            Arrays.stream(scores).min().orElseThrow(), Arrays.stream(scores).max().orElseThrow());
    assertThat(forest.credit(new double[] {0.3, Double.NaN, -0.4})[1]).isZero();
  }

  @Test
  void fit_constantsAndDuplicates_endBranches() {
    double[][] points = new double[500][2];
    for (int i = 0; i < points.length; i++) {
      points[i][0] = 3;
      points[i][1] = i % 2;
    }
    IsolationForest forest = IsolationForest.fit(points, SEED);

    assertThat(forest.score(new double[] {3, 0}))
        .isCloseTo(forest.score(new double[] {3, 1}), within(0.02));
    assertThat(forest.credit(new double[] {9, 1})[0]).isZero();
    assertThat(IsolationForest.fit(new double[][] {{1, 2}}, SEED).score(new double[] {7, 7}))
        .isEqualTo(0.5);
  }

  @Test
  void fit_columnOfNothing_isNeverSplit() {
    double[][] points = gaussian(2, 300, 6);
    for (double[] point : points) {
      point[1] = Double.NaN;
    }
    IsolationForest forest = IsolationForest.fit(points, SEED);

    assertThat(forest.score(new double[] {0, 1e9})).isEqualTo(forest.score(new double[] {0, 0}));
  }

  @Test
  void scores_ofSmilesForest_rankPointsAlike() {
    double[][] points = gaussian(5, 600, 8);
    IsolationForest ours = IsolationForest.fit(points, SEED);
    SmileForest smile = SmileForest.fit(points, SEED);

    double[] first = ours.score(points);
    double[] second = Arrays.stream(points).mapToDouble(smile::score).toArray();

    assertThat(rankCorrelation(first, second)).isGreaterThan(0.9);
  }

  private static double rankCorrelation(double[] first, double[] second) {
    int[] a = ranks(first);
    int[] b = ranks(second);
    double squares = 0;
    for (int i = 0; i < a.length; i++) {
      squares += Math.pow(a[i] - b[i], 2);
    }
    double n = a.length;
    return 1 - 6 * squares / (n * (n * n - 1));
  }

  private static int[] ranks(double[] values) {
    int[] order =
        IntStream.range(0, values.length)
            .boxed()
            .sorted((i, j) -> Double.compare(values[i], values[j]))
            .mapToInt(Integer::intValue)
            .toArray();
    int[] ranks = new int[values.length];
    for (int rank = 0; rank < order.length; rank++) {
      ranks[order[rank]] = rank;
    }
    return ranks;
  }

  private static double[][] gaussian(int features, int rows, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] data = new double[rows][features];
    for (double[] row : data) {
      for (int j = 0; j < features; j++) {
        row[j] = random.nextGaussian();
      }
    }
    return data;
  }
}
