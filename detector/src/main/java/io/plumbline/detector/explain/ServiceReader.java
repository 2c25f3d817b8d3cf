package io.plumbline.detector.explain;

import io.plumbline.detector.features.Facet;
import io.plumbline.detector.features.FeatureRow;
import io.plumbline.detector.model.Reading;
import io.plumbline.detector.model.ServiceModel;
import io.plumbline.detector.model.WindowReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Puts the rows of one service, in time order, to its models. For one thread. */
public final class ServiceReader {
  /** From this surprise on a facet is odd. */
  private static final double ODD = 2;

  private final ServiceModel model;
  private final WindowReader reader;
  private final SortedMap<Facet, ServiceModel> facets;
  private final SortedMap<Facet, WindowReader> facetReaders = new TreeMap<>();
  private final int judged;

  /**
   * A reader that has not read anything yet.
   *
   * @param model of the whole service
   * @param facets those of its facets
   */
  public ServiceReader(ServiceModel model, SortedMap<Facet, ServiceModel> facets) {
    this.model = model;
    this.reader = model.reader();
    this.facets = facets;
    facets.forEach((facet, one) -> facetReaders.put(facet, one.reader()));
    this.judged = (int) Math.max(1, facets.keySet().stream().filter(Facet::isOwn).count());
  }

  /** Judges a row and keeps it for those to come. */
  public ScoredWindow read(FeatureRow row) {
    return read(row, reader.read(time(row), row.values()));
  }

  /** Keeps a row that was judged before. */
  public void pass(FeatureRow row) {
    reader.pass(time(row), row.values());
    facetReaders.forEach((facet, one) -> one.pass(time(row), row.values(facet)));
  }

  /** What the model of the whole service says of a row, which is kept; facets play no part. */
  public Reading readWhole(FeatureRow row) {
    return reader.read(time(row), row.values());
  }

  /** A row with what {@link #readWhole} said of it. */
  public ScoredWindow read(FeatureRow row, Reading whole) {
    List<ScoredFacet> odd = new ArrayList<>();
    for (Map.Entry<Facet, WindowReader> one : facetReaders.entrySet()) {
      Facet facet = one.getKey();
      ServiceModel facetModel = facets.get(facet);
      if (facetModel != null) {
        Reading reading = one.getValue().read(time(row), row.values(facet));
        ScoredFacet scored = ScoredFacet.of(row, facet, facetModel, reading, judged);
        if (scored.surprise() >= ODD) {
          odd.add(scored);
        }
      }
    }
    return ScoredWindow.of(row, model, whole).withFacets(odd);
  }

  private static long time(FeatureRow row) {
    return row.window().start().getEpochSecond();
  }
}
