package io.plumbline.detector.incident;

import static io.plumbline.detector.incident.Windows.CHAIN;
import static io.plumbline.detector.incident.Windows.scored;
import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.detector.explain.ScoredWindow;
import io.plumbline.detector.features.Feature;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CauseRankingTest {
  private final Map<String, ScoredWindow> windows = new TreeMap<>();

  @Test
  void rank_slowCallee_isTheCauseOfSlowCallers() {
    service("frontend", Map.of(Feature.LATENCY_P95, 18.0, Feature.SELF_TIME, 1.0));
    service("service-a", Map.of(Feature.LATENCY_P95, 19.0, Feature.LOG_WARN_RATE, 6.0));
    service("service-b", Map.of(Feature.LATENCY_P95, 16.0, Feature.SELF_TIME, 12.0));

    assertThat(cause()).isEqualTo("service-b");
  }

  @Test
  void rank_ownErrors_areTheCauseOfErrorsUpstream() {
    service("frontend", Map.of(Feature.ERROR_RATE, 14.0, Feature.LOG_ERROR_RATE, 15.0));
    service(
        "service-a",
        Map.of(
            Feature.ERROR_RATE, 14.0, Feature.SELF_ERROR_RATE, 14.0, Feature.LOG_ERROR_RATE, 15.0));
    service("service-b", Map.of(Feature.REQUEST_RATE, -3.0));

    assertThat(cause()).isEqualTo("service-a");
  }

  @Test
  void rank_processorHog_isTheCauseOfSlowNeighboursOnItsMachine() {
    service("frontend", Map.of(Feature.SELF_TIME, 13.0, Feature.CPU, 1.0));
    service("service-a", Map.of(Feature.SELF_TIME, 9.0, Feature.CPU, 10.0));
    service("service-b", Map.of(Feature.SELF_TIME, 15.0));

    assertThat(cause()).isEqualTo("service-a");
  }

  @Test
  void rank_moreLoadFromOutside_isTheCauseOfAllThatFollows() {
    service("frontend", Map.of(Feature.REQUEST_RATE, 12.0, Feature.CPU, 6.0));
    service("service-a", Map.of(Feature.REQUEST_RATE, 12.0, Feature.SELF_TIME, 6.0));
    service(
        "service-b",
        Map.of(Feature.REQUEST_RATE, 12.0, Feature.SELF_TIME, 20.0, Feature.CPU, 18.0));

    assertThat(cause()).isEqualTo("frontend");
  }

  @Test
  void rank_lessLoadFromOutside_startsAtTheEntry() {
    service("frontend", Map.of(Feature.REQUEST_RATE, -8.0));
    service("service-a", Map.of(Feature.REQUEST_RATE, -8.5));
    service("service-b", Map.of(Feature.REQUEST_RATE, -9.0));

    assertThat(cause()).isEqualTo("frontend");
  }

  @Test
  void rank_retainedMemory_isItsOwnServices() {
    service("frontend", Map.of(Feature.SELF_TIME, 4.0));
    service("service-a", Map.of(Feature.MEMORY, 8.0, Feature.MEMORY_RETAINED, 10.0));
    service("service-b", Map.of());

    assertThat(cause()).isEqualTo("service-a");
  }

  @Test
  void rank_calleeThatIsCalmButSpeaksForItself_isSuspected() {
    service("frontend", Map.of(Feature.LATENCY_P95, 18.0));
    service("service-a", Map.of());
    service("service-b", Map.of(Feature.SELF_TIME, 8.0));

    Map<String, Suspect> suspects = CauseRanking.rank(Set.of("frontend"), windows, CHAIN);

    assertThat(suspects)
        .containsEntry(
            "service-b",
            Suspect.of(8, "self time 18.0 ms, typically 8.00–12.0 ms", List.of("self_time")))
        .containsEntry("frontend", Suspect.of(0, "nothing of its own is odd", List.of()));
  }

  private void service(String name, Map<Feature, Double> deviations) {
    windows.put(name, scored(name, 0, 5, deviations));
  }

  private String cause() {
    return CauseRanking.rank(windows.keySet(), windows, CHAIN).entrySet().stream()
        .max(Comparator.comparingDouble(suspect -> suspect.getValue().strength()))
        .orElseThrow()
        .getKey();
  }
}
