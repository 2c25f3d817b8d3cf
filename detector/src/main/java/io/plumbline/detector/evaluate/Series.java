package io.plumbline.detector.evaluate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The metrics of one server in time order, as the Application Server Dataset and the Server Machine
 * Dataset are given: columns split (train or test), label, m1, m2, …; which metrics are to blame is
 * in {@code interpretation_label/NAME.txt}, a line {@code start-end:m,m,…} an event.
 *
 * @param rowsPerDay how many rows a day has
 * @param labels of the test rows
 * @param causes of the events whose metrics are known
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of input, never compared
record Series(
    String name,
    int rowsPerDay,
    double[][] train,
    double[][] test,
    boolean[] labels,
    List<Cause> causes) {
  static final String FORMAT = "series";

  private static final int[] ROWS_PER_DAY = {288, 1440};
  private static final double CLEARLY = 0.85;
  private static final int FIRST_METRIC = 2;
  private static final long DAY_SECONDS = 86_400;

  /** The metrics, from 0 on, that an event shows in. */
  record Cause(Episodes.Span span, Set<Integer> metrics) {}

  static boolean takes(Table table) {
    return table.header().size() > FIRST_METRIC
        && table.header().subList(0, FIRST_METRIC).equals(List.of("split", "label"));
  }

  static Series read(String name, Table table) throws IOException {
    List<double[]> train = new ArrayList<>();
    List<double[]> test = new ArrayList<>();
    List<Boolean> marks = new ArrayList<>();
    for (int i = 0; i < table.rows().size(); i++) {
      double[] row = new double[table.header().size() - FIRST_METRIC];
      for (int j = 0; j < row.length; j++) {
        row[j] = table.number(i, j + FIRST_METRIC);
      }
      if (table.rows().get(i).getFirst().equals("train")) {
        train.add(row);
      } else {
        test.add(row);
        marks.add(table.label(i));
      }
    }
    boolean[] labels = new boolean[marks.size()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = marks.get(i);
    }
    double[][] learned = train.toArray(double[][]::new);
    return new Series(
        name,
        rowsPerDay(learned),
        learned,
        test.toArray(double[][]::new),
        labels,
        causes(table.file().resolveSibling("interpretation_label").resolve(name + ".txt")));
  }

  /**
   * The lag, of those known, after which the metrics are most like before. After five days they are
   * about as alike as after one, so the longer lag must be clearly better.
   */
  private static int rowsPerDay(double[][] rows) {
    int best = ROWS_PER_DAY[0];
    double closest = Double.POSITIVE_INFINITY;
    for (int lag : ROWS_PER_DAY) {
      double distance = 0;
      for (int i = lag; i < rows.length; i++) {
        for (int j = 0; j < rows[i].length; j++) {
          distance += Math.abs(rows[i][j] - rows[i - lag][j]);
        }
      }
      double mean = distance / Math.max(1, rows.length - lag);
      if (rows.length > lag && mean < CLEARLY * closest) {
        closest = mean;
        best = lag;
      }
    }
    return best;
  }

  private static List<Cause> causes(Path file) throws IOException {
    List<Cause> causes = new ArrayList<>();
    if (!Files.exists(file)) {
      return causes;
    }
    for (String line : Files.readAllLines(file)) {
      if (line.isBlank()) {
        continue;
      }
      try {
        String[] parts = line.strip().split("[-:]", 3);
        Set<Integer> metrics = new HashSet<>();
        for (String metric : parts[2].split(",", -1)) {
          metrics.add(Integer.parseInt(metric.strip()) - 1);
        }
        int start = Integer.parseInt(parts[0].strip());
        int end = Integer.parseInt(parts[1].strip());
        causes.add(new Cause(new Episodes.Span(start, end), metrics));
      } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
        throw new IOException(file + ": expected start-end:metric,…, found " + line, e);
      }
    }
    return causes;
  }

  long stepSeconds() {
    return DAY_SECONDS / rowsPerDay;
  }

  /** Days that the test rows last. */
  double testDays() {
    return (double) test.length / rowsPerDay;
  }
}
