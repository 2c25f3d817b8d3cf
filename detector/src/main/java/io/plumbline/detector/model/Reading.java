package io.plumbline.detector.model;

/**
 * What a model says of one row. The arrays belong to the caller.
 *
 * @param surprise −log₁₀ of the share of normal windows that are as odd: "once in 10^S windows"
 * @param recovering whether the row is normal by itself and follows odd ones: then only the way
 *     back to normal is odd
 * @param lenses the surprise of each lens alone: forest, level, change
 * @param deviations per feature the robust z against what is usual at that time, positive when
 *     higher; 0 when missing
 * @param shares per feature its part in the surprise, 0–1; they add up to 1, or are all 0
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of results, never compared
public record Reading(
    double surprise, boolean recovering, double[] lenses, double[] deviations, double[] shares) {

  /** The surprise that is worth telling: of a way back to normal, only what is odd without it. */
  public double alarm() {
    return recovering ? Math.min(surprise, Math.max(lenses[0], lenses[1])) : surprise;
  }

  /** The surprise on the fixed scale 0–100. */
  public double score() {
    return Score.of(surprise);
  }
}
