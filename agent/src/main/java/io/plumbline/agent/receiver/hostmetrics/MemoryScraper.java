package io.plumbline.agent.receiver.hostmetrics;

import java.util.Set;
import oshi.hardware.GlobalMemory;

/**
 * Physical memory. OSHI tells what could be given to a process now, so there are two states, {@code
 * used} and {@code free}; what the kernel only caches counts as free.
 */
final class MemoryScraper implements Scraper {
  static final MetricSwitches SWITCHES =
      MetricSwitches.of(
          Set.of("system.memory.usage"),
          Set.of("system.memory.utilization", "system.memory.limit", "system.memory.page_size"));

  private final GlobalMemory memory;
  private final MetricSwitches switches;

  MemoryScraper(GlobalMemory memory, MetricSwitches switches) {
    this.memory = memory;
    this.switches = switches;
  }

  @Override
  public String kind() {
    return "memory";
  }

  @Override
  public MetricSwitches switches() {
    return switches;
  }

  @Override
  public void scrape(MetricsBuilder metrics) {
    long total = memory.getTotal();
    long free = memory.getAvailable();
    long used = total - free;
    metrics
        .resource()
        .upDownCounter("system.memory.usage", "By", "Bytes of memory in use.")
        .point(used, "state", "used")
        .point(free, "state", "free")
        .gauge("system.memory.utilization", "1", "Percentage of memory bytes in use.")
        .point((double) used / total, "state", "used")
        .point((double) free / total, "state", "free")
        .upDownCounter("system.memory.limit", "By", "Total bytes of memory available.")
        .point(total)
        .gauge(
            "system.memory.page_size",
            "By",
            "A constant value for the system's configured page size.")
        .point(memory.getPageSize());
  }
}
