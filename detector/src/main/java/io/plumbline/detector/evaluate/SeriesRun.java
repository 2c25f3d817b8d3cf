package io.plumbline.detector.evaluate;

import io.plumbline.detector.incident.IncidentRules;
import io.plumbline.detector.model.Column;
import io.plumbline.detector.model.History;
import io.plumbline.detector.model.NoveltyKind;
import io.plumbline.detector.model.PlainForest;
import io.plumbline.detector.model.Reading;
import io.plumbline.detector.model.ServiceModel;
import io.plumbline.detector.model.Transform;
import io.plumbline.detector.model.WindowReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A series judged window by window, as the monitor would. */
final class SeriesRun {
  /** Below this a change of a metric between 0 and 1 is no news. */
  private static final double FLOOR = 1e-3;

  private static final int REFIT_DAYS = 14;

  /** More odd windows than this share in the days of a refit are the new normal. */
  private static final double NEW_NORMAL = 0.4;

  private final Series series;
  private final NoveltyKind forest;
  private final long seed;
  private final List<Column> columns = new ArrayList<>();

  /** What came of judging the test rows in order. */
  @SuppressWarnings("ArrayRecordComponent") // a carrier of results, never compared
  record Judged(double[] surprises, double[] alarms, double[][] shares) {}

  SeriesRun(Series series, NoveltyKind forest, long seed) {
    this.series = series;
    this.forest = forest;
    this.seed = seed;
    for (int j = 0; j < series.train()[0].length; j++) {
      columns.add(new Column("m" + (j + 1), Transform.LINEAR, 0, FLOOR, 0, Column.NO_TRIALS, true));
    }
  }

  Series series() {
    return series;
  }

  /** The measures that need no other series. */
  Result result(Judged fixed, Judged refitted) {
    Map<String, Double> measures = new LinkedHashMap<>();
    measures.put("ap", Ranking.averagePrecision(fixed.surprises, series.labels()));
    measures.put("auc", Ranking.rocAuc(fixed.surprises, series.labels()));
    double[] plain = PlainForest.fit(forest, series.train(), seed).score(series.test());
    measures.put("ap_plain_forest", Ranking.averagePrecision(plain, series.labels()));
    measures.put("ap_refit", Ranking.averagePrecision(refitted.surprises, series.labels()));
    measures.put("false_points", falsePoints(fixed));
    measures.put("false_points_refit", falsePoints(refitted));
    measures.put("explained", explained(fixed));
    return new Result(Series.FORMAT, series.name(), measures);
  }

  /** The share of windows that are not labelled but odd enough to keep an incident open. */
  private double falsePoints(Judged judged) {
    int count = 0;
    for (int i = 0; i < judged.surprises.length; i++) {
      boolean odd = judged.alarms[i] >= IncidentRules.DEFAULT.stays();
      count += odd && !series.labels()[i] ? 1 : 0;
    }
    return (double) count / judged.surprises.length;
  }

  /** The share of events whose first named metric is one of those to blame. */
  private double explained(Judged judged) {
    int right = 0;
    for (Series.Cause cause : series.causes()) {
      double[] shares = new double[columns.size()];
      int end = Math.min(cause.span().end() + 1, judged.shares.length);
      for (int i = cause.span().start(); i < end; i++) {
        for (int j = 0; j < shares.length; j++) {
          shares[j] += judged.surprises[i] * judged.shares[i][j];
        }
      }
      int first = 0;
      for (int j = 1; j < shares.length; j++) {
        first = shares[j] > shares[first] ? j : first;
      }
      right += cause.metrics().contains(first) ? 1 : 0;
    }
    return series.causes().isEmpty() ? Double.NaN : (double) right / series.causes().size();
  }

  /** Judges with the model of the training rows. */
  Judged judge() {
    Judged judged = blank();
    ServiceModel model = ServiceModel.train(columns, history(series.train(), 0), seed, forest);
    judge(judged, reader(model, 0), 0, series.test().length);
    return judged;
  }

  /**
   * Judges each day with a model of the {@value #REFIT_DAYS} days before it, without the windows
   * that were odd when they came.
   */
  Judged judgeWithDailyRefit() {
    Judged judged = blank();
    for (int day = 0; day < series.test().length; day += series.rowsPerDay()) {
      ServiceModel model = ServiceModel.train(columns, before(day, judged), seed, forest);
      int end = Math.min(series.test().length, day + series.rowsPerDay());
      judge(judged, reader(model, day), day, end);
    }
    return judged;
  }

  private Judged blank() {
    int count = series.test().length;
    return new Judged(new double[count], new double[count], new double[count][]);
  }

  private void judge(Judged judged, WindowReader reader, int from, int to) {
    for (int i = from; i < to; i++) {
      Reading reading = reader.read(time(series.train().length + i), series.test()[i]);
      judged.surprises[i] = reading.surprise();
      judged.alarms[i] = reading.alarm();
      judged.shares[i] = reading.shares();
    }
  }

  /** A reader that has seen the last windows before a test row. */
  private WindowReader reader(ServiceModel model, int at) {
    WindowReader reader = model.reader();
    int end = series.train().length + at;
    for (int i = Math.max(0, end - WindowReader.REACH); i < end; i++) {
      reader.pass(time(i), row(i));
    }
    return reader;
  }

  private History before(int day, Judged judged) {
    int end = series.train().length + day;
    int start = Math.max(0, end - REFIT_DAYS * series.rowsPerDay());
    List<Integer> calm = new ArrayList<>();
    for (int i = start; i < end; i++) {
      int tested = i - series.train().length;
      if (tested < 0 || judged.alarms[tested] < IncidentRules.DEFAULT.stays()) {
        calm.add(i);
      }
    }
    if (calm.size() < (1 - NEW_NORMAL) * (end - start)) {
      double[][] all = new double[end - start][];
      Arrays.setAll(all, i -> row(start + i));
      return history(all, start);
    }
    return new History(
        series.stepSeconds(),
        calm.stream().mapToLong(this::time).toArray(),
        calm.stream().map(this::row).toArray(double[][]::new));
  }

  private History history(double[][] rows, int first) {
    long[] times = new long[rows.length];
    Arrays.setAll(times, i -> time(first + i));
    return new History(series.stepSeconds(), times, rows);
  }

  /** A row by its place from the first training row on. */
  private double[] row(int index) {
    int tested = index - series.train().length;
    return tested < 0 ? series.train()[index] : series.test()[tested];
  }

  private long time(int index) {
    return index * series.stepSeconds();
  }
}
