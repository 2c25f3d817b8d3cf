package io.plumbline.agent.receiver.hostmetrics;

import java.util.Set;
import oshi.hardware.VirtualMemory;

/** Swap space and what moved through it. OSHI has no count of page faults of the whole system. */
final class PagingScraper implements Scraper {
  static final MetricSwitches SWITCHES =
      MetricSwitches.of(
          Set.of("system.paging.usage", "system.paging.operations"),
          Set.of("system.paging.utilization"));

  private final VirtualMemory memory;
  private final MetricSwitches switches;

  PagingScraper(VirtualMemory memory, MetricSwitches switches) {
    this.memory = memory;
    this.switches = switches;
  }

  @Override
  public String kind() {
    return "paging";
  }

  @Override
  public MetricSwitches switches() {
    return switches;
  }

  @Override
  public void scrape(MetricsBuilder metrics) {
    long total = memory.getSwapTotal();
    long used = memory.getSwapUsed();
    metrics
        .resource()
        .upDownCounter("system.paging.usage", "By", "Swap (unix) or pagefile (windows) usage.")
        .point(used, "state", "used")
        .point(total - used, "state", "free")
        .gauge("system.paging.utilization", "1", "Swap (unix) or pagefile (windows) utilization.");
    if (total > 0) {
      metrics.point((double) used / total, "state", "used");
      metrics.point((double) (total - used) / total, "state", "free");
    }
    metrics
        .counter("system.paging.operations", "{operations}", "The number of paging operations.")
        .point(memory.getSwapPagesIn(), "direction", "page_in", "type", "major")
        .point(memory.getSwapPagesOut(), "direction", "page_out", "type", "major");
  }
}
