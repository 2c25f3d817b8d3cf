package io.plumbline.detector.evaluate;

import io.plumbline.detector.evaluate.PodTables.Grid;
import io.plumbline.detector.graph.ServiceGraph;
import io.plumbline.detector.incident.ServiceSignals;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was measured of the services of a cluster, minute by minute, and the faults injected
 * meanwhile.
 *
 * @param firstMinute minutes since the epoch of the first window
 * @param times epoch seconds of each window's measurement
 * @param services all with as many windows
 * @param faults all, also those of services without metrics, which nobody can find
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of input, never compared
record ServiceDay(
    String name,
    long firstMinute,
    long[] times,
    Map<String, ServiceSignals> services,
    ServiceGraph graph,
    List<Culprit> faults) {
  static final String FORMAT = "services";

  private static final int MINUTE = 60;

  /** Longer is a clock gone wrong. */
  private static final long MINUTES_MAX = 60L * 24 * 31;

  /** A fault and the service that it was injected into. */
  record Culprit(Fault fault, String service) {}

  static ServiceDay read(PodTables tables) throws IOException {
    Map<String, Grid> grids = grids(tables);
    if (grids.size() < 2) {
      throw new IOException(
          tables.folder() + ": expected metrics of at least two services, found " + grids.keySet());
    }
    long[] times = times(tables.folder(), grids);
    long first = times[0] / MINUTE;
    List<Culprit> faults = new ArrayList<>();
    for (Fault fault : Fault.read(tables.folder(), times)) {
      faults.add(new Culprit(fault, service(fault.pod())));
    }
    ServiceColumns columns =
        new ServiceColumns(grids, tables.callers(), tables.callees(), first, times.length);
    return new ServiceDay(
        name(tables.folder()), first, times, columns.services(), columns.graph(), faults);
  }

  /** The pods' tables by service; those of one service, as after a restart, become one. */
  private static Map<String, Grid> grids(PodTables tables) throws IOException {
    Map<String, Grid> grids = new TreeMap<>();
    for (Map.Entry<String, Grid> pod : tables.pods().entrySet()) {
      Grid known = grids.putIfAbsent(service(pod.getKey()), pod.getValue());
      if (known != null && !known.columns().equals(pod.getValue().columns())) {
        throw new IOException(
            tables.folder() + ": metrics of " + pod.getKey() + " are others than of its service");
      }
      if (known != null) {
        pod.getValue().rows().forEach(known.rows()::putIfAbsent);
      }
    }
    return grids;
  }

  private static long[] times(Path folder, Map<String, Grid> grids) throws IOException {
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    for (Grid grid : grids.values()) {
      first = Math.min(first, grid.rows().firstKey() / MINUTE);
      last = Math.max(last, grid.rows().lastKey() / MINUTE);
    }
    if (last - first >= MINUTES_MAX) {
      throw new IOException(
          folder + ": its times span " + (last - first) / (60 * 24) + " days, expected at most 31");
    }
    long[] times = new long[(int) (last - first + 1)];
    for (int i = 0; i < times.length; i++) {
      times[i] = (first + i) * MINUTE;
    }
    for (Grid grid : grids.values()) {
      for (long time : grid.rows().keySet()) {
        int at = (int) (time / MINUTE - first);
        times[at] = Math.max(times[at], time);
      }
    }
    return times;
  }

  /** The day's folder; Nezha has the tables in one named metric in it. */
  private static String name(Path folder) {
    Path day = folder.toAbsolutePath().normalize();
    Path parent = day.getParent();
    return String.valueOf(
        day.endsWith("metric") && parent != null ? parent.getFileName() : day.getFileName());
  }

  /** The service of a pod: of a deployment NAME-REPLICASET-ID, of a stateful set NAME-NUMBER. */
  private static String service(String pod) {
    return pod.replaceFirst("(-[a-z0-9]{1,10}-[a-z0-9]{5}|-\\d+)$", "");
  }

  int size() {
    return times.length;
  }

  /** The window that a time is in. */
  int window(long time) {
    return Math.toIntExact(time / MINUTE - firstMinute);
  }
}
