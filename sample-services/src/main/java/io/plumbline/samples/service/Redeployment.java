package io.plumbline.samples.service;

import io.plumbline.samples.fault.Effect;
import java.time.Duration;

/** A fault that comes with a new version and ends by rolling back to the old one. */
record Redeployment(Effect drift, VersionSwitch versions) implements Effect {
  /** Replaces the running version. */
  @FunctionalInterface
  interface VersionSwitch {
    void toNext(boolean next);
  }

  @Override
  public void begin(Duration length) {
    versions.toNext(true);
    drift.begin(length);
  }

  @Override
  public void end() {
    drift.end();
    versions.toNext(false);
  }
}
