package io.plumbline.detector.model;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.DataFormatException;

/**
 * What is normal for one service: scaler, forest, level lens and their calibration.
 *
 * <p>Both lenses are calibrated on rows that they were not fitted on ({@value #FOLDS} folds of
 * interleaved blocks), joined by the mean of their surprises, and the mean is calibrated again, so
 * that S means the same for every service: once in 10^S of its windows. Immutable.
 */
public final class ServiceModel {
  /** Fewer training windows than this teach nothing about what is rare. */
  public static final int ROWS_MIN = 20;

  private static final int FOLDS = 5;

  /**
   * Windows in a row that share a fold: neighbours are alike, so they must not judge each other.
   */
  private static final int BLOCK_MAX = 12;

  /** A tail of T² falls as e^(−T²) at least when each feature is normal and the ridge 1. */
  private static final double LEVEL_SCALE_MIN = 1;

  /** A forest of 100 trees repeats its score only to about a hundredth. */
  private static final double FOREST_SCALE_MIN = 0.01;

  /** Two independent lenses: their mean's tail falls about twice as fast as one's, 0.43. */
  private static final double JOINT_SCALE_MIN = 0.2;

  /**
   * 1/ln 10, one lens's own: P((a+b)/2 ≥ x) ≤ P(a ≥ x) + P(b ≥ x), so the mean's tail is no
   * heavier, whatever a few hundred windows seem to say.
   */
  private static final double JOINT_SCALE_MAX = 1 / Math.log(10);

  private final List<Column> columns;
  private final Scaler scaler;
  private final Lenses lenses;
  private final Tail forestTail;
  private final Tail levelTail;
  private final Tail jointTail;
  private final Typical[] typical;

  /** One fit of both lenses. */
  private record Lenses(Forest forest, LevelLens level) {
    static Lenses fit(double[][] points, long seed, boolean mature) {
      return new Lenses(SmileForest.fit(points, seed), LevelLens.fit(points, mature));
    }
  }

  private ServiceModel(List<Column> columns, double[][] rows, long seed, boolean mature) {
    this.columns = List.copyOf(columns);
    scaler = Scaler.fit(columns, rows);
    double[][] points = scaler.scale(rows);
    SplittableRandom seeds = new SplittableRandom(seed);
    lenses = Lenses.fit(points, seeds.nextLong(), mature);

    double[] forestScores = new double[points.length];
    double[] levelScores = new double[points.length];
    for (int fold = 0; fold < FOLDS; fold++) {
      Lenses held = Lenses.fit(othersThan(fold, points), seeds.nextLong(), mature);
      for (int i = 0; i < points.length; i++) {
        if (foldOf(i, points.length) == fold) {
          forestScores[i] = held.forest.score(points[i]);
          levelScores[i] = held.level.score(points[i]);
        }
      }
    }
    forestTail = Tail.fit(forestScores, FOREST_SCALE_MIN, Double.MAX_VALUE);
    levelTail = Tail.fit(levelScores, LEVEL_SCALE_MIN, Double.MAX_VALUE);
    double[] joint = new double[points.length];
    for (int i = 0; i < points.length; i++) {
      joint[i] = (forestTail.surprise(forestScores[i]) + levelTail.surprise(levelScores[i])) / 2;
    }
    jointTail = Tail.fit(joint, JOINT_SCALE_MIN, JOINT_SCALE_MAX);
    typical = Typical.of(rows, columns.size());
  }

  /**
   * Fits a model and keeps what it takes to fit it again.
   *
   * @param rows one row a window, in time order, NaN where a feature is missing; at least {@value
   *     #ROWS_MIN}
   * @param mature whether there is a day or more of history: only then are correlations trusted
   */
  public static Trained train(List<Column> columns, double[][] rows, long seed, boolean mature) {
    if (rows.length < ROWS_MIN) {
      throw new IllegalArgumentException(
          "a model needs at least " + ROWS_MIN + " windows: rows=" + rows.length);
    }
    double[][] kept = RowCodec.round(rows);
    return new Trained(new ServiceModel(columns, kept, seed, mature), RowCodec.encode(kept));
  }

  /** The model of a state that {@link #train} returned, the same to the bit. */
  public static ServiceModel restore(List<Column> columns, String state, long seed, boolean mature)
      throws DataFormatException {
    double[][] rows = RowCodec.decode(state);
    if (rows.length < ROWS_MIN || rows[0].length != columns.size()) {
      throw new DataFormatException(
          rows.length + " rows do not make a model of " + columns.size() + " features");
    }
    return new ServiceModel(columns, rows, seed, mature);
  }

  /**
   * A model and the text to restore it from.
   *
   * @param state the training rows, packed: fitting again is quicker than reading trees, and tells
   *     damage by a checksum
   */
  public record Trained(ServiceModel model, String state) {}

  public List<Column> columns() {
    return columns;
  }

  /** The usual values of a feature over the training windows. */
  public Typical typical(int column) {
    return typical[column];
  }

  /** Reads a row of one number per column, NaN where missing. */
  public Reading read(double[] row) {
    double[] point = scaler.scale(row);
    double surprise = surprise(point);
    return new Reading(surprise, Score.of(surprise), point, shares(point));
  }

  private double surprise(double[] point) {
    double forest = forestTail.surprise(lenses.forest.score(point));
    double level = levelTail.surprise(lenses.level.score(point));
    return jointTail.surprise((forest + level) / 2);
  }

  /**
   * Each feature's part: the mean of both lenses' shares. The level lens adds up by itself; the
   * forest's share of a feature is how much the score falls when that feature is typical.
   */
  private double[] shares(double[] point) {
    double[] level = shareOut(lenses.level.terms(point));
    double[] falls = new double[point.length];
    double score = lenses.forest.score(point);
    for (int j = 0; j < point.length; j++) {
      if (point[j] != 0) {
        double[] without = point.clone();
        without[j] = 0;
        falls[j] = score - lenses.forest.score(without);
      }
    }
    double[] forest = shareOut(falls);
    double[] shares = new double[point.length];
    for (int j = 0; j < point.length; j++) {
      shares[j] = level[j] + forest[j];
    }
    return shareOut(shares);
  }

  /** Negative parts as 0, the rest scaled to add up to 1. */
  private static double[] shareOut(double[] parts) {
    double sum = 0;
    for (double part : parts) {
      sum += Math.max(0, part);
    }
    double[] shares = new double[parts.length];
    for (int j = 0; j < parts.length; j++) {
      shares[j] = sum > 0 ? Math.max(0, parts[j]) / sum : 0;
    }
    return shares;
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
