package io.plumbline.detector.model;

/**
 * Where a feature lies in normal windows, learned from windows some of which were not normal.
 *
 * <p>It reaches from the {@value #SHARE} quantile to its opposite, over the values near enough to
 * the 5–95 % range: what lies further off than twice that range is a trouble, and would make
 * troubles of its kind look normal.
 *
 * @param low lower end; NaN when there was no value
 * @param high upper end
 * @param width at least high − low
 */
public record NormalRange(double low, double high, double width) {
  private static final double SHARE = 0.025;
  private static final double COMMON = 0.05;
  private static final double FENCE = 2;

  /**
   * Learns a range.
   *
   * @param values NaN where missing
   * @param leastWidth a smaller change than this is no news, however steady the values were
   */
  public static NormalRange of(double[] values, double leastWidth) {
    Quantiles all = new Quantiles(values);
    double low = all.at(COMMON);
    double high = all.at(1 - COMMON);
    double reach = FENCE * Math.max(high - low, leastWidth);
    double[] near = values.clone();
    for (int i = 0; i < near.length; i++) {
      if (near[i] < low - reach || near[i] > high + reach) {
        near[i] = Double.NaN;
      }
    }
    Quantiles kept = new Quantiles(near);
    low = kept.at(SHARE);
    high = kept.at(1 - SHARE);
    return new NormalRange(low, high, Math.max(high - low, leastWidth));
  }

  /** How many widths a value lies outside; negative inside, NaN when missing. */
  public double excess(double value) {
    return Math.max(value - high, low - value) / width;
  }
}
