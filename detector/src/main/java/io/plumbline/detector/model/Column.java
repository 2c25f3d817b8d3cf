package io.plumbline.detector.model;

/**
 * One number of a row, as the model needs to know it.
 *
 * @param name the feature's name
 * @param transform how the value is bent before it is measured
 * @param softness what the transform calls so; for shares, seconds of a window
 * @param scaleFloor the least width of normal, in transformed units
 * @param relativeFloor the least width of normal as a share of the typical transformed value
 * @param trials for a share, the column with the rate of what it is a share of; else {@value
 *     #NO_TRIALS}
 * @param bothWays whether low values are as odd as high ones; if not, low ones count little
 */
public record Column(
    String name,
    Transform transform,
    double softness,
    double scaleFloor,
    double relativeFloor,
    int trials,
    boolean bothWays) {
  public static final int NO_TRIALS = -1;

  public Column {
    if (!(scaleFloor > 0)) {
      throw new IllegalArgumentException("scaleFloor must be positive: " + scaleFloor);
    }
  }

  /** The same, with a least width of normal of at least this. */
  public Column withFloor(double width) {
    double wider = Math.max(scaleFloor, width);
    return new Column(name, transform, softness, wider, relativeFloor, trials, bothWays);
  }

  /** The same, with a least width of at least this share of the typical value. */
  public Column withRelativeFloor(double share) {
    double wider = Math.max(relativeFloor, share);
    return new Column(name, transform, softness, scaleFloor, wider, trials, bothWays);
  }

  double bend(double value) {
    return transform.apply(value, softness);
  }

  double unbend(double bent) {
    return transform.undo(bent, softness);
  }
}
