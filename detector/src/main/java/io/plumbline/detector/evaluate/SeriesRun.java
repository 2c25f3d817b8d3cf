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
import io.plumbline.detector.training.Untroubled;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A series judged window by window, as the monitor would. */
final class SeriesRun {
  /** Below this a change of a metric between 0 and 1 is no news. */
  private static final double FLOOR = 1e-3;

  private static final int REFIT_DAYS = 14;

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
    double stays = IncidentRules.DEFAULT.stays();
    double opens = IncidentRules.DEFAULT.opens();
    measures.put("false_points", points(fixed, stays, false));
    measures.put("false_points_refit", points(refitted, stays, false));
    measures.put("false_points_refit_same_recall", falsePointsAtRecallOf(fixed, refitted, stays));
    measures.put("false_points_opens", points(fixed, opens, false));
    measures.put("false_points_opens_refit", points(refitted, opens, false));
    measures.put("explained", explained(fixed));
    return new Result(Series.FORMAT, series.name(), measures);
  }

  /** The share of windows that are labelled so and at least as odd as this. */
  private double points(Judged judged, double odd, boolean label) {
    int count = 0;
    for (int i = 0; i < judged.alarms.length; i++) {
      count += judged.alarms[i] >= odd && series.labels()[i] == label ? 1 : 0;
    }
    return (double) count / judged.alarms.length;
  }

  /** The false points of one where it finds as many labelled windows as another does. */
  private double falsePointsAtRecallOf(Judged other, Judged judged, double odd) {
    int found = (int) Math.round(points(other, odd, true) * series.labels().length);
    double[] rising =
        IntStream.range(0, judged.alarms.length)
            .filter(i -> series.labels()[i])
            .mapToDouble(i -> judged.alarms[i])
            .sorted()
            .toArray();
    return found == 0 ? 0 : points(judged, rising[rising.length - found], false);
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
   * Judges each day with a model of the {@value #REFIT_DAYS} days before it, without the windows of
   * incidents, as the monitor refits.
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
    boolean[] troubled =
        Episodes.troubled(Arrays.copyOf(judged.alarms, day), IncidentRules.DEFAULT);
    int first = series.train().length;
    List<Integer> calm =
        Untroubled.of(
            IntStream.range(start, end).boxed().toList(),
            _ -> series.name(),
            i -> i >= first && troubled[i - first]);
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
