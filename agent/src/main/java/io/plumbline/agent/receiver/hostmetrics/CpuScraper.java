package io.plumbline.agent.receiver.hostmetrics;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import oshi.hardware.CentralProcessor;
import oshi.hardware.CentralProcessor.TickType;

/** Time that each logical processor spent in each state. */
final class CpuScraper implements Scraper {
  static final MetricSwitches SWITCHES =
      MetricSwitches.of(
          Set.of("system.cpu.time"),
          Set.of(
              "system.cpu.utilization", "system.cpu.logical.count", "system.cpu.physical.count"));

  private final CentralProcessor processor;
  private final MetricSwitches switches;
  private long @Nullable [][] ticksBefore;

  CpuScraper(CentralProcessor processor, MetricSwitches switches) {
    this.processor = processor;
    this.switches = switches;
  }

  @Override
  public String kind() {
    return "cpu";
  }

  @Override
  public MetricSwitches switches() {
    return switches;
  }

  @Override
  public void scrape(MetricsBuilder metrics) {
    long[][] ticks = processor.getProcessorCpuLoadTicks();
    metrics.resource();
    metrics.counter("system.cpu.time", "s", "Total seconds each logical CPU spent on each mode.");
    for (int cpu = 0; cpu < ticks.length; cpu++) {
      for (TickType type : TickType.values()) {
        double seconds = ticks[cpu][type.getIndex()] / 1000.0;
        metrics.point(seconds, "cpu", "cpu" + cpu, "state", state(type));
      }
    }
    if (ticksBefore != null) {
      utilization(metrics, ticksBefore, ticks);
    }
    ticksBefore = ticks;
    metrics.upDownCounter("system.cpu.logical.count", "{cpu}", "Number of available logical CPUs.");
    metrics.point((long) processor.getLogicalProcessorCount());
    metrics.upDownCounter(
        "system.cpu.physical.count", "{cpu}", "Number of available physical CPUs.");
    metrics.point((long) processor.getPhysicalProcessorCount());
  }

  private static void utilization(MetricsBuilder metrics, long[][] before, long[][] now) {
    metrics.gauge(
        "system.cpu.utilization",
        "1",
        "Difference in system.cpu.time since the last measurement, divided by the elapsed time.");
    for (int cpu = 0; cpu < Math.min(before.length, now.length); cpu++) {
      long total = 0;
      for (TickType type : TickType.values()) {
        total += now[cpu][type.getIndex()] - before[cpu][type.getIndex()];
      }
      for (TickType type : TickType.values()) {
        long spent = now[cpu][type.getIndex()] - before[cpu][type.getIndex()];
        metrics.point(
            total <= 0 ? 0.0 : (double) spent / total, "cpu", "cpu" + cpu, "state", state(type));
      }
    }
  }

  private static String state(TickType type) {
    return switch (type) {
      case USER -> "user";
      case NICE -> "nice";
      case SYSTEM -> "system";
      case IDLE -> "idle";
      case IOWAIT -> "wait";
      case IRQ -> "interrupt";
      case SOFTIRQ -> "softirq";
      case STEAL -> "steal";
    };
  }
}
