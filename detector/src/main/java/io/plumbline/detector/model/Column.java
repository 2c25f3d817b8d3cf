package io.plumbline.detector.model;

/**
 * One number of a row, as the model needs to know it.
 *
 * @param name the feature's name
 * @param transform how the value is bent before it is measured
 * @param softness what the transform calls so; 0 where it has none
 * @param scaleFloor the least width of normal, in transformed units
 * @param relativeFloor the least width of normal as a share of the typical transformed value
 * @param bothWays whether low values are as odd as high ones; if not, low ones count little
 */
public record Column(
    String name,
    Transform transform,
    double softness,
    double scaleFloor,
    double relativeFloor,
    boolean bothWays) {

  public Column {
    if (!(scaleFloor > 0)) {
      throw new IllegalArgumentException("scaleFloor must be positive: " + scaleFloor);
    }
  }

  double bend(double value) {
    return transform.apply(value, softness);
  }
}
