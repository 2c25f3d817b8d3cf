package io.plumbline.detector.training;

import io.plumbline.detector.features.Feature;
import io.plumbline.detector.features.FeatureRow;
import io.plumbline.detector.model.Column;
import io.plumbline.detector.model.History;
import io.plumbline.detector.model.NoveltyKind;
import io.plumbline.detector.model.ServiceModel;
import io.plumbline.detector.training.TrainedModel.TrainedService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Trains the services of a model, some after others, so that neither the rows nor the models of all
 * need to be there at once.
 */
public final class Trainer {
  /** Below this a service borrows from much older ones. */
  private static final Duration YOUNG = Duration.ofDays(1);

  private final TrainedModel blank;
  private final NoveltyKind forest;
  private final Peers peers = new Peers();
  private final Map<String, Young> young = new TreeMap<>();
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

  private record Young(History history, TrainedService trained) {}

  /**
   * Trains every service of these rows that has enough of them.
   *
   * <p>Windows in which nothing was heard of a service are gaps in the telemetry and teach nothing;
   * its first and last window are left out, since they may cover only a part of what happened in
   * them.
   *
   * @param rows in time order, all of each service
   */
  public SortedMap<String, TrainedService> train(List<FeatureRow> rows) {
    Map<String, List<FeatureRow>> byService = new TreeMap<>();
    for (FeatureRow row : rows) {
      List<FeatureRow> own = byService.computeIfAbsent(row.service(), _ -> new ArrayList<>());
      if (!row.isSilent()) {
        own.add(row);
      }
    }
    SortedMap<String, TrainedService> trained = new TreeMap<>();
    byService.forEach((service, own) -> {
      trim(own);
      if (own.size() < ServiceModel.ROWS_MIN) {
        tooShort.put(service, own.size());
        return;
      }
      History history = FacetTrainer.history(own, blank.grid().seconds(), FeatureRow::values);
      ServiceModel model = model(service, history, Feature.columns(blank.grid().length()));
      TrainedService one =
          new TrainedService(model, own.size(), new FacetTrainer(blank).train(own));
      peers.add(one);
      if (isYoung(own.size())) {
        young.put(service, new Young(history, one));
      }
      trained.put(service, one);
    });
    return trained;
  }

  private static void trim(List<FeatureRow> rows) {
    if (rows.size() > 2) {
      rows.removeFirst();
      rows.removeLast();
    }
  }

  /** Whether a service may have too few windows beside others, who have all there are at most. */
  private boolean isYoung(int windows) {
    long all = Duration.between(blank.from(), blank.to()).dividedBy(blank.grid().length());
    return windows * blank.grid().seconds() < YOUNG.toSeconds()
        && (long) Peers.OLDER * windows <= all;
  }

  /** The young services once more, with what they borrow from all others that were trained. */
  public SortedMap<String, TrainedService> lend() {
    SortedMap<String, TrainedService> lent = new TreeMap<>();
    young.forEach((service, own) -> {
      int windows = own.trained.windows();
      if (peers.hasOlderThan(windows)) {
        List<Column> columns = peers.lend(Feature.columns(blank.grid().length()), windows);
        ServiceModel model = model(service, own.history, columns);
        lent.put(service, new TrainedService(model, windows, own.trained.facets()));
      }
    });
    return lent;
  }

  /** Services that were left out, with the count of windows they had. */
  public Map<String, Integer> tooShort() {
    return Map.copyOf(tooShort);
  }

  private ServiceModel model(String service, History history, List<Column> columns) {
    return ServiceModel.train(columns, history, TrainedModel.seedOf(service, blank.seed()), forest);
  }
}
