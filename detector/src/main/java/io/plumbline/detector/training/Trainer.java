package io.plumbline.detector.training;

import io.plumbline.detector.features.Feature;
import io.plumbline.detector.features.FeatureRow;
import io.plumbline.detector.model.Column;
import io.plumbline.detector.model.NoveltyKind;
import io.plumbline.detector.model.ServiceModel;
import io.plumbline.detector.training.TrainedModel.TrainedService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Trains the services of a model, one after the other. */
public final class Trainer {
  /** Below this a service borrows from much older ones. */
  private static final Duration YOUNG = Duration.ofDays(1);

  private final Map<String, List<FeatureRow>> rows = new TreeMap<>();
  private final Map<String, Integer> tooShort = new TreeMap<>();

  /**
   * A trainer on these rows, in time order. Windows in which nothing was heard of a service are
   * gaps in the telemetry and teach nothing; its first and last window are left out, since they may
   * cover only a part of what happened in them.
   */
  public Trainer(List<FeatureRow> rows) {
    for (FeatureRow row : rows) {
      List<FeatureRow> own = this.rows.computeIfAbsent(row.service(), _ -> new ArrayList<>());
      if (!row.isSilent()) {
        own.add(row);
      }
    }
    this.rows.values().forEach(Trainer::trim);
  }

  private static void trim(List<FeatureRow> rows) {
    if (rows.size() > 2) {
      rows.removeFirst();
      rows.removeLast();
    }
  }

  /** The services there are rows of. */
  public int serviceCount() {
    return rows.size();
  }

  /** Services that the last training left out, with the count of windows they had. */
  public Map<String, Integer> tooShort() {
    return Map.copyOf(tooShort);
  }

  /**
   * Trains every service that has enough windows.
   *
   * @param blank the model to be, without services
   * @param forest whose forest the models get
   * @param trained is told the name of each service that is done
   */
  public TrainedModel train(TrainedModel blank, NoveltyKind forest, Consumer<String> trained) {
    tooShort.clear();
    Map<String, TrainedService> services = new TreeMap<>();
    rows.forEach((service, own) -> {
      if (own.size() < ServiceModel.ROWS_MIN) {
        tooShort.put(service, own.size());
      } else {
        ServiceModel model = model(blank, service, Feature.columns(blank.grid().length()), forest);
        services.put(
            service, new TrainedService(model, own.size(), new FacetTrainer(blank).train(own)));
      }
      trained.accept(service);
    });
    services.replaceAll((service, own) -> ofAge(blank, service, own, services.values(), forest));
    return blank.withServices(services);
  }

  /** The same, or trained again with what it borrows. */
  private TrainedService ofAge(
      TrainedModel blank,
      String service,
      TrainedService own,
      Collection<TrainedService> all,
      NoveltyKind forest) {
    boolean isYoung = own.windows() * blank.grid().seconds() < YOUNG.toSeconds();
    Peers peers = new Peers(isYoung ? all : List.of(), own.windows());
    if (peers.isEmpty()) {
      return own;
    }
    List<Column> columns = peers.lend(Feature.columns(blank.grid().length()));
    return new TrainedService(model(blank, service, columns, forest), own.windows(), own.facets());
  }

  private ServiceModel model(
      TrainedModel blank, String service, List<Column> columns, NoveltyKind forest) {
    return ServiceModel.train(
        columns,
        FacetTrainer.history(
            rows.getOrDefault(service, List.of()), blank.grid().seconds(), FeatureRow::values),
        TrainedModel.seedOf(service, blank.seed()),
        forest);
  }
}
