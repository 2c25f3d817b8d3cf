package io.plumbline.detector.training;

import io.plumbline.detector.features.Facet;
import io.plumbline.detector.features.Feature;
import io.plumbline.detector.features.FeatureRow;
import io.plumbline.detector.model.History;
import io.plumbline.detector.model.NoveltyKind;
import io.plumbline.detector.model.ServiceModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableSet;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Trains the facets of a service: those that are there often enough, and that are not the whole
 * service, or another facet, by another name.
 */
final class FacetTrainer {
  /** In fewer of the service's windows than this, a facet's absence is the usual thing. */
  private static final double SEEN_MIN = 0.05;

  private static final List<Feature> LOGGED =
      List.of(Feature.LOG_ERROR_RATE, Feature.LOG_WARN_RATE, Feature.LOG_INFO_RATE);

  private final TrainedModel blank;

  FacetTrainer(TrainedModel blank) {
    this.blank = blank;
  }

  /** The models of the facets in a service's rows, in time order. */
  SortedMap<Facet, ServiceModel> train(List<FeatureRow> rows) {
    List<double[]> served = new ArrayList<>();
    served.add(rows.stream().mapToDouble(row -> row.value(Feature.REQUEST_RATE)).toArray());
    List<double[]> logged = new ArrayList<>();
    for (Feature rate : LOGGED) {
      logged.add(rows.stream().mapToDouble(row -> row.value(rate)).toArray());
    }
    List<double[]> called = new ArrayList<>();
    SortedMap<Facet, ServiceModel> models = new TreeMap<>();
    for (Facet facet : seen(rows)) {
      double[] counts = rows.stream().mapToDouble(row -> row.values(facet)[0]).toArray();
      long present =
          Arrays.stream(counts).filter(count -> count != 0 && !Double.isNaN(count)).count();
      boolean often = present >= Math.max(ServiceModel.ROWS_MIN, SEEN_MIN * rows.size());
      List<double[]> known =
          switch (facet.kind()) {
            case OPERATION, SERVED -> served;
            case CALLEE, CALLED -> called;
            case LOG -> logged;
            case METRIC, HOST -> new ArrayList<>();
          };
      if (often && known.stream().noneMatch(other -> Arrays.equals(other, counts))) {
        known.add(counts);
        models.put(facet, model(facet, rows));
      }
    }
    return models;
  }

  private static NavigableSet<Facet> seen(List<FeatureRow> rows) {
    NavigableSet<Facet> facets = new TreeSet<>();
    rows.forEach(row -> row.facets().forEach(facets::add));
    return facets;
  }

  private ServiceModel model(Facet facet, List<FeatureRow> rows) {
    String name = rows.getFirst().service() + "\n" + facet.id();
    return ServiceModel.train(
        facet.kind().columns(blank.grid().length()),
        history(rows, blank.grid().seconds(), row -> row.values(facet)),
        TrainedModel.seedOf(name, blank.seed()),
        NoveltyKind.NONE);
  }

  /** What a model is fitted on. */
  static History history(
      List<FeatureRow> rows, long stepSeconds, Function<FeatureRow, double[]> values) {
    return new History(
        stepSeconds,
        rows.stream().mapToLong(row -> row.window().start().getEpochSecond()).toArray(),
        rows.stream().map(values).toArray(double[][]::new));
  }
}
