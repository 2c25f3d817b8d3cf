package io.plumbline.detector.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** The expected numbers are those of scikit-learn's roc_auc_score and average_precision_score. */
class RankingTest {
  private static final boolean[] LABELS = {false, true, false, true, true, false};

  @Test
  void measures_ofDistinctScores() {
    double[] scores = {0.1, 0.9, 0.8, 0.7, 0.2, 0.15};

    assertThat(Ranking.rocAuc(scores, LABELS)).isCloseTo(7 / 9.0, within(1e-12));
    assertThat(Ranking.averagePrecision(scores, LABELS))
        .isCloseTo((1 + 2 / 3.0 + 3 / 4.0) / 3, within(1e-12));
  }

  @Test
  void measures_ofEqualScores_areThoseOfChance() {
    double[] scores = new double[6];

    assertThat(Ranking.rocAuc(scores, LABELS)).isEqualTo(0.5);
    assertThat(Ranking.averagePrecision(scores, LABELS)).isEqualTo(0.5);
  }

  @Test
  void measures_withoutLabels_areUnknown() {
    assertThat(Ranking.rocAuc(new double[2], new boolean[2])).isNaN();
    assertThat(Ranking.averagePrecision(new double[2], new boolean[2])).isNaN();
  }
}
