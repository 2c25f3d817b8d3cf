package io.plumbline.detector.explain;

import io.plumbline.detector.features.Feature;
import io.plumbline.detector.features.FeatureRow;
import io.plumbline.detector.features.Window;
import io.plumbline.detector.model.Reading;
import io.plumbline.detector.model.Score;
import io.plumbline.detector.model.ServiceModel;
import io.plumbline.detector.model.Typical;
import io.plumbline.detector.model.WindowReader;
import io.plumbline.detector.rules.RuleFinding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A window of a service with its score and the reasons for it.
 *
 * @param surprise −log₁₀ of the share of normal windows that are as odd; or that of its oddest
 *     facet, or the fixed one of a broken rule, where that is higher
 * @param score the same on the scale 0–100
 * @param parts one per feature, in the order of {@link Feature#all}
 * @param facets those that are odd, the oddest first
 * @param broken the rules that are broken in it
 */
public record ScoredWindow(
    String service,
    Window window,
    double surprise,
    double score,
    List<FeaturePart> parts,
    List<ScoredFacet> facets,
    List<RuleFinding> broken) {
  /** How many features name a window's reasons, and how many facets. */
  private static final int TOP = 3;

  /**
   * A facet has few requests, so a single slow one may be all of its p95: what opens an incident
   * must last two windows, or show in the whole service.
   */
  private static final double FACET_MOST = 7.5;

  public ScoredWindow {
    parts = List.copyOf(parts);
    facets = List.copyOf(facets);
    broken = List.copyOf(broken);
  }

  /** What the model of a service says of a row, read by its reader. */
  public static ScoredWindow of(FeatureRow row, ServiceModel model, WindowReader reader) {
    return of(row, model, reader.read(row.window().start().getEpochSecond(), row.values()));
  }

  /** The same of what the model's reader said. */
  public static ScoredWindow of(FeatureRow row, ServiceModel model, Reading reading) {
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
    double surprise = reading.alarm();
    return new ScoredWindow(
        row.service(), row.window(), surprise, Score.of(surprise), parts, List.of(), List.of());
  }

  /** A window of a service that has no model: nothing is known of what is usual. */
  public static ScoredWindow withoutModel(FeatureRow row) {
    Typical unknown = new Typical(Double.NaN, Double.NaN, Double.NaN);
    List<FeaturePart> parts = new ArrayList<>();
    for (Feature feature : Feature.all()) {
      parts.add(new FeaturePart(feature, row.value(feature), unknown, 0, 0));
    }
    return new ScoredWindow(row.service(), row.window(), 0, 0, parts, List.of(), List.of());
  }

  /** This window with its facets that are odd; the oddest has a say in the score. */
  public ScoredWindow withFacets(List<ScoredFacet> odd) {
    double most = surprise;
    for (ScoredFacet facet : odd) {
      double own = Math.min(FACET_MOST, facet.surprise());
      most = facet.facet().isOwn() ? Math.max(most, own) : most;
    }
    List<ScoredFacet> sorted =
        odd.stream().sorted(Comparator.comparingDouble(ScoredFacet::surprise).reversed()).toList();
    return new ScoredWindow(service, window, most, Score.of(most), parts, sorted, broken);
  }

  /** This window with rules that are broken in it; the most surprising has a say in the score. */
  public ScoredWindow withBroken(List<RuleFinding> rules) {
    double most = surprise;
    for (RuleFinding rule : rules) {
      most = Math.max(most, rule.surprise());
    }
    return new ScoredWindow(service, window, most, Score.of(most), parts, facets, rules);
  }

  /** Whether the service has a model, that is anything typical. */
  public boolean hasModel() {
    return parts.stream().anyMatch(part -> !Double.isNaN(part.typical().median()));
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

  /**
   * As in "service-b: latency p99 840 ms, typically 120–180 ms (52 %); …"; broken rules first, odd
   * facets last.
   */
  public String sentence() {
    Stream<String> rules = broken.stream().map(RuleFinding::message);
    Stream<String> features =
        top().stream().filter(part -> part.contribution() >= 0.01).map(FeaturePart::sentence);
    Stream<String> odd = facets.stream().limit(TOP).map(ScoredFacet::fact);
    return Stream.of(rules, features, odd)
        .flatMap(texts -> texts)
        .collect(Collectors.joining("; ", service + ": ", ""));
  }
}
