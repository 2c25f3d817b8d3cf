package io.plumbline.detector.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Where values are on an axis from the bottom up to a round number. */
sealed interface ValueScale {
  /** A place with a label. */
  record Tick(double y, String label) {}

  double at(double value);

  /** Round numbers from the bottom to the top, which has the unit. */
  List<Tick> ticks(String unitSuffix);

  /** A scale from 0 that shows values up to a greatest one. */
  static ValueScale linear(double greatest, double yBottom, double yTop) {
    double needed = Double.isFinite(greatest) && greatest > 0 ? greatest : 1;
    double raw = needed / Linear.STEPS;
    double power = Math.pow(10, Math.floor(Math.log10(raw)));
    double step = 10 * power;
    for (double nice : new double[] {5, 2.5, 2, 1}) {
      if (nice * power >= raw * (1 - 1e-9)) {
        step = nice * power;
      }
    }
    double top = step * Math.ceil(needed / step - 1e-9);
    return new Linear(top, step, yBottom, yTop);
  }

  /** A scale of powers of ten that shows values between a least positive and a greatest one. */
  static ValueScale logarithmic(double least, double greatest, double yBottom, double yTop) {
    int first = (int) Math.floor(Math.log10(least) + 1e-9);
    int last = (int) Math.ceil(Math.log10(greatest) - 1e-9);
    return new Logarithmic(first, Math.max(first + 1, last), yBottom, yTop);
  }

  /** Equal steps. */
  record Linear(double top, double step, double yBottom, double yTop) implements ValueScale {
    private static final int STEPS = 3;

    @Override
    public double at(double value) {
      return yBottom + (yTop - yBottom) * Math.clamp(value / top, 0, 1);
    }

    @Override
    public List<Tick> ticks(String unitSuffix) {
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

  /** Equal ratios; what is below the bottom is at the bottom. */
  record Logarithmic(int first, int last, double yBottom, double yTop) implements ValueScale {
    @Override
    public double at(double value) {
      double part = value <= 0 ? 0 : (Math.log10(value) - first) / (last - first);
      return yBottom + (yTop - yBottom) * Math.clamp(part, 0, 1);
    }

    @Override
    public List<Tick> ticks(String unitSuffix) {
      List<Tick> ticks = new ArrayList<>();
      for (int power = first; power <= last; power++) {
        double value = Math.pow(10, power);
        String number = String.format(Locale.ROOT, "%,." + Math.max(0, -power) + "f", value);
        ticks.add(new Tick(at(value), power == last ? number + unitSuffix : number));
      }
      return ticks;
    }
  }
}
