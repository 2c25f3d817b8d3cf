package io.plumbline.detector.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.detector.features.Feature;
import io.plumbline.detector.features.FeatureRow;
import io.plumbline.detector.features.Scope;
import io.plumbline.detector.features.Window;
import io.plumbline.detector.features.WindowGrid;
import io.plumbline.detector.model.ServiceModel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PeersTest {
  private static final WindowGrid GRID = new WindowGrid(Duration.ofSeconds(60));
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final int OLD = 400;
  private static final int YOUNG = 30;

  @Test
  void youngService_thatHasSeenLittle_borrowsHowWidelyOthersVary() {
    double odds = surpriseOfSlowWindow(List.of(), "young");
    double oddsAmongPeers = surpriseOfSlowWindow(List.of("old-1", "old-2", "old-3"), "young");

    assertThat(odds).isGreaterThan(6);
    assertThat(oddsAmongPeers).isLessThan(3);
  }

  @Test
  void serviceAmongOthersOfItsAge_borrowsNothing() {
    List<FeatureRow> alone = rows("one", OLD, 0.02);
    List<FeatureRow> together = new ArrayList<>(alone);
    together.addAll(rows("other", OLD, 0.5));

    assertThat(train(together, "one").state()).isEqualTo(train(alone, "one").state());
  }

  /** A window of a quiet service that is as slow as those of its peers are every hour. */
  private static double surpriseOfSlowWindow(List<String> peers, String service) {
    List<FeatureRow> rows = new ArrayList<>(rows(service, YOUNG, 0.02));
    peers.forEach(peer -> rows.addAll(rows(peer, OLD, 0.5)));
    double[] slow = rows(service, 1, 0).getFirst().values();
    for (Feature latency : List.of(Feature.LATENCY_P50, Feature.LATENCY_P95, Feature.SELF_TIME)) {
      slow[latency.column()] *= 2;
    }
    long time = START.plusSeconds(60L * YOUNG).getEpochSecond();
    return train(rows, service).reader().read(time, slow).surprise();
  }

  private static ServiceModel train(List<FeatureRow> rows, String service) {
    TrainedModel blank =
        new TrainedModel(
            "test",
            1,
            START,
            GRID,
            START,
            START.plusSeconds(60 * OLD),
            3,
            Scope.SERVICES,
            new TreeMap<>());
    TrainedModel model = Trained.of(blank, rows);
    return model.services().entrySet().stream()
        .filter(one -> one.getKey().equals(service))
        .map(one -> one.getValue().model())
        .findFirst()
        .orElseThrow();
  }

  private static List<FeatureRow> rows(String service, int count, double spread) {
    SplittableRandom random = new SplittableRandom(service.hashCode());
    List<FeatureRow> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double slow = Math.exp(spread * random.nextGaussian());
      double[] values = new double[Feature.all().size()];
      Arrays.fill(values, Double.NaN);
      values[Feature.REQUEST_RATE.column()] = 10 + 0.5 * random.nextGaussian();
      values[Feature.ERROR_RATE.column()] = 0;
      values[Feature.LATENCY_P50.column()] = 40 * slow;
      values[Feature.LATENCY_P95.column()] = 90 * slow;
      values[Feature.SELF_TIME.column()] = 30 * slow;
      rows.add(
          new FeatureRow(service, new Window(START.plusSeconds(60L * i), GRID.length()), values));
    }
    return rows;
  }
}
