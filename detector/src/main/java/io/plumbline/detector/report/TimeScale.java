package io.plumbline.detector.report;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Where times are on an axis from left to right. */
record TimeScale(Instant from, Instant to, double left, double right) {
  private static final long[] STEPS = {
    1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400,
    172_800, 604_800, 1_209_600, 2_592_000
  };

  private static final long DAY = 86_400;

  /** A place with a label. */
  record Tick(double x, String label) {}

  double at(Instant time) {
    double whole = Duration.between(from, to).toMillis();
    double part = Duration.between(from, time).toMillis();
    return whole <= 0 ? left : left + (right - left) * Math.clamp(part / whole, 0, 1);
  }

  /** Round times, about so many; midnights show the date. */
  List<Tick> ticks(int count) {
    long seconds = Math.max(1, Duration.between(from, to).toSeconds());
    long step = STEPS[STEPS.length - 1];
    for (int i = STEPS.length - 1; i >= 0 && seconds / STEPS[i] <= count; i--) {
      step = STEPS[i];
    }
    while (seconds / step > 2L * count) {
      step *= 2;
    }
    List<Tick> ticks = new ArrayList<>();
    long first = Math.ceilDiv(from.getEpochSecond(), step) * step;
    for (long at = first; at <= to.getEpochSecond(); at += step) {
      Instant time = Instant.ofEpochSecond(at);
      boolean midnight = Math.floorMod(at, DAY) == 0;
      ticks.add(new Tick(at(time), midnight ? Words.date(time) : Words.clock(time)));
    }
    return ticks;
  }
}
