package io.plumbline.detector.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.detector.features.Feature;
import io.plumbline.detector.features.FeatureRow;
import io.plumbline.detector.features.Window;
import io.plumbline.detector.rules.RuleConfig.ErrorRatio;
import io.plumbline.detector.rules.RuleConfig.Head;
import io.plumbline.detector.rules.RuleConfig.NewErrorTemplate;
import io.plumbline.detector.rules.RuleConfig.NoData;
import io.plumbline.detector.rules.RuleConfig.Side;
import io.plumbline.detector.rules.RuleConfig.Threshold;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RulesTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration WINDOW = Duration.ofSeconds(10);
  private static final Head HEAD = new Head("rule", List.of(), 6);

  private final List<FeatureRow> rows = new ArrayList<>();

  @Test
  void rows_beforeAGap_areLeftOut() {
    Rules rules = rules(new Threshold(HEAD, Feature.CPU, Side.ABOVE, 0.5, 2));
    row(Map.of(Feature.CPU, 0.9));
    Window later = new Window(NOON.plusSeconds(20), WINDOW);
    rows.add(new FeatureRow("shop", later, values(Map.of(Feature.CPU, 0.9))));

    assertThat(rules.rows(rows)).isEmpty();
  }

  @Test
  void rows_ofTwoServices_areRefused() {
    row(Map.of());
    rows.add(new FeatureRow("till", rows.getLast().window().next(), values(Map.of())));

    assertThatThrownBy(() -> rules().rows(rows)).hasMessageContaining("shop, till");
  }

  @Test
  void rows_ratioAboveTheLimit_isFound() {
    Rules rules = rules(new ErrorRatio(HEAD, 0.2, Duration.ofSeconds(20), 20));
    row(Map.of(Feature.REQUEST_RATE, 1.0, Feature.ERROR_RATE, 0.1));
    row(Map.of(Feature.REQUEST_RATE, 3.0, Feature.ERROR_RATE, 0.3));

    assertThat(messages(rules)).containsExactly("error ratio 25.0 % in 20s, limit 20.0 %");
    assertThat(rules.rowsNeeded(WINDOW)).isEqualTo(2);
  }

  @Test
  void rows_ratioOfFewRequests_isKept() {
    Rules rules = rules(new ErrorRatio(HEAD, 0.2, Duration.ofSeconds(10), 20));
    row(Map.of(Feature.REQUEST_RATE, 1.9, Feature.ERROR_RATE, 1.0));

    assertThat(rules.rows(rows)).isEmpty();
  }

  @Test
  void rows_ratioAtTheLimitOrOfNoRequests_isKept() {
    Rules rules = rules(new ErrorRatio(HEAD, 0.2, Duration.ofSeconds(10), 1));
    row(Map.of(Feature.REQUEST_RATE, 0.0));
    assertThat(rules.rows(rows)).isEmpty();
    row(Map.of(Feature.REQUEST_RATE, 10.0, Feature.ERROR_RATE, 0.2));
    assertThat(rules.rows(rows)).isEmpty();
  }

  @Test
  void rows_aboveAThresholdForSoManyWindows_isFound() {
    Rules rules = rules(new Threshold(HEAD, Feature.LATENCY_P95, Side.ABOVE, 500, 3));
    for (double latency : new double[] {600, 500, 501, 510, 840}) {
      row(Map.of(Feature.LATENCY_P95, latency));
      assertThat(rules.rows(rows)).hasSize(latency == 840 ? 1 : 0);
    }

    RuleFinding finding = rules.rows(rows).getFirst();
    assertThat(finding.message()).isEqualTo("latency p95 840 ms, above 500 ms for 30s");
    assertThat(finding.actual()).isEqualTo(840);
    assertThat(finding.window())
        .isEqualTo(new Window(NOON.plusSeconds(20), Duration.ofSeconds(30)));
  }

  @Test
  void rows_belowAThreshold_isFound() {
    Rules rules = rules(new Threshold(HEAD, Feature.REQUEST_RATE, Side.BELOW, 1, 1));
    row(Map.of(Feature.REQUEST_RATE, 0.5));

    assertThat(messages(rules)).containsExactly("request rate 0.50/s, below 1.00/s for 10s");
  }

  @Test
  void rows_missingValue_isOnNeitherSide() {
    row(Map.of());

    assertThat(rules(new Threshold(HEAD, Feature.CPU, Side.ABOVE, 0, 1)).rows(rows)).isEmpty();
    assertThat(rules(new Threshold(HEAD, Feature.CPU, Side.BELOW, 1, 1)).rows(rows)).isEmpty();
  }

  @Test
  void rows_otherService_isNotJudged() {
    Head head = new Head("rule", List.of("till", "pay*"), 6);
    Rules rules = rules(new Threshold(head, Feature.CPU, Side.ABOVE, 0.5, 1));
    row(Map.of(Feature.CPU, 0.9));

    assertThat(rules.rows(rows)).isEmpty();
    assertThat(head.isFor("payments")).isTrue();
    assertThat(head.isFor("repay")).isFalse();
    assertThat(new Head("rule", List.of("a.*b"), 6).isFor("aXb")).isFalse();
  }

  @Test
  void silence_fromThePeriodUntilTheServiceIsGone_isFound() {
    Rules rules = rules(new NoData(HEAD, Duration.ofMinutes(5), Duration.ofHours(1)));

    assertThat(rules.silence("shop", true, NOON, NOON.plusSeconds(299))).isEmpty();
    assertThat(rules.silence("shop", true, NOON, NOON.plusSeconds(3600))).isEmpty();
    assertThat(rules.silence("shop", true, NOON, NOON.plusSeconds(420)))
        .containsExactly(
            new RuleFinding(
                "rule",
                "shop",
                new Window(NOON, Duration.ofMinutes(7)),
                6,
                "no data for 7m, limit 5m",
                420,
                300));
  }

  @Test
  void newErrorTemplates_some_areOneFinding() {
    Rules rules = rules(new NewErrorTemplate(HEAD));
    Window window = new Window(NOON, WINDOW);
    TreeSet<String> templates = new TreeSet<>();
    assertThat(rules.newErrorTemplates("shop", window, templates)).isEmpty();
    templates.add("cannot reach <*>");
    assertThat(rules.newErrorTemplates("shop", window, templates))
        .containsExactly(
            new RuleFinding("rule", "shop", window, 6, "new error: cannot reach <*>", 1, 0));
    IntStream.range(0, 4).forEach(i -> templates.add("d" + i));
    assertThat(rules.newErrorTemplates("shop", window, templates).getFirst().message())
        .isEqualTo("5 new errors: cannot reach <*>; d0; d1; and 2 more");
  }

  private static Rules rules(RuleConfig... rules) {
    return new Rules(new RulesConfig(List.of(rules)));
  }

  private List<String> messages(Rules rules) {
    return rules.rows(rows).stream().map(RuleFinding::message).toList();
  }

  private void row(Map<Feature, Double> values) {
    Window window = rows.isEmpty() ? new Window(NOON, WINDOW) : rows.getLast().window().next();
    rows.add(new FeatureRow("shop", window, values(values)));
  }

  private static double[] values(Map<Feature, Double> values) {
    double[] all = new double[Feature.all().size()];
    Arrays.fill(all, Double.NaN);
    values.forEach((feature, value) -> all[feature.column()] = value);
    return all;
  }
}
