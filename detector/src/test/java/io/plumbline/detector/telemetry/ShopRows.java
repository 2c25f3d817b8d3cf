package io.plumbline.detector.telemetry;

import io.plumbline.detector.features.Feature;
import io.plumbline.detector.features.FeatureRow;
import io.plumbline.detector.features.Window;
import io.plumbline.detector.features.WindowGrid;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The telemetry of a {@link Shop} as feature rows, without a store in between. */
public final class ShopRows implements Shop.Sink {
  private static final List<String> SERVICES = List.of("frontend", "service-a", "service-b");

  private final WindowGrid grid;
  private final Map<Instant, Map<String, Cell>> cells = new HashMap<>();

  private ShopRows(WindowGrid grid) {
    this.grid = grid;
  }

  /** What is counted of a service in a window. */
  private static final class Cell {
    private final List<Double> millis = new ArrayList<>();
    private double errors;
    private double calledMillis;
    private double calledErrors;
    private final double[] logs = new double[3];
    private final List<Double> cpu = new ArrayList<>();
    private final Map<String, List<Double>> pools = new TreeMap<>();
  }

  /**
   * The rows of [from, to), ordered by window, then service.
   *
   * @param swing see {@link Shop}
   */
  public static List<FeatureRow> of(
      WindowGrid grid,
      double requestsPerSecond,
      double swing,
      long seed,
      List<Disturbance> disturbances,
      Instant from,
      Instant to) {
    ShopRows sink = new ShopRows(grid);
    new Shop(sink, requestsPerSecond, swing, seed, disturbances).run(from, to);
    List<FeatureRow> rows = new ArrayList<>();
    for (Window window : grid.between(from, to)) {
      Map<String, Cell> cells = sink.cells.getOrDefault(window.start(), Map.of());
      for (String service : SERVICES) {
        Cell cell = cells.getOrDefault(service, new Cell());
        rows.add(new FeatureRow(service, window, sink.values(cell)));
      }
    }
    return rows;
  }

  private Cell cell(String service, Instant time) {
    return cells
        .computeIfAbsent(grid.floor(time), _ -> new HashMap<>())
        .computeIfAbsent(service, _ -> new Cell());
  }

  @Override
  public void span(
      String service,
      Instant start,
      String kind,
      String id,
      String parent,
      double millis,
      boolean failed,
      Shop.Callee callee) {
    Cell cell = cell(service, start);
    if (kind.equals("Server")) {
      cell.millis.add(millis);
      cell.errors += failed ? 1 : 0;
    } else if (!callee.isDatabase() && callee.address().endsWith(".shop")) {
      cell.calledMillis += millis;
      cell.calledErrors += failed ? 1 : 0;
    }
  }

  @Override
  public void log(String service, Instant time, int severity, String text) {
    cell(service, time).logs[severity >= 17 ? 0 : severity >= 13 ? 1 : 2]++;
  }

  @Override
  public void cpu(String service, Instant time, double share) {
    cell(service, time).cpu.add(share);
  }

  @Override
  public void heap(String service, Instant time, String pool, long bytes) {
    cell(service, time).pools.computeIfAbsent(pool, _ -> new ArrayList<>()).add((double) bytes);
  }

  private double[] values(Cell cell) {
    double[] values = new double[Feature.all().size()];
    Arrays.fill(values, Double.NaN);
    double seconds = grid.seconds();
    int count = cell.millis.size();
    put(values, Feature.REQUEST_RATE, count / seconds);
    put(values, Feature.LOG_ERROR_RATE, cell.logs[0] / seconds);
    put(values, Feature.LOG_WARN_RATE, cell.logs[1] / seconds);
    put(values, Feature.LOG_INFO_RATE, cell.logs[2] / seconds);
    if (count > 0) {
      Collections.sort(cell.millis);
      double sum = cell.millis.stream().mapToDouble(one -> one).sum();
      put(values, Feature.ERROR_RATE, cell.errors / count);
      put(values, Feature.SELF_ERROR_RATE, Math.max(0, cell.errors - cell.calledErrors) / count);
      put(values, Feature.SELF_TIME, Math.max(0, sum - cell.calledMillis) / count);
      put(values, Feature.LATENCY_P50, quantile(cell.millis, 0.5));
      put(values, Feature.LATENCY_P95, quantile(cell.millis, 0.95));
      put(values, Feature.LATENCY_P99, quantile(cell.millis, 0.99));
    }
    if (!cell.cpu.isEmpty()) {
      put(values, Feature.CPU, mean(cell.cpu));
      double used = cell.pools.values().stream().mapToDouble(ShopRows::mean).sum();
      put(values, Feature.MEMORY, used);
      put(values, Feature.MEMORY_RETAINED, mean(cell.pools.getOrDefault("G1 Old Gen", List.of())));
    }
    return values;
  }

  private static void put(double[] values, Feature feature, double value) {
    values[feature.column()] = value;
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(one -> one).average().orElse(Double.NaN);
  }

  private static double quantile(List<Double> sorted, double share) {
    double index = share * (sorted.size() - 1);
    int below = (int) index;
    double above = sorted.get(Math.min(below + 1, sorted.size() - 1));
    return sorted.get(below) + (index - below) * (above - sorted.get(below));
  }
}
