package io.plumbline.detector.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.detector.features.Window;
import io.plumbline.detector.features.WindowGrid;
import io.plumbline.detector.rules.RuleConfig.ErrorCount;
import io.plumbline.detector.rules.RuleConfig.Head;
import io.plumbline.detector.rules.RuleConfig.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlidingCountTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final WindowGrid GRID = new WindowGrid(Duration.ofMinutes(1));

  @Test
  void findings_periodShorterThanAWindow_countErrorsWithinIt() {
    SlidingCount tenSeconds = count(3, Duration.ofSeconds(10));
    add(tenSeconds, "shop", 0, 5, 15, 20, 24, 26, 40);

    assertThat(tenSeconds.findings())
        .containsExactly(
            new RuleFinding(
                "rule",
                "shop",
                new Window(NOON.plusSeconds(15), Duration.ofSeconds(9)),
                6,
                "3 failed requests in 10s, limit 3",
                3,
                3));
  }

  @Test
  void findings_errorsOnBothSidesOfABorder_breakTheRuleInTheWindowWhereTheyReachIt() {
    SlidingCount tenSeconds = count(3, Duration.ofSeconds(10));
    add(tenSeconds, "shop", 55, 59, 61, 64, 200);

    assertThat(tenSeconds.findings())
        .singleElement()
        .satisfies(one -> {
          assertThat(tenSeconds.start(one)).isEqualTo(NOON.plusSeconds(60));
          assertThat(one.message()).isEqualTo("4 failed requests in 10s, limit 3");
        });
  }

  @Test
  void findings_limitReachedThroughout_areOneOfTheMostInEveryWindow() {
    SlidingCount minute = count(2, Duration.ofMinutes(1));
    add(minute, "shop", 10, 40, 50, 105, 165, 300);

    assertThat(minute.findings()).extracting(RuleFinding::actual).containsExactly(3.0, 2.0);
  }

  @Test
  void findings_aPeriodApart_areNotCountedTogether() {
    SlidingCount tenSeconds = count(2, Duration.ofSeconds(10));
    add(tenSeconds, "shop", 0, 10, 20);

    assertThat(tenSeconds.findings()).isEmpty();
  }

  @Test
  void findings_ofDifferentServices_areNotCountedTogether() {
    SlidingCount tenSeconds = count(2, Duration.ofSeconds(10));
    add(tenSeconds, "shop", 1);
    add(tenSeconds, "till", 1);

    assertThat(tenSeconds.findings()).isEmpty();
  }

  @Test
  void findings_ofServicesTheRuleIsNotFor_areNone() {
    Head head = new Head("rule", List.of("shop*"), 6);
    SlidingCount count =
        new SlidingCount(new ErrorCount(head, Source.LOGS, 1, Duration.ofSeconds(10)), GRID);
    add(count, "shop-a", 1);
    add(count, "till", 1);

    assertThat(count.findings())
        .extracting(one -> one.service() + ": " + one.message())
        .containsExactly("shop-a: 1 error log in 10s, limit 1");
  }

  @Test
  void findings_severalErrorsAtOneTime_areAllCounted() {
    SlidingCount count = count(5, Duration.ofSeconds(1));
    count.add(new ErrorEvent("shop", NOON, 5));

    assertThat(count.findings()).extracting(RuleFinding::actual).containsExactly(5.0);
  }

  private static SlidingCount count(int limit, Duration period) {
    Head head = new Head("rule", List.of(), 6);
    return new SlidingCount(new ErrorCount(head, Source.REQUESTS, limit, period), GRID);
  }

  private static void add(SlidingCount count, String service, int... seconds) {
    for (int second : seconds) {
      count.add(new ErrorEvent(service, NOON.plusSeconds(second), 1));
    }
  }
}
