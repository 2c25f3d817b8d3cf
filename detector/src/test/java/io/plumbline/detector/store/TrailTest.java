package io.plumbline.detector.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TrailTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration KEPT = Duration.ofMinutes(100);

  private Trail trail = Trail.start(NOON);

  @Test
  void settled_nothingChanged_isTheLastPoint() {
    walk(200);

    assertThat(trail.settled(trail.counts())).isSameAs(trail.last());
  }

  @Test
  void settled_anyWindowGrew_isBeforeItAndNotFar() {
    walk(300);

    for (int age = 1; age <= 100; age++) {
      Instant late = NOON.plusSeconds(60L * (300 - age));
      SortedMap<Instant, Long> now = new TreeMap<>(trail.counts());
      now.merge(late, 1L, Long::sum);
      Instant back = trail.settled(now).scoredUntil();
      assertThat(back).isBeforeOrEqualTo(late);
      assertThat(Duration.between(back, late).toMinutes()).isLessThanOrEqualTo(age);
    }
  }

  @Test
  void settled_aWindowWithoutAnyGotSome_isBeforeIt() {
    walk(10);
    SortedMap<Instant, Long> scored = new TreeMap<>(trail.counts());
    Instant empty = NOON.plusSeconds(60L * 5);
    scored.remove(empty);
    Trail other = new Trail(trail.points(), scored);

    assertThat(other.settled(trail.counts()).scoredUntil()).isBeforeOrEqualTo(empty);
  }

  @Test
  void with_manyWindows_holdsFewPoints() {
    for (int i = 0; i < 1000; i++) {
      walk(1);
      assertThat(trail.points().size()).isLessThan(16);
      assertThat(trail.counts().size()).isLessThanOrEqualTo(200);
    }
    assertThat(trail.watchedFrom()).isBeforeOrEqualTo(trail.last().scoredUntil().minus(KEPT));
  }

  @Test
  void with_startBeforeTheLastPoint_forgetsThePointsInBetween() {
    walk(64);
    Checkpoint back = trail.points().get(1);
    Instant end = trail.last().scoredUntil().plusSeconds(60);

    Trail after = trail.with(back, List.of(Checkpoint.start(end)), trail.counts(), KEPT);

    assertThat(after.points())
        .containsExactly(trail.points().getFirst(), back, Checkpoint.start(end));
  }

  @Test
  void with_nothingKept_holdsTheLastPointOnly() {
    walk(10);

    Trail after =
        trail.with(
            trail.last(),
            List.of(Checkpoint.start(NOON.plusSeconds(900))),
            trail.counts(),
            Duration.ZERO);

    assertThat(after).isEqualTo(Trail.start(NOON.plusSeconds(900)));
  }

  /** A window a minute, one a step. */
  private void walk(int windows) {
    for (int i = 0; i < windows; i++) {
      Checkpoint last = trail.last();
      SortedMap<Instant, Long> now = new TreeMap<>(trail.counts());
      now.put(last.scoredUntil(), 7L);
      List<Checkpoint> judged = List.of(Checkpoint.start(last.scoredUntil().plusSeconds(60)));
      trail = trail.with(last, judged, now, KEPT);
    }
  }
}
