package io.plumbline.detector.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.detector.incident.IncidentRules;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class OnsetsTest {
  @Test
  void of_twoOfThreeHigh_beginsAtTheFirst() {
    assertThat(onsets(series(0, 5, 0, 5, 0, 0))).containsExactly(1);
  }

  @Test
  void of_oneHigh_isNothing_unlessVeryHigh() {
    assertThat(onsets(series(0, 5, 0, 0, 5, 0))).isEmpty();
    assertThat(onsets(series(0, 0, 9, 0, 0, 0))).containsExactly(2);
  }

  @Test
  void of_oddAllAlong_beginsOnce() {
    double[] series = new double[20];
    Arrays.fill(series, 3, 15, 9);

    assertThat(onsets(series)).containsExactly(3);
  }

  @Test
  void of_servicesOneAfterTheOther_isOneTrouble_ifNear() {
    assertThat(onsets(series(9, 0, 0, 0, 0, 0, 0), series(0, 0, 9, 0, 0, 0, 0))).containsExactly(0);
    assertThat(onsets(series(9, 0, 0, 0, 0, 0, 0), series(0, 0, 0, 0, 0, 9, 0)))
        .containsExactly(0, 5);
  }

  @Test
  void of_windowsWithoutAScore_areCalm() {
    assertThat(onsets(series(Double.NaN, 9, Double.NaN, Double.NaN))).containsExactly(1);
    assertThat(Onsets.of(List.of(), IncidentRules.DEFAULT)).isEmpty();
  }

  private static double[] series(double... surprises) {
    return surprises;
  }

  private static List<Integer> onsets(double[]... services) {
    return Onsets.of(List.of(services), IncidentRules.DEFAULT);
  }
}
