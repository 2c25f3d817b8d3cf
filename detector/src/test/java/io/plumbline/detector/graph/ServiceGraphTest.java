package io.plumbline.detector.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ServiceGraphTest {
  private final ServiceGraph graph =
      new ServiceGraph(
          Map.of("a", List.of("b"), "b", List.of("c"), "c", List.of("d"), "x", List.of("y", "x")));

  @Test
  void downstream_followsCalls() {
    assertThat(graph.downstream(Set.of("b"))).containsExactly("b", "c", "d");
    assertThat(graph.downstream(Set.of("x"))).containsExactly("x", "y");
    assertThat(graph.downstream(Set.of("unknown"))).containsExactly("unknown");
  }

  @Test
  void isNear_withAtMostOneBetween() {
    assertThat(graph.isNear("a", "a")).isTrue();
    assertThat(graph.isNear("b", "a")).isTrue();
    assertThat(graph.isNear("a", "c")).isTrue();
    assertThat(graph.isNear("a", "d")).isFalse();
    assertThat(graph.isNear("a", "x")).isFalse();
  }

  @Test
  void groups_joinsOverMembers() {
    assertThat(graph.groups(Set.of("a", "c", "d", "y", "z")))
        .containsExactly(Set.of("a", "c", "d"), Set.of("y"), Set.of("z"));
  }

  @Test
  void callers_areTheOtherWayRound() {
    assertThat(graph.callers("c")).containsExactly("b");
    assertThat(graph.callers("a")).isEmpty();
  }
}
