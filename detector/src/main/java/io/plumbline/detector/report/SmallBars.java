package io.plumbline.detector.report;

/** A series as a row of block characters, for text. */
final class SmallBars {
  private static final String BLOCKS = "▁▂▃▄▅▆▇█";

  private SmallBars() {}

  /** A bar for each part of the series, as high as its greatest value; a blank for a gap. */
  static String of(double[] values, int barsMax) {
    int bars = Math.min(barsMax, values.length);
    double[] greatest = new double[bars];
    double top = 0;
    for (int bar = 0; bar < bars; bar++) {
      greatest[bar] = Double.NaN;
      int end = (int) ((long) (bar + 1) * values.length / bars);
      for (int i = (int) ((long) bar * values.length / bars); i < end; i++) {
        if (!Double.isNaN(values[i]) && !(values[i] <= greatest[bar])) {
          greatest[bar] = values[i];
        }
      }
      top = greatest[bar] > top ? greatest[bar] : top;
    }
    StringBuilder text = new StringBuilder();
    for (double value : greatest) {
      int height = top <= 0 ? 0 : (int) Math.round(value / top * (BLOCKS.length() - 1));
      text.append(Double.isNaN(value) ? ' ' : BLOCKS.charAt(Math.max(0, height)));
    }
    return text.toString();
  }
}
