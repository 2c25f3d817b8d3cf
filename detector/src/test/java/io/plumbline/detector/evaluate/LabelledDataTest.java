package io.plumbline.detector.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.plumbline.detector.model.NoveltyKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Gates a little below what is reached on published sets; skipped where those are absent. */
class LabelledDataTest {
  @Test
  void forest_onAdbench() throws IOException {
    Map<String, Double> mean = measures(run("adbench"), "mean");

    assertThat(mean.get("auc")).isGreaterThan(0.86);
  }

  @Test
  void lenses_onAsd() throws IOException {
    List<Result> results = run("asd");

    assertThat(measures(results, "mean").get("ap")).isGreaterThan(0.52);
    assertThat(measures(results, "mean").get("explained")).isGreaterThan(0.88);
    assertThat(measures(results, "events").get("event_recall_at_budget")).isGreaterThan(0.45);
    assertThat(measures(results, "mean").get("false_points_refit"))
        .isLessThan(0.75 * measures(results, "mean").getOrDefault("false_points", 0.0));
  }

  @Test
  void lenses_onSmd() throws IOException {
    Map<String, Double> mean = measures(run("smd"), "mean");

    assertThat(mean.get("ap")).isGreaterThan(0.27);
    assertThat(mean.get("ap_refit")).isGreaterThan(mean.get("ap"));
    assertThat(mean.get("false_points_refit"))
        .isLessThan(0.75 * mean.getOrDefault("false_points", 0.0));
  }

  @Test
  void causes_onNezha() throws IOException {
    Map<String, Double> mean = measures(run("nezha-ob"), "mean");

    assertThat(mean.get("cause_first")).isGreaterThan(0.9);
    assertThat(mean.get("cause_in_3")).isGreaterThan(0.95);
    assertThat(mean.get("auc")).isGreaterThan(0.9);
    assertThat(mean.get("found_cause_first")).isGreaterThan(0.6);
    assertThat(mean.get("false_onsets_per_hour")).isLessThan(0.5);
  }

  private static Map<String, Double> measures(List<Result> results, String name) {
    return results.stream()
        .filter(one -> one.name().equals(name))
        .findFirst()
        .orElseThrow()
        .measures();
  }

  private static List<Result> run(String set) throws IOException {
    Path parent = Path.of("").toAbsolutePath();
    while (parent != null && !Files.isDirectory(parent.resolve("shared/data").resolve(set))) {
      parent = parent.getParent();
    }
    assumeTrue(parent != null, "shared/data/" + set + " is not beside the project");
    Path folder = Objects.requireNonNull(parent).resolve("shared/data").resolve(set);
    return Evaluation.of(folder, NoveltyKind.OURS, 42).run(_ -> {});
  }
}
