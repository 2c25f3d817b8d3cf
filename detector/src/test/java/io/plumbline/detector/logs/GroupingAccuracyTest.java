package io.plumbline.detector.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class GroupingAccuracyTest {
  @Test
  void of_otherNamesSameGroups() {
    assertThat(GroupingAccuracy.of(List.of("x", "y", "x"), List.of("E1", "E2", "E1"))).isEqualTo(1);
  }

  @Test
  void of_groupSplit() {
    // E1's two lines are in two groups; only E2's line counts.
    assertThat(GroupingAccuracy.of(List.of("x", "y", "z", "z"), List.of("E1", "E1", "E2", "E2")))
        .isEqualTo(0.5);
  }

  @Test
  void of_groupsJoined() {
    assertThat(GroupingAccuracy.of(List.of("x", "x"), List.of("E1", "E2"))).isEqualTo(0);
  }

  @Test
  void of_otherCount() {
    assertThatThrownBy(() -> GroupingAccuracy.of(List.of("x"), List.of()))
        .hasMessage("Both must be of the same lines: 1 and 0");
  }
}
