package io.plumbline.detector.model;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.zip.DataFormatException;

/**
 * What is normal for one service: its usual values by time of day, the widths of normal, three
 * lenses and their calibration. Immutable; a {@link WindowReader} puts windows in time order to it.
 */
public final class ServiceModel {
  /** Fewer training windows than this teach nothing about what is rare. */
  public static final int ROWS_MIN = 20;

  /** Below this surprise a window is normal by itself, from {@link #ODD} on it is not. */
  private static final double CALM = 2;

  private static final double ODD = 3;

  /** Widths of normal between the 5 % and the 50 % quantile of a normal distribution. */
  private static final double WIDTHS_TO_LOW = 1.645;

  private final List<Column> columns;
  private final long stepSeconds;
  private final NoveltyKind forest;
  private final Baseline baseline;
  private final Scaler scaler;
  private final Scaler changeScaler;
  private final Lenses lenses;
  private final Calibration calibration;
  private final Typical[] typical;

  ServiceModel(
      List<Column> columns,
      long stepSeconds,
      NoveltyKind forest,
      Baseline baseline,
      Scaler scaler,
      Scaler changeScaler,
      Lenses lenses,
      Calibration calibration,
      Typical[] typical) {
    this.columns = List.copyOf(columns);
    this.stepSeconds = stepSeconds;
    this.forest = forest;
    this.baseline = baseline;
    this.scaler = scaler;
    this.changeScaler = changeScaler;
    this.lenses = lenses;
    this.calibration = calibration;
    this.typical = typical.clone();
  }

  /**
   * Fits a model. The same history and seed give the same model to the bit.
   *
   * @param history at least {@value #ROWS_MIN} windows
   */
  public static ServiceModel train(
      List<Column> columns, History history, long seed, NoveltyKind forest) {
    if (history.size() < ROWS_MIN) {
      throw new IllegalArgumentException(
          "a model needs at least " + ROWS_MIN + " windows: rows=" + history.size());
    }
    return new ModelFit(columns, history, seed, forest).model();
  }

  /** What {@link #restore} makes this model of again. */
  public String state() {
    return ModelCodec.pack(this::write);
  }

  /**
   * The model of a {@link #state}, the same to the bit.
   *
   * @throws DataFormatException saying what is damaged
   */
  public static ServiceModel restore(List<Column> columns, String state)
      throws DataFormatException {
    return ModelCodec.unpack(state, in -> read(columns, in));
  }

  private void write(DataOutput out) throws IOException {
    out.writeInt(columns.size());
    out.writeLong(stepSeconds);
    out.writeUTF(forest.toString());
    baseline.write(out);
    scaler.write(out);
    changeScaler.write(out);
    lenses.write(out);
    calibration.write(out);
    for (Typical one : typical) {
      ModelCodec.writeDoubles(out, new double[] {one.low(), one.median(), one.high()});
    }
  }

  private static ServiceModel read(List<Column> columns, DataInput in) throws IOException {
    int count = in.readInt();
    if (count != columns.size()) {
      throw new IOException("it has " + count + " features, not " + columns.size());
    }
    long stepSeconds = in.readLong();
    NoveltyKind forest = NoveltyKind.valueOf(in.readUTF().toUpperCase(Locale.ROOT));
    Baseline baseline = Baseline.read(in);
    Scaler scaler = Scaler.read(in);
    Scaler changeScaler = Scaler.read(in);
    Lenses lenses = Lenses.read(forest, in, count);
    Calibration calibration = Calibration.read(in);
    Typical[] typical = new Typical[count];
    for (int j = 0; j < count; j++) {
      double[] values = ModelCodec.readDoubles(in);
      typical[j] = new Typical(values[0], values[1], values[2]);
    }
    return new ServiceModel(
        columns, stepSeconds, forest, baseline, scaler, changeScaler, lenses, calibration, typical);
  }

  /** Whose forest it has. */
  public NoveltyKind forest() {
    return forest;
  }

  public List<Column> columns() {
    return columns;
  }

  /** The usual values of a feature over the training windows. */
  public Typical typical(int column) {
    return typical[column];
  }

  /** How wide normal is, in the transformed unit of the column; NaN or 0 where nothing is known. */
  public double width(int column) {
    return scaler.width(column);
  }

  /** The median of the transformed values. */
  public double level(int column) {
    return baseline.median(column);
  }

  /**
   * The usual values of a feature at a time: around those of that time of the day or the week where
   * the feature has a season, else those of all training windows.
   *
   * @param time epoch seconds of a window's start
   */
  public Typical expected(int column, long time) {
    if (!baseline.isSeasonal(column) || Double.isNaN(scaler.median(column))) {
      return typical[column];
    }
    double middle = baseline.at(column, time) + scaler.median(column);
    double reach = WIDTHS_TO_LOW * scaler.width(column);
    Column bent = columns.get(column);
    return new Typical(
        bent.unbend(middle - reach), bent.unbend(middle), bent.unbend(middle + reach));
  }

  /** Reads windows in time order, from none on. */
  public WindowReader reader() {
    return new WindowReader(this, new RecentRows(stepSeconds));
  }

  /**
   * How far each value, transformed, is from what is usual then; NaN where missing.
   *
   * @param time epoch seconds of the window's start
   */
  public double[] residuals(long time, double[] row) {
    return residuals(columns, baseline, time, row);
  }

  static double[] residuals(List<Column> columns, Baseline baseline, long time, double[] row) {
    double[] residuals = new double[row.length];
    for (int j = 0; j < residuals.length; j++) {
      residuals[j] = columns.get(j).bend(row[j]) - baseline.at(j, time);
    }
    return residuals;
  }

  /** Whether a row is odd by itself, by the level lens alone. */
  boolean isOdd(double[] residuals) {
    return calibration.level().surprise(lenses.level().score(scaler.scale(residuals))) >= ODD;
  }

  /**
   * Judges a window.
   *
   * @param residuals see {@link #residuals}
   * @param change see {@link RecentRows#change}
   * @param afterOdd see {@link RecentRows#wasOdd}
   */
  Reading judge(double[] residuals, double[] change, boolean afterOdd) {
    double[] point = scaler.scale(residuals);
    double[] moved = changeScaler.scale(change);
    double[] surprises = calibration.lenses(lenses.scores(point, moved));
    double surprise = calibration.joint(surprises);
    double[] deviations = new double[point.length];
    for (int j = 0; j < point.length; j++) {
      deviations[j] = Double.isNaN(point[j]) ? 0 : point[j];
    }
    boolean recovering = afterOdd && Math.max(surprises[0], surprises[1]) < CALM;
    return new Reading(surprise, recovering, surprises, deviations, lenses.shares(point, moved));
  }
}
