package io.plumbline.detector.explain;

import io.plumbline.detector.features.Feature;
import io.plumbline.detector.features.FeatureRow;
import io.plumbline.detector.features.Window;
import io.plumbline.detector.model.Reading;
import io.plumbline.detector.model.Score;
import io.plumbline.detector.model.ServiceModel;
import io.plumbline.detector.model.WindowReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A window of a service with its score and the reasons for it.
 *
 * @param surprise −log₁₀ of the share of normal windows that are as odd
 * @param score the same on the scale 0–100
 * @param parts one per feature, in the order of {@link Feature#all}
 */
public record ScoredWindow(
    String service, Window window, double surprise, double score, List<FeaturePart> parts) {
  /** How many features name a window's reasons. */
  private static final int TOP = 3;

  public ScoredWindow {
    parts = List.copyOf(parts);
  }

  /** What the model of a service says of a row, read by its reader. */
  public static ScoredWindow of(FeatureRow row, ServiceModel model, WindowReader reader) {
    Reading reading = reader.read(row.window().start().getEpochSecond(), row.values());
    List<FeaturePart> parts = new ArrayList<>();
    for (Feature feature : Feature.all()) {
      int column = feature.column();
      parts.add(
          new FeaturePart(
              feature,
              row.value(feature),
              model.typical(column),
              reading.deviations()[column],
              reading.shares()[column]));
    }
    return new ScoredWindow(
        row.service(), row.window(), reading.alarm(), Score.of(reading.alarm()), parts);
  }

  public FeaturePart part(Feature feature) {
    return parts.get(feature.column());
  }

  /** The three features that contributed most, the greatest first. */
  public List<FeaturePart> top() {
    return parts.stream()
        .sorted(Comparator.comparingDouble(FeaturePart::contribution).reversed())
        .limit(TOP)
        .toList();
  }

  /** As in "service-b: latency p99 840 ms, typically 120–180 ms (52 %); …". */
  public String sentence() {
    return top().stream()
        .filter(part -> part.contribution() >= 0.01)
        .map(FeaturePart::sentence)
        .collect(Collectors.joining("; ", service + ": ", ""));
  }
}
