package io.plumbline.detector.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class OneClassSvmTest {
  private static final int FEATURES = 4;

  private final double[][] ring = new double[2000][FEATURES];

  OneClassSvmTest() {
    SplittableRandom random = new SplittableRandom(1);
    for (double[] point : ring) {
      double angle = 2 * Math.PI * random.nextDouble();
      point[0] = 5 * Math.cos(angle) + 0.3 * random.nextGaussian();
      point[1] = 5 * Math.sin(angle) + 0.3 * random.nextGaussian();
      point[2] = 100 + random.nextGaussian();
      point[3] = 7;
    }
  }

  @Test
  void score_offTheRing_isHigherThanOnIt() {
    OneClassSvm svm = OneClassSvm.fit(ring, 3);

    double on = svm.score(new double[] {5, 0, 100, 7});
    double far = svm.score(new double[] {40, 0, 100, 7});
    double missing = svm.score(new double[] {5, 0, Double.NaN, 7});

    assertThat(on).isBetween(0.0, 0.5);
    assertThat(far).isGreaterThan(0.9).isLessThanOrEqualTo(1);
    assertThat(missing).isBetween(0.0, 0.5);
    assertThat(svm.credit(new double[] {40, 0, 100, 7})[0]).isGreaterThan(0.3);
  }

  @Test
  void score_trainingPoints_fewAreOutside() {
    OneClassSvm svm = OneClassSvm.fit(ring, 3);

    int outside = 0;
    for (double[] point : ring) {
      outside += svm.score(point) > 0.5 ? 1 : 0;
    }

    assertThat(outside).isBetween(20, 300);
  }

  @Test
  void fit_sameSeed_sameScores() {
    double[] probe = {1, 2, 99, 7};

    assertThat(OneClassSvm.fit(ring, 5).score(probe))
        .isEqualTo(OneClassSvm.fit(ring, 5).score(probe));
  }
}
