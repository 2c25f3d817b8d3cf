package io.plumbline.detector.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.detector.evaluate.Episodes.Span;
import io.plumbline.detector.incident.IncidentRules;
import java.util.List;
import org.junit.jupiter.api.Test;

class EpisodesTest {
  private static final IncidentRules RULES = new IncidentRules(2, 4, 8, 2);

  @Test
  void of_twoOfThreeHighWindows_opensUntilCalm() {
    double[] surprises = {0, 4, 0, 5, 2, 0, 3, 0, 0, 0};

    assertThat(Episodes.of(surprises, RULES)).containsExactly(new Span(3, 7));
  }

  @Test
  void of_oneVeryHighWindow_opensAtOnce() {
    assertThat(Episodes.of(new double[] {0, 8}, RULES)).containsExactly(new Span(1, 2));
  }

  @Test
  void of_oneHighWindow_opensNothing() {
    assertThat(Episodes.of(new double[] {7, 0, 0, 7, 3, 3}, RULES)).isEmpty();
  }

  @Test
  void of_labels_areTheirStretches() {
    boolean[] labels = {true, true, false, true};

    assertThat(Episodes.of(labels)).containsExactly(new Span(0, 2), new Span(3, 4));
  }

  @Test
  void met_countsSpansThatOverlapAny() {
    List<Span> events = List.of(new Span(0, 2), new Span(5, 6), new Span(9, 12));

    assertThat(Episodes.met(events, List.of(new Span(1, 3), new Span(6, 9)))).isEqualTo(1);
  }
}
