package io.plumbline.detector.report;

import io.plumbline.detector.explain.Severity;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An anomaly as it is stored: a window of a service that was odd.
 *
 * @param score 0–100
 * @param surprise what the score was made of, which has no greatest value
 * @param modelVersion of the model that says so
 * @param incident the id of the incident that it belongs to; null for none
 * @param evidence the features that contributed most, the strongest first
 * @param rules what the configured rules say that it broke, in sentences
 */
public record OddWindow(
    String service,
    Instant start,
    Instant end,
    double score,
    double surprise,
    long modelVersion,
    String message,
    @Nullable String incident,
    List<Evidence> evidence,
    List<String> rules) {
  public OddWindow {
    evidence = List.copyOf(evidence);
    rules = List.copyOf(rules);
  }

  /**
   * What a feature was and what it usually is.
   *
   * @param feature its id
   * @param contribution its part in the surprise, 0–1
   */
  public record Evidence(
      String feature, double actual, double low, double high, double contribution) {}

  Severity severity() {
    return Severity.of(score);
  }

  /** Whether a feature had a good part in it. */
  boolean isFor(String feature) {
    return evidence.stream()
        .anyMatch(one -> one.feature().equals(feature) && one.contribution() >= 0.1);
  }
}
