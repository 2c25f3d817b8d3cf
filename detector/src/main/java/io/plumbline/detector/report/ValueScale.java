package io.plumbline.detector.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Where values are on an axis from 0 up to a round number. */
record ValueScale(double top, double step, double yBottom, double yTop) {
  private static final int STEPS = 3;

  /** A place with a label. */
  record Tick(double y, String label) {}

  /** A scale that shows values up to a greatest one. */
  static ValueScale upTo(double greatest, double yBottom, double yTop) {
    double needed = Double.isFinite(greatest) && greatest > 0 ? greatest : 1;
    double raw = needed / STEPS;
    double power = Math.pow(10, Math.floor(Math.log10(raw)));
    double step = 10 * power;
    for (double nice : new double[] {5, 2.5, 2, 1}) {
      if (nice * power >= raw * (1 - 1e-9)) {
        step = nice * power;
      }
    }
    double top = step * Math.ceil(needed / step - 1e-9);
    return new ValueScale(top, step, yBottom, yTop);
  }

  double at(double value) {
    return yBottom + (yTop - yBottom) * Math.clamp(value / top, 0, 1);
  }

  /** The round numbers from 0 to the top, which has the unit. */
  List<Tick> ticks(String unitSuffix) {
    String format = "%,." + decimals() + "f";
    List<Tick> ticks = new ArrayList<>();
    long count = Math.round(top / step);
    for (int i = 0; i <= count; i++) {
      String number = i == 0 ? "0" : String.format(Locale.ROOT, format, i * step);
      ticks.add(new Tick(at(i * step), i == count ? number + unitSuffix : number));
    }
    return ticks;
  }

  /** How many digits after the point the steps need. */
  private int decimals() {
    int decimals = 0;
    for (double left = step; decimals < 6 && Math.abs(left - Math.rint(left)) > 1e-6 * step; ) {
      decimals++;
      left = step * Math.pow(10, decimals);
    }
    return decimals;
  }
}
