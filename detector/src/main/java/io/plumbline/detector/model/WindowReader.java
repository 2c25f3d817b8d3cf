package io.plumbline.detector.model;

/**
 * Puts the windows of one service, in time order, to its model; keeps the last few, since the
 * change lens asks what moved. For one thread.
 */
public final class WindowReader {
  /** How many windows back matter. */
  public static final int REACH = RecentRows.KEPT;

  private final ServiceModel model;
  private final RecentRows recent;

  WindowReader(ServiceModel model, RecentRows recent) {
    this.model = model;
    this.recent = recent;
  }

  /**
   * Reads a window and keeps it for those to come.
   *
   * @param time epoch seconds of its start, later than the last one's
   * @param row one number per column, NaN where missing
   */
  public Reading read(long time, double[] row) {
    double[] residuals = model.residuals(time, row);
    Reading reading = model.judge(residuals, recent.change(time, residuals), recent.wasOdd(time));
    recent.add(time, residuals, model.isOdd(residuals));
    return reading;
  }

  /** Keeps a window that was judged before. */
  public void pass(long time, double[] row) {
    double[] residuals = model.residuals(time, row);
    recent.add(time, residuals, model.isOdd(residuals));
  }
}
