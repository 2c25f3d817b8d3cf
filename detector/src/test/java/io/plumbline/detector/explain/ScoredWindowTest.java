package io.plumbline.detector.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.detector.features.Feature;
import io.plumbline.detector.features.FeatureRow;
import io.plumbline.detector.features.Window;
import io.plumbline.detector.model.History;
import io.plumbline.detector.model.NoveltyKind;
import io.plumbline.detector.model.ServiceModel;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ScoredWindowTest {
  private static final Window WINDOW =
      new Window(Instant.parse("2026-01-01T00:00:00Z"), Duration.ofMinutes(1));

  private final ServiceModel model =
      ServiceModel.train(
          Feature.columns(WINDOW.length()),
          new History(60, LongStream.range(0, 600).map(i -> 60 * i).toArray(), normal(600)),
          7,
          NoveltyKind.OURS);

  @Test
  void of_slowRequests_namesLatencyWithActualTypicalAndShare() {
    double[] values = normal(1)[0];
    values[Feature.LATENCY_P99.column()] = 840;

    ScoredWindow window = read(values);

    assertThat(window.surprise()).isGreaterThan(4);
    assertThat(window.top()).hasSize(3);
    assertThat(window.top().getFirst().feature()).isEqualTo(Feature.LATENCY_P99);
    assertThat(window.sentence())
        .matches("service-b: latency p99 840 ms, typically 1\\d\\d–1\\d\\d ms \\(\\d\\d %\\).*");
    assertThat(window.parts().stream().mapToDouble(FeaturePart::contribution).sum())
        .isBetween(0.999, 1.001);
  }

  @Test
  void of_normalRequests_isCalm() {
    ScoredWindow window = read(normal(1)[0]);

    assertThat(window.score()).isLessThan(20);
  }

  @Test
  void of_missingFeature_isNoneAndContributesNothing() {
    double[] values = normal(1)[0];
    values[Feature.CPU.column()] = Double.NaN;

    FeaturePart cpu = read(values).part(Feature.CPU);

    assertThat(cpu.contribution()).isZero();
    assertThat(cpu.fact()).startsWith("CPU none, typically ");
  }

  @Test
  void severity_bounds() {
    assertThat(Severity.of(24.9)).isEqualTo(Severity.WARNING);
    assertThat(Severity.of(25)).isEqualTo(Severity.MINOR);
    assertThat(Severity.of(50)).isEqualTo(Severity.MAJOR);
    assertThat(Severity.of(75)).isEqualTo(Severity.CRITICAL);
  }

  private ScoredWindow read(double[] values) {
    return ScoredWindow.of(new FeatureRow("service-b", WINDOW, values), model, model.reader());
  }

  private static double[][] normal(int count) {
    SplittableRandom random = new SplittableRandom(count);
    double[][] rows = new double[count][];
    for (int i = 0; i < count; i++) {
      double slow = Math.exp(0.1 * random.nextGaussian());
      rows[i] =
          new double[] {
            15 + random.nextGaussian(),
            0.001,
            40 * slow,
            90 * slow,
            150 * slow,
            30 * slow,
            1,
            0.001,
            0,
            0,
            30 + 2 * random.nextGaussian(),
            0.1,
            80 << 20,
            30 << 20
          };
    }
    return rows;
  }
}
