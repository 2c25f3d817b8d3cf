package io.plumbline.engine.component;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;

/** Settings for a component in a test, and what the component counted. */
public final class TestSettings {
  public final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  public final RecordingHealth health = new RecordingHealth();
  private final Settings settings;

  public TestSettings(String type) {
    settings =
        new Settings(
            new ComponentId(type, ""), meters, () -> Instant.parse("2026-01-01T00:00:00Z"), health);
  }

  public Settings settings() {
    return settings;
  }

  /** The sum of the counters of this name that have all these tags; 0 when there is none. */
  public int counted(String name, String... tags) {
    return (int) meters.find(name).tags(tags).counters().stream().mapToDouble(Counter::count).sum();
  }
}
