package io.plumbline.detector.incident;

import java.util.List;

/**
 * What is known of one service, window by window.
 *
 * @param signals the columns of a row
 * @param rows one a window, NaN where a signal is missing
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of input, never compared
public record ServiceSignals(List<Signal> signals, double[][] rows) {
  public ServiceSignals {
    signals = List.copyOf(signals);
  }

  /** One signal over all windows. */
  public double[] column(int signal) {
    double[] column = new double[rows.length];
    for (int i = 0; i < column.length; i++) {
      column[i] = rows[i][signal];
    }
    return column;
  }
}
