package io.plumbline.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ViewTest {
  @Test
  void row_serviceWithoutRequests_hasDashesForWhatThereIsNot() {
    assertThat(View.row(new Overview.Service("shop", 0, Double.NaN, Double.NaN, Double.NaN, 12, 3)))
        .isEqualTo("shop                 0.0         -         -        -      12          3");
  }

  @Test
  void row_busyService_hasNumbers() {
    assertThat(View.row(new Overview.Service("shop", 9.25, 0.125, 40.04, 80.06, 0, 0)))
        .isEqualTo("shop                 9.3      40.0      80.1    12.5%       0          0");
  }
}
