package io.plumbline.detector.evaluate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The tables of one day as Nezha has them, each in a file of its own: metrics of a pod (columns
 * Time, TimeStamp, PodName, …), and how long calls took on the caller's side and on the callee's
 * (columns time, timestamp, caller_callee, …).
 */
final class PodTables {
  private static final int POD = 2;

  private final Path folder;
  private final Map<String, Grid> pods = new TreeMap<>();
  private @Nullable Grid callers;
  private @Nullable Grid callees;

  PodTables(Path folder) {
    this.folder = folder;
  }

  /**
   * A table by time.
   *
   * @param columns their names, without those of the time and the pod
   * @param rows values by epoch second
   */
  record Grid(List<String> columns, TreeMap<Long, double[]> rows) {}

  static boolean takes(Table table) {
    return isPod(table) || isCalls(table);
  }

  private static boolean isPod(Table table) {
    return table.header().size() > POD + 1
        && table.header().subList(0, POD + 1).equals(List.of("Time", "TimeStamp", "PodName"));
  }

  private static boolean isCalls(Table table) {
    return table.header().size() > POD
        && table.header().subList(0, POD).equals(List.of("time", "timestamp"))
        && table.header().get(POD).contains("_");
  }

  Path folder() {
    return folder;
  }

  /** By the pods' full names. */
  Map<String, Grid> pods() {
    return pods;
  }

  /** How long a call took for its caller; null when not given. */
  @Nullable Grid callers() {
    return callers;
  }

  /** How long the callee was at it; null when not given. */
  @Nullable Grid callees() {
    return callees;
  }

  /** Adds a table; which side calls were measured on shows in the file's name only. */
  void add(Table table) throws IOException {
    if (table.rows().isEmpty()) {
      return;
    }
    if (isPod(table)) {
      pods.put(table.rows().getFirst().get(POD), grid(table, POD + 1));
      return;
    }
    String name = String.valueOf(table.file().getFileName());
    if (name.startsWith("source")) {
      callers = grid(table, POD);
    } else if (name.startsWith("destination")) {
      callees = grid(table, POD);
    }
  }

  private static Grid grid(Table table, int first) throws IOException {
    List<String> header = table.header();
    TreeMap<Long, double[]> rows = new TreeMap<>();
    for (int i = 0; i < table.rows().size(); i++) {
      double[] row = new double[header.size() - first];
      for (int j = 0; j < row.length; j++) {
        row[j] = number(table, i, first + j);
      }
      rows.putIfAbsent(time(table, i), row);
    }
    return new Grid(new ArrayList<>(header.subList(first, header.size())), rows);
  }

  /** NaN for a quotient of nothing, which Go writes NaN or +Inf. */
  private static double number(Table table, int row, int column) throws IOException {
    return table.rows().get(row).get(column).endsWith("Inf")
        ? Double.NaN
        : table.number(row, column);
  }

  /** The written time, since some of the published epoch seconds are of other years. */
  private static long time(Table table, int row) throws IOException {
    String text = table.rows().get(row).getFirst();
    Long written = WrittenTime.parse(text);
    if (written != null) {
      return written;
    }
    double seconds = table.number(row, 1);
    if (Double.isNaN(seconds)) {
      throw new IOException("%s: row %d has no time: %s".formatted(table.file(), row + 2, text));
    }
    return (long) seconds;
  }
}
