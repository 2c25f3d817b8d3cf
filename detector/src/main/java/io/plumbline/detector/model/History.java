package io.plumbline.detector.model;

/**
 * Past windows of one service, to learn from.
 *
 * @param stepSeconds length of a window
 * @param times epoch seconds of the windows' starts, rising
 * @param rows one row a window, NaN where a feature is missing
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of input, never compared
public record History(long stepSeconds, long[] times, double[][] rows) {
  private static final long DAY_SECONDS = 86_400;

  public History {
    if (times.length != rows.length) {
      throw new IllegalArgumentException(times.length + " times for " + rows.length + " rows");
    }
    if (stepSeconds < 1) {
      throw new IllegalArgumentException("a window of " + stepSeconds + " s");
    }
  }

  public int size() {
    return rows.length;
  }

  /** Whether there is a day or more: only then are correlations trusted as they are. */
  boolean isMature() {
    return rows.length > 0 && times[times.length - 1] - times[0] + stepSeconds >= DAY_SECONDS;
  }
}
