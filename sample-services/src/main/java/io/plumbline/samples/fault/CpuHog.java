package io.plumbline.samples.fault;

import java.time.Duration;

/** Burns up to one core on a thread of its own. */
public final class CpuHog implements Effect {
  private volatile boolean burning;
  private volatile double sink;

  @Override
  public void begin(Duration length) {
    burning = true;
    Thread.ofPlatform().name("cpu-hog").daemon().start(this::burn);
  }

  @Override
  public void end() {
    burning = false;
  }

  private void burn() {
    double value = 1;
    while (burning) {
      for (int i = 1; i <= 10_000; i++) {
        value += Math.sqrt(value + i);
      }
      value %= 1e6;
      // Written where another thread could see it, so that the work cannot be optimised away.
      sink = value;
    }
  }

  boolean isBurning() {
    return burning && sink >= 0;
  }
}
