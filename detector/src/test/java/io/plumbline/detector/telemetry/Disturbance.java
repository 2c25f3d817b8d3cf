package io.plumbline.detector.telemetry;

import java.time.Instant;

/** Something that goes wrong for a while. */
public record Disturbance(Kind kind, Instant start, Instant end) {
  /** What goes wrong, and the service that is to blame. */
  public enum Kind {
    DEPLOYMENT_DRIFT("service-a"),
    DATABASE_SATURATION("service-b"),
    ERROR_BURST("service-a"),
    TRAFFIC_SPIKE("frontend"),
    TRAFFIC_DROP("frontend"),
    MEMORY_LEAK("service-a"),
    CPU_HOG("service-b"),
    SLOW_DEPENDENCY("service-b");

    private final String service;

    Kind(String service) {
      this.service = service;
    }

    public String service() {
      return service;
    }
  }

  boolean isOn(Instant time) {
    return !time.isBefore(start) && time.isBefore(end);
  }

  /** How far it has come, 0 to 1. */
  double progress(Instant time) {
    double passed = time.toEpochMilli() - start.toEpochMilli();
    return Math.clamp(passed / (end.toEpochMilli() - start.toEpochMilli()), 0, 1);
  }
}
