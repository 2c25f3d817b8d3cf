package io.plumbline.detector.training;

import io.plumbline.detector.model.Column;
import io.plumbline.detector.model.Quantiles;
import io.plumbline.detector.training.TrainedModel.TrainedService;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What a young service borrows from others: how widely a feature usually varies. In its first
 * minutes it has seen too little of its own variation, and would find all the rest odd.
 */
final class Peers {
  /** Who has at least so many times the windows is no longer young beside a service. */
  static final int OLDER = 4;

  private final List<Peer> all = new ArrayList<>();

  /** How widely the features of a service vary, and around what. */
  @SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
  private record Peer(int windows, double[] widths, double[] levels) {}

  /** Takes in who may lend. */
  void add(TrainedService service) {
    int count = service.model().columns().size();
    double[] widths = new double[count];
    double[] levels = new double[count];
    for (int j = 0; j < count; j++) {
      widths[j] = service.model().width(j);
      levels[j] = service.model().level(j);
    }
    all.add(new Peer(service.windows(), widths, levels));
  }

  private List<Peer> olderThan(int windows) {
    return all.stream().filter(peer -> peer.windows >= (long) OLDER * windows).toList();
  }

  /** Whether anybody is much older than a service of so many windows. */
  boolean hasOlderThan(int windows) {
    return !olderThan(windows).isEmpty();
  }

  /** Columns whose widths of normal are at least the median of those who are much older. */
  List<Column> lend(List<Column> columns, int windows) {
    List<Peer> peers = olderThan(windows);
    List<Column> lent = new ArrayList<>();
    for (int j = 0; j < columns.size(); j++) {
      int column = j;
      Column one = columns.get(j);
      double width = median(peers, peer -> peer.widths[column]);
      double relative = median(peers, peer -> peer.widths[column] / Math.abs(peer.levels[column]));
      // Of what grows with the service's size, the peers' share; of all else, their width.
      lent.add(one.relativeFloor() > 0 ? one.withRelativeFloor(relative) : one.withFloor(width));
    }
    return lent;
  }

  /** 0 where no peer knows. */
  private static double median(List<Peer> peers, ToDoubleFunction<Peer> number) {
    double[] known = peers.stream().mapToDouble(number).filter(Double::isFinite).toArray();
    return known.length == 0 ? 0 : new Quantiles(known).median();
  }
}
