package io.plumbline.detector.report;

import java.util.Comparator;
import java.util.List;

/**
 * What a service did.
 *
 * @param windows in which it was heard of
 * @param odd its odd windows in time order
 * @param series the features that are plotted; empty for a service that has no plots
 * @param known whether the model knows it
 */
public record ServiceReport(
    String name, int windows, List<OddWindow> odd, List<Series> series, boolean known) {
  static final Comparator<ServiceReport> WORST_FIRST =
      Comparator.comparingDouble((ServiceReport one) -> -one.worst())
          .thenComparingInt(one -> -one.odd().size())
          .thenComparing(ServiceReport::name);

  public ServiceReport {
    odd = List.copyOf(odd);
    series = List.copyOf(series);
  }

  /** The highest score of any window. */
  double worst() {
    return odd.stream().mapToDouble(OddWindow::score).max().orElse(0);
  }
}
