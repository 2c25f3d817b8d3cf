package io.plumbline.detector.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.detector.explain.ScoredWindow;
import io.plumbline.detector.features.Feature;
import io.plumbline.detector.features.FeatureRow;
import io.plumbline.detector.features.Scope;
import io.plumbline.detector.features.Window;
import io.plumbline.detector.features.WindowGrid;
import io.plumbline.detector.graph.ServiceGraph;
import io.plumbline.detector.graph.Topology;
import io.plumbline.detector.incident.Incident;
import io.plumbline.detector.incident.IncidentRules;
import io.plumbline.detector.incident.IncidentTracker;
import io.plumbline.detector.incident.TrackerState;
import io.plumbline.detector.rules.Rules;
import io.plumbline.detector.rules.RulesConfig;
import io.plumbline.detector.telemetry.Disturbance;
import io.plumbline.detector.telemetry.ShopRows;
import io.plumbline.detector.training.Trained;
import io.plumbline.detector.training.TrainedModel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Every fault of the shop with twenty seeds, and days without any: what is reported, whom it is
 * blamed on, how soon, and how often for nothing.
 */
class ShopFaultsTest {
  private static final int SEEDS = 20;
  private static final int DAYS = 10;
  private static final int FAULT_WINDOWS = 10;
  private static final double RATE = 3;
  private static final double SWING = 0.4;
  private static final WindowGrid GRID = new WindowGrid(Duration.ofMinutes(1));
  private static final Instant TRAINED = Instant.parse("2026-07-02T00:00:00Z");
  private static final Instant TRAINING = TRAINED.minus(Duration.ofHours(24));
  private static final ServiceGraph GRAPH =
      new ServiceGraph(Map.of("frontend", List.of("service-a"), "service-a", List.of("service-b")));

  /** What a seed's fault came to: windows until it was reported, and whom it was blamed on. */
  private record Outcome(
      Disturbance.Kind kind, int windows, String blamed, @Nullable Integer alarm) {}

  @Test
  void faults_areReportedSoonAgainstTheRightService() {
    List<Outcome> outcomes =
        IntStream.range(0, SEEDS).parallel().boxed().flatMap(ShopFaultsTest::faults).toList();

    for (Disturbance.Kind kind : Disturbance.Kind.values()) {
      List<Outcome> own = outcomes.stream().filter(one -> one.kind == kind).toList();
      List<Integer> windows = own.stream().map(Outcome::windows).sorted().toList();
      long reported = windows.stream().filter(one -> one <= FAULT_WINDOWS).count();
      long right = own.stream().filter(one -> one.blamed.equals(kind.service())).count();
      String told = kind + ": " + own;
      assertThat(reported).as(told).isGreaterThanOrEqualTo(19);
      assertThat(right).as(told).isGreaterThanOrEqualTo(18);
      // A leak of a few MiB a window is first like any other window.
      int soon = kind == Disturbance.Kind.MEMORY_LEAK ? 4 : 2;
      assertThat(windows.get(SEEDS / 2)).as(told).isLessThanOrEqualTo(soon);
    }
    List<Outcome> drifts =
        outcomes.stream().filter(one -> one.kind == Disturbance.Kind.DEPLOYMENT_DRIFT).toList();
    long sooner =
        drifts.stream().filter(one -> one.alarm == null || one.windows < one.alarm).count();
    assertThat(sooner).as("before a threshold: " + drifts).isGreaterThanOrEqualTo(16);
  }

  private static Stream<Outcome> faults(int seed) {
    TrainedModel model = train(seed);
    return Stream.of(Disturbance.Kind.values()).map(kind -> run(model, kind, seed));
  }

  @Test
  void normalDays_openHardlyAnIncident() {
    int incidents =
        IntStream.range(0, DAYS).parallel().map(ShopFaultsTest::incidentsOfANormalDay).sum();

    // One a day for five services.
    assertThat(incidents).isLessThanOrEqualTo(DAYS * 3 / 5);
  }

  private static int incidentsOfANormalDay(int seed) {
    Instant to = TRAINED.plus(Duration.ofHours(24));
    List<FeatureRow> rows = ShopRows.of(GRID, RATE, SWING, 1000 + seed, List.of(), TRAINED, to);
    return incidents(train(seed), rows, TRAINED, to).size();
  }

  private static TrainedModel train(int seed) {
    TrainedModel blank =
        new TrainedModel(
            "test",
            1,
            TRAINED,
            GRID,
            TRAINING,
            TRAINED,
            seed,
            Scope.of(new Topology(GRAPH, Map.of(), Set.of())),
            new TreeMap<>());
    List<FeatureRow> rows = ShopRows.of(GRID, RATE, SWING, seed, List.of(), TRAINING, TRAINED);
    return Trained.of(blank, rows);
  }

  private static Outcome run(TrainedModel model, Disturbance.Kind kind, int seed) {
    Instant start = TRAINED.plus(Duration.ofMinutes(60L * seed + 15));
    Instant from = start.minus(Duration.ofMinutes(15));
    // What creeps up in few windows is there at once for everybody.
    int windowsLong = kind == Disturbance.Kind.DEPLOYMENT_DRIFT ? 2 * FAULT_WINDOWS : FAULT_WINDOWS;
    Instant end = start.plus(GRID.length().multipliedBy(windowsLong));
    List<Disturbance> faults = List.of(new Disturbance(kind, start, end));
    List<FeatureRow> rows =
        ShopRows.of(GRID, RATE, SWING, 100 + seed, faults, from, end.plusSeconds(300));
    int windows = Integer.MAX_VALUE;
    String blamed = "nobody";
    for (Found one : incidents(model, rows, from, end.plusSeconds(300))) {
      if (!one.opened.isAfter(start)) {
        continue;
      }
      int after = (int) Duration.between(start, one.opened).dividedBy(GRID.length());
      if (after < windows) {
        windows = after;
        blamed = one.last.cause();
      }
    }
    return new Outcome(kind, windows, blamed, alarm(rows, start));
  }

  /** Windows until 5 % of the frontend's requests fail or its p95 is above 500 ms. */
  private static @Nullable Integer alarm(List<FeatureRow> rows, Instant start) {
    for (FeatureRow row : rows) {
      boolean high = row.value(Feature.ERROR_RATE) > 0.05 || row.value(Feature.LATENCY_P95) > 500;
      if (high && row.service().equals("frontend") && !row.window().start().isBefore(start)) {
        return (int) Duration.between(start, row.window().end()).dividedBy(GRID.length());
      }
    }
    return null;
  }

  /** An incident: the end of the window that opened it, and as it was at last. */
  private record Found(Instant opened, Incident last) {}

  private static Collection<Found> incidents(
      TrainedModel model, List<FeatureRow> rows, Instant from, Instant to) {
    WindowScorer scorer =
        new WindowScorer(model, new Rules(RulesConfig.DEFAULT), List.of(), Map.of());
    IncidentTracker tracker =
        new IncidentTracker(IncidentRules.DEFAULT, GRAPH, TrackerState.EMPTY, List.of());
    Map<Instant, List<FeatureRow>> byStart = new HashMap<>();
    rows.forEach(
        row -> byStart.computeIfAbsent(row.window().start(), _ -> new ArrayList<>()).add(row));
    Map<String, Found> found = new TreeMap<>();
    for (Window window : GRID.between(from, to)) {
      Collection<ScoredWindow> scored =
          scorer.score(window, byStart.getOrDefault(window.start(), List.of()), List.of());
      for (Incident incident : tracker.step(window, scored).changed()) {
        Found before = found.get(incident.id());
        Instant opened = before == null ? window.end() : before.opened;
        found.put(incident.id(), new Found(opened, incident));
      }
    }
    return Collections.unmodifiableCollection(new HashSet<>(found.values()));
  }
}
