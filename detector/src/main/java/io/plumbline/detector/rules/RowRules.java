package io.plumbline.detector.rules;

import io.plumbline.detector.config.DurationText;
import io.plumbline.detector.features.Feature;
import io.plumbline.detector.features.FeatureRow;
import io.plumbline.detector.features.Window;
import io.plumbline.detector.rules.RuleConfig.ErrorRatio;
import io.plumbline.detector.rules.RuleConfig.Side;
import io.plumbline.detector.rules.RuleConfig.Threshold;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The latest window of a service and those before it, held against rules. A period is as many whole
 * windows as cover it, so with windows longer than the period it is one window. A rule is broken
 * only while it goes on: what the latest window has no part in is over.
 */
final class RowRules {
  private final List<FeatureRow> rows;

  RowRules(List<FeatureRow> rows) {
    int first = rows.size() - 1;
    while (first > 0 && follows(rows.get(first), rows.get(first - 1))) {
      first--;
    }
    this.rows = List.copyOf(rows.subList(first, rows.size()));
  }

  private static boolean follows(FeatureRow row, FeatureRow earlier) {
    if (!row.service().equals(earlier.service())) {
      throw new IllegalArgumentException(
          "rows must be of one service: " + earlier.service() + ", " + row.service());
    }
    return earlier.window().next().equals(row.window());
  }

  /** How many windows cover a period. */
  static int windows(Duration period, Duration window) {
    long nanos = window.toNanos();
    return (int) Math.max(1, (period.toNanos() + nanos - 1) / nanos);
  }

  @Nullable RuleFinding ratio(ErrorRatio rule) {
    List<FeatureRow> judged = covering(rule.period());
    double requests = 0;
    double failures = 0;
    for (FeatureRow row : judged) {
      requests += count(row, Feature.REQUEST_RATE);
      failures += failures(row);
    }
    double ratio = failures / requests;
    double latest = judged.getLast().value(Feature.ERROR_RATE);
    if (Math.round(requests) < rule.requests() || !(Math.min(ratio, latest) > rule.ratio())) {
      return null;
    }
    Feature unit = Feature.ERROR_RATE;
    String message =
        String.format(
            "error ratio %s in %s, limit %s",
            unit.text(ratio), lengthText(judged), unit.text(rule.ratio()));
    return finding(rule, judged, message, ratio, rule.ratio());
  }

  @Nullable RuleFinding threshold(Threshold rule) {
    if (rows.size() < rule.windows()) {
      return null;
    }
    List<FeatureRow> judged = rows.subList(rows.size() - rule.windows(), rows.size());
    Feature feature = rule.feature();
    boolean above = rule.side() == Side.ABOVE;
    for (FeatureRow row : judged) {
      double value = row.value(feature);
      // NaN is on neither side.
      if (!(above ? value > rule.limit() : value < rule.limit())) {
        return null;
      }
    }
    double actual = judged.getLast().value(feature);
    String message =
        String.format(
            "%s %s, %s %s for %s",
            feature.label(),
            feature.text(actual),
            above ? "above" : "below",
            feature.text(rule.limit()),
            lengthText(judged));
    return finding(rule, judged, message, actual, rule.limit());
  }

  private List<FeatureRow> covering(Duration period) {
    int windows = windows(period, rows.getLast().window().length());
    return rows.subList(Math.max(0, rows.size() - windows), rows.size());
  }

  private static double failures(FeatureRow row) {
    double share = row.value(Feature.ERROR_RATE);
    return Double.isNaN(share) ? 0 : share * count(row, Feature.REQUEST_RATE);
  }

  /** The events of a window that its rate stands for; none when the rate is unknown. */
  private static double count(FeatureRow row, Feature rate) {
    double value = row.value(rate);
    return Double.isNaN(value) ? 0 : value * row.window().length().toMillis() / 1000.0;
  }

  private static Window span(List<FeatureRow> judged) {
    Window first = judged.getFirst().window();
    return new Window(first.start(), first.length().multipliedBy(judged.size()));
  }

  private static String lengthText(List<FeatureRow> judged) {
    return DurationText.of(span(judged).length());
  }

  private RuleFinding finding(
      RuleConfig rule, List<FeatureRow> judged, String message, double actual, double limit) {
    return new RuleFinding(
        rule.id(),
        rows.getLast().service(),
        span(judged),
        rule.head().surprise(),
        message,
        actual,
        limit);
  }
}
