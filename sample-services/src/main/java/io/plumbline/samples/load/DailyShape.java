package io.plumbline.samples.load;

import java.time.Duration;
import java.time.Instant;

/**
 * How load follows the time of day: least in the small hours, most in the afternoon with a second
 * hump in the evening, 1 on average. A day may last any time and begins when epoch time is a
 * multiple of it, so that load and history of the same day length agree.
 *
 * @param swing how much of this is followed: 1 all of it, 0 none, which is the same load always
 */
public record DailyShape(Duration day, double swing) {
  private static final double DAILY_AMPLITUDE = 0.45;
  private static final double EVENING_AMPLITUDE = 0.12;

  public DailyShape {
    if (day.toMillis() < 1) {
      throw new IllegalArgumentException("a day must last a millisecond or longer: day=" + day);
    }
    if (!(swing >= 0 && swing <= 1)) {
      throw new IllegalArgumentException("swing must be from 0 to 1: swing=" + swing);
    }
  }

  /** No factor is higher: an upper bound, the sum of the amplitudes. */
  double max() {
    return 1 + swing * (DAILY_AMPLITUDE + EVENING_AMPLITUDE);
  }

  /** What to multiply the average rate with at an instant. */
  public double factorAt(Instant instant) {
    double position = (double) Math.floorMod(instant.toEpochMilli(), day.toMillis());
    double hour = 24 * position / day.toMillis();
    return 1
        + swing * DAILY_AMPLITUDE * Math.cos(2 * Math.PI * (hour - 15) / 24)
        + swing * EVENING_AMPLITUDE * Math.cos(4 * Math.PI * (hour - 20) / 24);
  }
}
