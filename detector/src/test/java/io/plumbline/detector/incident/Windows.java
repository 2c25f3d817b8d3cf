package io.plumbline.detector.incident;

import io.plumbline.detector.explain.FeaturePart;
import io.plumbline.detector.explain.ScoredWindow;
import io.plumbline.detector.features.Feature;
import io.plumbline.detector.features.Window;
import io.plumbline.detector.graph.ServiceGraph;
import io.plumbline.detector.model.Score;
import io.plumbline.detector.model.Typical;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Scored windows made up for tests, of the services frontend → service-a → service-b. */
final class Windows {
  static final ServiceGraph CHAIN =
      new ServiceGraph(Map.of("frontend", List.of("service-a"), "service-a", List.of("service-b")));

  private Windows() {}

  static Window at(int index) {
    Instant start = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(60L * index);
    return new Window(start, Duration.ofSeconds(60));
  }

  static ScoredWindow calm(String service, int index) {
    return scored(service, index, 0.3, Map.of());
  }

  static ScoredWindow scored(
      String service, int index, double surprise, Map<Feature, Double> deviations) {
    List<FeaturePart> parts = new ArrayList<>();
    for (Feature feature : Feature.all()) {
      double deviation = deviations.getOrDefault(feature, 0.0);
      double share = deviations.isEmpty() ? 0 : deviation == 0 ? 0 : 1.0 / deviations.size();
      parts.add(new FeaturePart(feature, 10 + deviation, new Typical(8, 10, 12), deviation, share));
    }
    return new ScoredWindow(
        service, at(index), surprise, Score.of(surprise), parts, List.of(), List.of());
  }
}
