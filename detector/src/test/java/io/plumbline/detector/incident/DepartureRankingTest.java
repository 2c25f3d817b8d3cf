package io.plumbline.detector.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.detector.graph.ServiceGraph;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DepartureRankingTest {
  private static final int WINDOWS = 300;
  private static final int ONSET = 200;
  private static final int CPU = 0;
  private static final int SERVED = 1;
  private static final int CALLED = 2;
  private static final int WAITED = 3;
  private static final List<Signal> SIGNALS =
      List.of(
          new Signal("cpu", Signal.Kind.OWN),
          new Signal("served", Signal.Kind.SERVED),
          new Signal("called", Signal.Kind.CALLED),
          new Signal("waited", Signal.Kind.WAITED));
  private static final ServiceGraph GRAPH =
      new ServiceGraph(Map.of("shop", Set.of("cart"), "cart", Set.of("store")));

  private final Map<String, ServiceSignals> services = new TreeMap<>();

  @BeforeEach
  void allIsNormal() {
    SplittableRandom random = new SplittableRandom(1);
    for (String service : List.of("shop", "cart", "store")) {
      double[][] rows = new double[WINDOWS][SIGNALS.size()];
      for (double[] row : rows) {
        Arrays.setAll(row, _ -> 10 + random.nextGaussian());
      }
      services.put(service, new ServiceSignals(SIGNALS, rows));
    }
  }

  @Test
  void rank_slowCallee_isTheCauseOfSlowerCallers() {
    raise("shop", SERVED, ONSET, 4, 90);
    raise("cart", SERVED, ONSET, 4, 80);
    raise("store", SERVED, ONSET, 4, 60);

    assertThat(ranking().rank(ONSET)).startsWith("store");
  }

  @Test
  void rank_slowCalls_areTheCallees() {
    raise("shop", WAITED, ONSET, 4, 90);
    raise("shop", SERVED, ONSET, 4, 90);
    raise("cart", CALLED, ONSET, 4, 70);

    assertThat(ranking().rank(ONSET)).startsWith("cart");
  }

  @Test
  void rank_callerFarSlowerThanItsCallee_isSuspectedItself() {
    raise("shop", SERVED, ONSET, 4, 300);
    raise("cart", SERVED, ONSET, 4, 20);

    assertThat(ranking().rank(ONSET)).startsWith("shop");
  }

  @Test
  void rank_oneWildWindow_countsForNothing() {
    raise("shop", CPU, ONSET + 1, 1, 5000);
    raise("store", CPU, ONSET, 4, 20);

    assertThat(ranking().rank(ONSET)).startsWith("store");
  }

  @Test
  void rank_aFallToNothing_isAsTellingAsARise() {
    raise("cart", CPU, ONSET, 4, -10);

    assertThat(ranking().rank(ONSET)).startsWith("cart");
  }

  @Test
  void rank_oddSinceLong_countsLessThanWhatJustMoved() {
    raise("shop", CPU, ONSET - 40, 60, 30);
    raise("store", CPU, ONSET, 4, 30);

    assertThat(ranking().rank(ONSET)).startsWith("store");
  }

  @Test
  void suspects_sayWhy() {
    raise("store", CPU, ONSET, 4, 1000);

    assertThat(ranking().suspects(ONSET))
        .hasEntrySatisfying(
            "store",
            suspect -> {
              assertThat(suspect.reason()).matches("cpu 1010, normally \\d\\.\\d+–1\\d\\.?\\d?");
              assertThat(suspect.features()).startsWith("cpu");
              assertThat(suspect.strength()).isGreaterThan(50);
            });
  }

  @Test
  void rank_serviceWithoutValues_isLeftOut() {
    double[][] rows = new double[WINDOWS][SIGNALS.size()];
    for (double[] row : rows) {
      Arrays.fill(row, Double.NaN);
    }
    services.put("ghost", new ServiceSignals(SIGNALS, rows));

    assertThat(ranking().rank(ONSET)).hasSize(3).doesNotContain("ghost");
    assertThat(ranking().rank(-100)).isEmpty();
    assertThat(ranking().rank(WINDOWS)).isEmpty();
  }

  private DepartureRanking ranking() {
    return new DepartureRanking(services, GRAPH);
  }

  private void raise(String service, int signal, int from, int windows, double by) {
    ServiceSignals known = services.get(service);
    for (int i = from; known != null && i < from + windows; i++) {
      known.rows()[i][signal] = 10 + by;
    }
  }
}
