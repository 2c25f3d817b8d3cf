package io.plumbline.detector.model;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Fits a {@link ServiceModel}. The lenses are calibrated on rows that they were not fitted on
 * ({@value #FOLDS} folds of interleaved blocks), then fitted on all.
 */
final class ModelFit {
  private static final int FOLDS = 5;

  /**
   * Windows in a row that share a fold: neighbours are alike, so they must not judge each other.
   */
  private static final int BLOCK_MAX = 12;

  private static final double RIDGE = 0.25;

  /** With so little history that correlations are half chance. */
  private static final double RIDGE_YOUNG = 1;

  /** Fewer rows a feature than this, and correlations are left out. */
  private static final int ROWS_PER_FEATURE = 10;

  private final List<Column> columns;
  private final History history;
  private final long seed;
  private final NoveltyKind forest;
  private final boolean mature;

  ModelFit(List<Column> columns, History history, long seed, NoveltyKind forest) {
    this.columns = columns;
    this.history = history;
    this.seed = seed;
    this.forest = forest;
    this.mature = history.isMature();
  }

  /** The points of one kind, and how to fit a quadratic lens on them. */
  @SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
  private record Side(double[][] points, boolean[] floored, Moments all, Moments[] folds) {}

  ServiceModel model() {
    int count = history.size();
    double[][] bent = new double[count][columns.size()];
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < columns.size(); j++) {
        bent[i][j] = columns.get(j).bend(history.rows()[i][j]);
      }
    }
    Baseline baseline = Baseline.fit(history.times(), bent);
    double[][] residuals = new double[count][];
    double[][] changes = new double[count][];
    RecentRows recent = new RecentRows(history.stepSeconds());
    for (int i = 0; i < count; i++) {
      long time = history.times()[i];
      residuals[i] = ServiceModel.residuals(columns, baseline, time, history.rows()[i]);
      changes[i] = recent.change(time, residuals[i]);
      recent.add(time, residuals[i], false);
    }
    double[] floors = floors(baseline);
    Scaler scaler = Scaler.fit(residuals, floors, bothWays(1));
    double[] changeFloors = repeat(floors, RecentRows.COPIES);
    Scaler changeScaler = Scaler.fit(changes, changeFloors, bothWays(RecentRows.COPIES));
    Side still = side(scaler.scale(residuals), scaler, floors);
    Side moved = side(changeScaler.scale(changes), changeScaler, changeFloors);

    SplittableRandom seeds = new SplittableRandom(seed);
    long forestSeed = seeds.nextLong();
    Calibration calibration = calibrate(still, moved, seeds);
    Lenses lenses =
        new Lenses(
            forest.fit(still.points, forestSeed), lens(still, still.all), lens(moved, moved.all));
    return new ServiceModel(
        columns,
        history.stepSeconds(),
        forest,
        baseline,
        scaler,
        changeScaler,
        lenses,
        calibration,
        Typical.of(history.rows(), columns.size()));
  }

  private Calibration calibrate(Side still, Side moved, SplittableRandom seeds) {
    int count = history.size();
    double[][] scores = new double[count][];
    for (int fold = 0; fold < FOLDS; fold++) {
      Lenses held =
          new Lenses(
              forest.fit(othersThan(fold, still.points), seeds.nextLong()),
              lens(still, still.all.without(still.folds[fold])),
              lens(moved, moved.all.without(moved.folds[fold])));
      for (int i = 0; i < count; i++) {
        if (foldOf(i, count) == fold) {
          scores[i] = held.scores(still.points[i], moved.points[i]);
        }
      }
    }
    return Calibration.fit(scores);
  }

  private static Side side(double[][] points, Scaler scaler, double[] floors) {
    Moments[] folds = new Moments[FOLDS];
    Arrays.setAll(folds, _ -> new Moments(floors.length));
    for (int i = 0; i < points.length; i++) {
      folds[foldOf(i, points.length)].add(points[i]);
    }
    Moments all = new Moments(floors.length);
    for (Moments fold : folds) {
      all.add(fold);
    }
    boolean[] floored = new boolean[floors.length];
    for (int j = 0; j < floored.length; j++) {
      floored[j] = scaler.width(j) <= floors[j];
    }
    return new Side(points, floored, all, folds);
  }

  private QuadraticLens lens(Side side, Moments moments) {
    boolean correlated = mature || moments.count() >= ROWS_PER_FEATURE * columns.size();
    return QuadraticLens.fit(moments, mature ? RIDGE : RIDGE_YOUNG, side.floored, correlated);
  }

  /** The least widths: the column's own, or what chance alone gives a share. */
  private double[] floors(Baseline baseline) {
    double[] floors = new double[columns.size()];
    for (int j = 0; j < floors.length; j++) {
      Column column = columns.get(j);
      double relative = column.relativeFloor() * Math.abs(baseline.median(j));
      floors[j] = Math.max(chance(column), column.scaleFloor());
      floors[j] = relative > floors[j] ? relative : floors[j];
    }
    return floors;
  }

  /** The sd of a share by chance alone: arcsin √share of n trials has 1/(2√n). */
  private double chance(Column column) {
    if (column.trials() == Column.NO_TRIALS) {
      return 0;
    }
    double[] rates = new double[history.size()];
    for (int i = 0; i < rates.length; i++) {
      rates[i] = history.rows()[i][column.trials()];
    }
    double count = new Quantiles(rates).median() * column.softness();
    return count >= 1 ? 0.5 / Math.sqrt(count) : 0.5;
  }

  private boolean[] bothWays(int copies) {
    boolean[] bothWays = new boolean[columns.size() * copies];
    for (int j = 0; j < bothWays.length; j++) {
      bothWays[j] = columns.get(j % columns.size()).bothWays();
    }
    return bothWays;
  }

  private static double[] repeat(double[] values, int copies) {
    double[] repeated = new double[values.length * copies];
    for (int j = 0; j < repeated.length; j++) {
      repeated[j] = values[j % values.length];
    }
    return repeated;
  }

  private static int foldOf(int row, int count) {
    int block = Math.clamp(count / (4L * FOLDS), 1, BLOCK_MAX);
    return row / block % FOLDS;
  }

  private static double[][] othersThan(int fold, double[][] points) {
    double[][] selected = new double[points.length][];
    int count = 0;
    for (int i = 0; i < points.length; i++) {
      if (foldOf(i, points.length) != fold) {
        selected[count++] = points[i];
      }
    }
    return Arrays.copyOf(selected, count);
  }
}
