package io.plumbline.agent.receiver.hostmetrics;

import java.util.Set;
import oshi.hardware.CentralProcessor;

/** The load averages, where the operating system has them. */
final class LoadScraper implements Scraper {
  private static final String[] NAMES = {
    "system.cpu.load_average.1m", "system.cpu.load_average.5m", "system.cpu.load_average.15m"
  };
  static final MetricSwitches SWITCHES = MetricSwitches.of(Set.of(NAMES), Set.of());

  private final CentralProcessor processor;
  private final boolean cpuAverage;
  private final MetricSwitches switches;

  LoadScraper(CentralProcessor processor, boolean cpuAverage, MetricSwitches switches) {
    this.processor = processor;
    this.cpuAverage = cpuAverage;
    this.switches = switches;
  }

  @Override
  public String kind() {
    return "load";
  }

  @Override
  public MetricSwitches switches() {
    return switches;
  }

  @Override
  public void scrape(MetricsBuilder metrics) {
    double[] averages = processor.getSystemLoadAverage(NAMES.length);
    int divisor = cpuAverage ? processor.getLogicalProcessorCount() : 1;
    String[] minutes = {"1", "5", "15"};
    metrics.resource();
    for (int index = 0; index < NAMES.length; index++) {
      if (averages[index] >= 0) {
        metrics
            .gauge(
                NAMES[index], "{thread}", "Average CPU Load over " + minutes[index] + " minutes.")
            .point(averages[index] / divisor);
      }
    }
  }
}
