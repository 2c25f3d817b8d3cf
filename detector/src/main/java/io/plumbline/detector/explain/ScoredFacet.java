package io.plumbline.detector.explain;

import io.plumbline.detector.features.Facet;
import io.plumbline.detector.features.Feature;
import io.plumbline.detector.features.FeatureRow;
import io.plumbline.detector.model.Reading;
import io.plumbline.detector.model.ServiceModel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A facet of a service in a window.
 *
 * @param surprise −log₁₀ of the share of normal windows in which any of the service's facets is as
 *     odd
 * @param parts one per feature of the facet's kind, in their order
 */
public record ScoredFacet(Facet facet, double surprise, List<FeaturePart> parts) {
  public ScoredFacet {
    parts = List.copyOf(parts);
  }

  /**
   * What the model of a facet says of a row.
   *
   * @param count how many facets of the service are judged: with more of them one is odd by chance
   *     more often, so that the odds are multiplied (Bonferroni)
   */
  public static ScoredFacet of(
      FeatureRow row, Facet facet, ServiceModel model, Reading reading, int count) {
    List<FeaturePart> parts = new ArrayList<>();
    double[] values = row.values(facet);
    List<Feature> features = facet.kind().features();
    for (int i = 0; i < values.length; i++) {
      parts.add(
          new FeaturePart(
              features.get(i),
              values[i],
              model.typical(i),
              reading.deviations()[i],
              reading.shares()[i]));
    }
    double surprise = Math.max(0, reading.alarm() - Math.log10(count));
    return new ScoredFacet(facet, surprise, parts);
  }

  /** The feature that contributed most. */
  public FeaturePart top() {
    return parts.stream().max(Comparator.comparingDouble(FeaturePart::contribution)).orElseThrow();
  }

  /** As in "GET /orders: mean latency 840 ms, typically 120–180 ms". */
  public String fact() {
    return facet.label() + ": " + top().fact();
  }
}
