package io.plumbline.samples.load;

import java.time.Duration;
import java.time.Instant;

/**
 * How load follows the time of day: least in the small hours, most in the afternoon with a second
 * hump in the evening, 1 on average. A day may last any time and begins when epoch time is a
 * multiple of it, so that load and history of the same day length agree.
 */
public record DailyShape(Duration day) {
  /** No factor is higher: an upper bound, the sum of the amplitudes. */
  static final double MAX = 1.57;

  private static final double DAILY_AMPLITUDE = 0.45;
  private static final double EVENING_AMPLITUDE = 0.12;

  public DailyShape {
    if (day.toMillis() < 1) {
      throw new IllegalArgumentException("a day must last a millisecond or longer: day=" + day);
    }
  }

  /** What to multiply the average rate with at an instant. */
  public double factorAt(Instant instant) {
    double position = (double) Math.floorMod(instant.toEpochMilli(), day.toMillis());
    double hour = 24 * position / day.toMillis();
    return 1
        + DAILY_AMPLITUDE * Math.cos(2 * Math.PI * (hour - 15) / 24)
        + EVENING_AMPLITUDE * Math.cos(4 * Math.PI * (hour - 20) / 24);
  }
}
