package io.plumbline.detector.training;

import io.plumbline.detector.features.Feature;
import io.plumbline.detector.features.FeatureRow;
import io.plumbline.detector.model.Column;
import io.plumbline.detector.model.NoveltyKind;
import io.plumbline.detector.model.ServiceModel;
import io.plumbline.detector.training.TrainedModel.TrainedService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Trains the services of a model, some after others, so that the rows of all need not be there at
 * once.
 */
public final class Trainer {
  /** Below this a service borrows from much older ones. */
  private static final Duration YOUNG = Duration.ofDays(1);

  private final TrainedModel blank;
  private final NoveltyKind forest;
  private final Map<String, TrainedService> services = new TreeMap<>();
  private final Map<String, List<FeatureRow>> young = new TreeMap<>();
  private final Map<String, Integer> tooShort = new TreeMap<>();

  /**
   * A trainer of services.
   *
   * @param blank the model to be, without services
   * @param forest whose forest the models get
   */
  public Trainer(TrainedModel blank, NoveltyKind forest) {
    this.blank = blank;
    this.forest = forest;
  }

  /**
   * Trains every service of these rows that has enough of them.
   *
   * <p>Windows in which nothing was heard of a service are gaps in the telemetry and teach nothing;
   * its first and last window are left out, since they may cover only a part of what happened in
   * them.
   *
   * @param rows in time order, all of each service
   */
  public Trainer add(List<FeatureRow> rows) {
    Map<String, List<FeatureRow>> byService = new TreeMap<>();
    for (FeatureRow row : rows) {
      List<FeatureRow> own = byService.computeIfAbsent(row.service(), _ -> new ArrayList<>());
      if (!row.isSilent()) {
        own.add(row);
      }
    }
    byService.forEach((service, own) -> {
      trim(own);
      if (own.size() < ServiceModel.ROWS_MIN) {
        tooShort.put(service, own.size());
        return;
      }
      ServiceModel model = model(service, own, Feature.columns(blank.grid().length()));
      services.put(
          service, new TrainedService(model, own.size(), new FacetTrainer(blank).train(own)));
      if (own.size() * blank.grid().seconds() < YOUNG.toSeconds()) {
        young.put(service, own);
      }
    });
    return this;
  }

  private static void trim(List<FeatureRow> rows) {
    if (rows.size() > 2) {
      rows.removeFirst();
      rows.removeLast();
    }
  }

  /** The trained services, before any borrows from another. */
  public Map<String, TrainedService> services() {
    return Collections.unmodifiableMap(services);
  }

  /** Services that were left out, with the count of windows they had. */
  public Map<String, Integer> tooShort() {
    return Map.copyOf(tooShort);
  }

  /** The model of all services; young ones have borrowed from their peers. */
  public TrainedModel model() {
    Map<String, TrainedService> all = new TreeMap<>(services);
    young.forEach((service, rows) -> {
      Peers peers = new Peers(services.values(), rows.size());
      TrainedService own = services.get(service);
      if (own != null && !peers.isEmpty()) {
        List<Column> columns = peers.lend(Feature.columns(blank.grid().length()));
        ServiceModel model = model(service, rows, columns);
        all.put(service, new TrainedService(model, own.windows(), own.facets()));
      }
    });
    return blank.withServices(all);
  }

  private ServiceModel model(String service, List<FeatureRow> rows, List<Column> columns) {
    return ServiceModel.train(
        columns,
        FacetTrainer.history(rows, blank.grid().seconds(), FeatureRow::values),
        TrainedModel.seedOf(service, blank.seed()),
        forest);
  }
}
