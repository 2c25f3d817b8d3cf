package io.plumbline.agent.receiver.hostmetrics;

import io.plumbline.engine.config.ConfigSection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Which metrics of a scraper are written: its defaults, changed by {@code metrics.<name>.enabled}.
 */
record MetricSwitches(Map<String, Boolean> byName) {
  MetricSwitches {
    byName = Map.copyOf(byName);
  }

  /** All that a scraper knows: what is on and what is off unless asked for. */
  static MetricSwitches of(Set<String> on, Set<String> off) {
    Map<String, Boolean> byName = new LinkedHashMap<>();
    on.forEach(name -> byName.put(name, true));
    off.forEach(name -> byName.put(name, false));
    return new MetricSwitches(byName);
  }

  /** These switches with what a scraper's section says under {@code metrics}. */
  MetricSwitches read(ConfigSection scraper) {
    ConfigSection metrics = scraper.section("metrics");
    Map<String, Boolean> changed = new LinkedHashMap<>(byName);
    for (Map.Entry<String, Boolean> metric : byName.entrySet()) {
      if (metrics.has(metric.getKey())) {
        ConfigSection one = metrics.section(metric.getKey());
        changed.put(metric.getKey(), one.bool("enabled", metric.getValue()));
        one.rejectUnknownKeys();
      }
    }
    metrics.rejectUnknownKeys();
    return new MetricSwitches(changed);
  }

  boolean enabled(String name) {
    return Objects.requireNonNull(byName.get(name), "a metric without a switch: " + name);
  }
}
