package io.plumbline.samples.load;

import io.plumbline.samples.fault.Effect;
import java.time.Duration;

/** What multiplies the load: 1, unless a traffic fault is on. */
public final class Traffic {
  private static final double SPIKE = 5;
  private static final double DROP = 0.05;

  private volatile boolean spiking;
  private volatile boolean dropping;

  /** The drop of two faults at once wins over the spike. */
  public double multiplier() {
    return dropping ? DROP : spiking ? SPIKE : 1;
  }

  public Effect spike() {
    return new Effect() {
      @Override
      public void begin(Duration length) {
        spiking = true;
      }

      @Override
      public void end() {
        spiking = false;
      }
    };
  }

  public Effect drop() {
    return new Effect() {
      @Override
      public void begin(Duration length) {
        dropping = true;
      }

      @Override
      public void end() {
        dropping = false;
      }
    };
  }
}
