package io.plumbline.detector.training;

import io.plumbline.detector.model.Column;
import io.plumbline.detector.model.Quantiles;
import io.plumbline.detector.model.ServiceModel;
import io.plumbline.detector.training.TrainedModel.TrainedService;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What a young service borrows from others: how widely a feature usually varies. In its first
 * minutes it has seen too little of its own variation, and would find all the rest odd.
 */
final class Peers {
  /** Who has at least so many times the windows is no longer young beside a service. */
  private static final int OLDER = 4;

  private final List<ServiceModel> models = new ArrayList<>();

  /** The services that are much older than one of so many windows. */
  Peers(Collection<TrainedService> services, int windows) {
    for (TrainedService service : services) {
      if (service.windows() >= (long) OLDER * windows) {
        models.add(service.model());
      }
    }
  }

  boolean isEmpty() {
    return models.isEmpty();
  }

  /** Columns whose widths of normal are at least the median of the peers'. */
  List<Column> lend(List<Column> columns) {
    List<Column> lent = new ArrayList<>();
    for (int j = 0; j < columns.size(); j++) {
      int column = j;
      Column one = columns.get(j);
      double width = median(model -> model.width(column));
      double relative = median(model -> model.width(column) / Math.abs(model.level(column)));
      // Of what grows with the service's size, the peers' share; of all else, their width.
      lent.add(one.relativeFloor() > 0 ? one.withRelativeFloor(relative) : one.withFloor(width));
    }
    return lent;
  }

  /** 0 where no peer knows. */
  private double median(ToDoubleFunction<ServiceModel> number) {
    double[] known = models.stream().mapToDouble(number).filter(Double::isFinite).toArray();
    return known.length == 0 ? 0 : new Quantiles(known).median();
  }
}
