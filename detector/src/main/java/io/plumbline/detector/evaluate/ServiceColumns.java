package io.plumbline.detector.evaluate;

import io.plumbline.detector.evaluate.PodTables.Grid;
import io.plumbline.detector.graph.ServiceGraph;
import io.plumbline.detector.incident.ServiceSignals;
import io.plumbline.detector.incident.Signal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Makes signals of the tables of pods and calls. */
final class ServiceColumns {
  private static final int MINUTE = 60;
  private static final String LOAD = "Workload";

  private final Map<String, Grid> grids;
  private final @Nullable Grid callers;
  private final @Nullable Grid callees;
  private final long first;
  private final int windows;
  private final Map<String, Map<String, double[]>> calls;
  private final ServiceGraph graph;

  /**
   * Of tables by service.
   *
   * @param callers how long calls took for the caller, callees for the callee
   * @param first minutes since the epoch of the first window
   */
  ServiceColumns(
      Map<String, Grid> grids,
      @Nullable Grid callers,
      @Nullable Grid callees,
      long first,
      int windows) {
    this.grids = grids;
    this.callers = callers;
    this.callees = callees;
    this.first = first;
    this.windows = windows;
    calls = calls();
    Map<String, TreeSet<String>> edges = new TreeMap<>();
    calls.forEach((callee, all) -> {
      for (String caller : all.keySet()) {
        edges.computeIfAbsent(caller, _ -> new TreeSet<>()).add(callee);
      }
    });
    graph = new ServiceGraph(edges);
  }

  ServiceGraph graph() {
    return graph;
  }

  Map<String, ServiceSignals> services() {
    Map<String, ServiceSignals> services = new TreeMap<>();
    for (String service : grids.keySet()) {
      Map<Signal, double[]> columns = metrics(service);
      calls
          .getOrDefault(service, Map.of())
          .forEach((caller, latency) ->
              columns.put(new Signal("call from " + caller, Signal.Kind.CALLED), latency));
      columns.putAll(callRates(service));
      services.put(service, new ServiceSignals(List.copyOf(columns.keySet()), rows(columns)));
    }
    return services;
  }

  private Map<Signal, double[]> metrics(String service) {
    Map<Signal, double[]> columns = new LinkedHashMap<>();
    Grid grid = Objects.requireNonNull(grids.get(service));
    for (String name : grid.columns()) {
      // The node's own metrics are those of every pod on it.
      if (!name.startsWith("Node")) {
        Signal.Kind kind =
            name.contains("ClientLatency")
                ? Signal.Kind.WAITED
                : name.contains("ServerLatency") ? Signal.Kind.SERVED : Signal.Kind.OWN;
        columns.put(new Signal(name, kind), column(grid, name));
      }
    }
    return columns;
  }

  /** How much longer calls take for the caller than for the callee, by callee and caller. */
  private Map<String, Map<String, double[]>> calls() {
    Map<String, Map<String, double[]>> calls = new TreeMap<>();
    if (callers == null || callees == null) {
      return calls;
    }
    for (String name : callers.columns()) {
      String[] ends = name.split("_", 2);
      if (ends.length < 2 || !grids.containsKey(ends[0]) || !grids.containsKey(ends[1])) {
        continue;
      }
      double[] latency = column(callers, name);
      double[] served = column(callees, name);
      for (int i = 0; i < latency.length; i++) {
        latency[i] -= served[i];
      }
      calls.computeIfAbsent(ends[1], _ -> new TreeMap<>()).put(ends[0], latency);
    }
    return calls;
  }

  /**
   * How many calls a request costs, for callees that nobody else calls: a service that fails early
   * no longer makes them.
   */
  private Map<Signal, double[]> callRates(String service) {
    Map<Signal, double[]> rates = new LinkedHashMap<>();
    for (String callee : graph.callees(service)) {
      if (graph.callers(callee).size() == 1) {
        double[] rate = load(callee);
        double[] load = load(service);
        for (int i = 0; i < rate.length; i++) {
          rate[i] = load[i] > 0 ? rate[i] / load[i] : Double.NaN;
        }
        rates.put(new Signal("calls to " + callee + " per request", Signal.Kind.OWN), rate);
      }
    }
    return rates;
  }

  private double[] load(String service) {
    Grid grid = Objects.requireNonNull(grids.get(service));
    String name =
        grid.columns().stream().filter(column -> column.contains(LOAD)).findFirst().orElse("");
    return column(grid, name);
  }

  private double[] column(Grid grid, String name) {
    double[] column = new double[windows];
    Arrays.fill(column, Double.NaN);
    int from = grid.columns().indexOf(name);
    if (from >= 0) {
      grid.rows()
          .descendingMap()
          .forEach((time, row) -> {
            long at = time / MINUTE - first;
            if (at >= 0 && at < column.length) {
              column[(int) at] = row[from];
            }
          });
    }
    return column;
  }

  private double[][] rows(Map<Signal, double[]> columns) {
    double[][] rows = new double[windows][columns.size()];
    int at = 0;
    for (double[] column : columns.values()) {
      for (int i = 0; i < rows.length; i++) {
        rows[i][at] = column[i];
      }
      at++;
    }
    return rows;
  }
}
