package io.plumbline.detector.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.detector.features.Window;
import io.plumbline.detector.rules.BatchExecution.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchRulesTest {
  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final double MB = 1e6;

  private final Rules rules = new Rules(RulesConfig.DEFAULT);

  @Test
  void batch_ordinary_isKept() {
    assertThat(judged(Duration.ofMinutes(5), State.COMPLETED, 50 * MB)).isEmpty();
  }

  @Test
  void batch_atTheLimits_isKept() {
    assertThat(judged(Duration.ofHours(1), State.COMPLETED, 100 * MB)).isEmpty();
  }

  @Test
  void batch_failed_isFound() {
    BatchExecution execution = execution(Duration.ofMinutes(5), State.FAILED, 50 * MB);

    assertThat(rules.batch(execution))
        .containsExactly(
            new RuleFinding(
                "batch-failed",
                "billing",
                new Window(START, Duration.ofMinutes(5)),
                8,
                "batch invoices (17) failed",
                Double.NaN,
                Double.NaN));
  }

  @Test
  void batch_tooLong_isFound() {
    assertThat(judged(Duration.ofMinutes(61), State.COMPLETED, 50 * MB))
        .containsExactly("batch-duration: batch invoices (17) took 61m, limit 1h (3660.0/3600.0)");
  }

  @Test
  void batch_tooLongAndStillRunning_isFound() {
    assertThat(judged(Duration.ofMinutes(61), State.RUNNING, Double.NaN))
        .containsExactly(
            "batch-duration: batch invoices (17) has taken 61m, limit 1h (3660.0/3600.0)");
  }

  @Test
  void batch_tooMuchMemory_isFound() {
    assertThat(judged(Duration.ofMinutes(1), State.COMPLETED, 150 * MB))
        .containsExactly(
            "batch-memory: batch invoices (17) held 150.0 MB of memory, limit 100.0 MB"
                + " (1.5E8/1.0E8)");
  }

  @Test
  void batch_negativeMemory_isCorruptAndNothingElse() {
    assertThat(judged(Duration.ofMinutes(1), State.COMPLETED, -5 * MB))
        .containsExactly(
            "batch-memory-negative: batch invoices (17) reports -5.0 MB of memory, which is corrupt"
                + " (-5000000.0/0.0)");
  }

  @Test
  void batch_inefficient_isFound() {
    assertThat(judged(Duration.ofHours(1), State.COMPLETED, 900 * MB))
        .containsExactly(
            "batch-memory: batch invoices (17) held 900.0 MB of memory, limit 100.0 MB"
                + " (9.0E8/1.0E8)",
            "batch-efficiency: batch invoices (17) has efficiency 10.0 of 100, limit 20.0"
                + " (10.0/20.0)");
  }

  @Test
  void batch_nothingKnown_isKept() {
    assertThat(judged(Duration.ZERO, State.UNKNOWN, Double.NaN)).isEmpty();
  }

  @Test
  void state_words_areThoseOfSchedulers() {
    assertThat(State.of("COMPLETED")).isEqualTo(State.COMPLETED);
    assertThat(State.of(" Success ")).isEqualTo(State.COMPLETED);
    assertThat(State.of("FAILED")).isEqualTo(State.FAILED);
    assertThat(State.of("STARTED")).isEqualTo(State.RUNNING);
    assertThat(State.of("cancelled")).isEqualTo(State.STOPPED);
    assertThat(State.of("purple")).isEqualTo(State.UNKNOWN);
  }

  private List<String> judged(Duration duration, State state, double memoryBytes) {
    return rules.batch(execution(duration, state, memoryBytes)).stream()
        .map(one ->
            one.ruleId() + ": " + one.message() + " (" + one.actual() + "/" + one.limit() + ")")
        .toList();
  }

  private static BatchExecution execution(Duration duration, State state, double memoryBytes) {
    return new BatchExecution("17", "billing", "invoices", START, duration, state, memoryBytes);
  }
}
