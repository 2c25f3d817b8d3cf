package io.plumbline.detector.score;

import java.util.List;

/**
 * A row's score and what it is made of.
 *
 * @param line where the row begins in its file
 * @param time as the file has it; empty if it has none
 * @param service empty if the file has none
 * @param surprise −log₁₀ of the share of normal rows that are as odd
 * @param score the same on the scale 0–100
 * @param parts the columns that contributed most, the greatest first
 */
public record ScoredRow(
    long line, String time, String service, double surprise, double score, List<Part> parts) {
  /** How many columns name a row's reasons. */
  static final int TOP = 3;

  /**
   * A column's part.
   *
   * @param actual NaN when missing
   * @param typical the middle of the rows that were learned from, NaN when it was never there
   * @param deviation how many widths of normal it lies off
   * @param contribution its part in the surprise, 0–1
   */
  public record Part(
      String name, double actual, double typical, double deviation, double contribution) {}
}
