package io.plumbline.detector.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TemplateChangesTest {
  private static final Instant NINE = Instant.parse("2026-01-05T09:00:00Z");

  private final TemplateBaseline baseline =
      TemplateBaseline.of(Collections.nCopies(20, window("steady", 10, "rare", 1)), 40);

  @Test
  void of_usualWindow() {
    assertThat(TemplateChanges.DEFAULT.of(window("steady", 10, "rare", 1), baseline)).isEmpty();
  }

  @Test
  void of_newTemplate() {
    assertThat(TemplateChanges.DEFAULT.of(window("steady", 9, "timeout", 1), baseline))
        .containsExactly(new TemplateChange.Appeared("timeout", 1));
  }

  @Test
  void of_rise() {
    assertThat(TemplateChanges.DEFAULT.of(window("steady", 200, "rare", 2), baseline))
        .containsExactly(new TemplateChange.Risen("steady", 200, 5, 40));
  }

  @Test
  void of_absence() {
    TemplateBaseline always = TemplateBaseline.of(Collections.nCopies(20, window("beat", 8)), 20);

    assertThat(TemplateChanges.DEFAULT.of(window(), always))
        .containsExactly(new TemplateChange.Vanished("beat", 8));
  }

  @Test
  void of_absenceOfWhatComesInBursts() {
    TemplateBaseline bursts = TemplateBaseline.of(Collections.nCopies(10, window("burst", 90)), 20);

    assertThat(TemplateChanges.DEFAULT.of(window(), bursts)).isEmpty();
  }

  @Test
  void of_littleHistory() {
    TemplateBaseline little = TemplateBaseline.of(Collections.nCopies(3, window("beat", 8)), 3);

    assertThat(TemplateChanges.DEFAULT.of(window("beat", 80), little)).isEmpty();
    assertThat(TemplateChanges.DEFAULT.of(window(), little)).isEmpty();
  }

  @Test
  void baseline_fewerWindowsThanCounted() {
    assertThatThrownBy(() -> TemplateBaseline.of(List.of(window(), window()), 1))
        .hasMessage("windows must be at least those counted: 1 < 2");
  }

  @Test
  void counter_windowsAndServices() {
    TemplateCounter counter = new TemplateCounter(Duration.ofMinutes(1));
    counter.add("shop", NINE.plusSeconds(59), "a");
    counter.add("shop", NINE, "a");
    counter.add("shop", NINE.plusSeconds(60), "a");
    counter.add("bank", NINE.plusSeconds(1), "b");

    assertThat(counter.closeUntil(NINE.plusSeconds(119)))
        .containsExactly(
            new TemplateWindow("bank", NINE, counts("b", 1)),
            new TemplateWindow("shop", NINE, counts("a", 2)));
    assertThat(counter.closeUntil(NINE.plusSeconds(120)))
        .containsExactly(new TemplateWindow("shop", NINE.plusSeconds(60), counts("a", 1)));
    assertThat(counter.closeUntil(Instant.MAX.minusSeconds(1_000_000_000_000L))).isEmpty();
  }

  @Test
  void counter_moreTemplatesThanKept() {
    TemplateCounter counter = new TemplateCounter(Duration.ofMinutes(1));
    for (int i = 0; i < 10_005; i++) {
      counter.add("shop", NINE, "t" + i);
    }

    TemplateWindow window = counter.closeUntil(NINE.plusSeconds(60)).getFirst();

    assertThat(window.counts()).hasSize(10_001).containsEntry(TemplateCounter.REST, 5L);
  }

  @Test
  void resolved_joinedTemplates() {
    assertThat(window("a", 1, "b", 2).resolved(id -> id.equals("b") ? "a" : id))
        .isEqualTo(window("a", 3));
  }

  private static TemplateWindow window(Object... counts) {
    return new TemplateWindow("shop", NINE, counts(counts));
  }

  private static SortedMap<String, Long> counts(Object... counts) {
    SortedMap<String, Long> map = new TreeMap<>();
    for (int i = 0; i < counts.length; i += 2) {
      map.put((String) counts[i], ((Integer) counts[i + 1]).longValue());
    }
    return map;
  }
}
