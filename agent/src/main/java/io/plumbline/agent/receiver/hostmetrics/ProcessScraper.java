package io.plumbline.agent.receiver.hostmetrics;

import java.util.Set;
import oshi.software.os.OSProcess;
import oshi.software.os.OperatingSystem;

/** Time, memory and disk traffic of each process, as a resource of its own. */
final class ProcessScraper implements Scraper {
  static final MetricSwitches SWITCHES =
      MetricSwitches.of(
          Set.of(
              "process.cpu.time",
              "process.memory.usage",
              "process.memory.virtual",
              "process.disk.io"),
          Set.of("process.threads", "process.open_file_descriptors"));

  private final OperatingSystem system;
  private final NameFilter names;
  private final long minAgeMillis;
  private final MetricSwitches switches;

  /**
   * A scraper of processes.
   *
   * @param names of executables
   * @param minAgeMillis younger processes are left out
   */
  ProcessScraper(
      OperatingSystem system, NameFilter names, long minAgeMillis, MetricSwitches switches) {
    this.system = system;
    this.names = names;
    this.minAgeMillis = minAgeMillis;
    this.switches = switches;
  }

  @Override
  public String kind() {
    return "process";
  }

  @Override
  public MetricSwitches switches() {
    return switches;
  }

  @Override
  public void scrape(MetricsBuilder metrics) {
    for (OSProcess process : system.getProcesses()) {
      // A process that ended while it was looked at has no state any more.
      boolean gone = process.getState() == OSProcess.State.INVALID;
      if (!gone && process.getUpTime() >= minAgeMillis && names.accepts(process.getName())) {
        scrape(metrics, process);
      }
    }
  }

  private static void scrape(MetricsBuilder metrics, OSProcess process) {
    metrics.resource(
        "process.pid", process.getProcessID(),
        "process.parent_pid", process.getParentProcessID(),
        "process.executable.name", process.getName(),
        "process.executable.path", process.getPath(),
        "process.command_line", process.getCommandLine().replace('\0', ' ').strip(),
        "process.owner", process.getUser());
    metrics
        .counter("process.cpu.time", "s", "Total CPU seconds broken down by different states.")
        .point(process.getUserTime() / 1000.0, "state", "user")
        .point(process.getKernelTime() / 1000.0, "state", "system")
        .upDownCounter("process.memory.usage", "By", "The amount of physical memory in use.")
        .point(process.getResidentMemory())
        .upDownCounter("process.memory.virtual", "By", "Virtual memory size.")
        .point(process.getVirtualSize())
        .counter("process.disk.io", "By", "Disk bytes transferred.")
        .point(process.getBytesRead(), "direction", "read")
        .point(process.getBytesWritten(), "direction", "write")
        .upDownCounter("process.threads", "{threads}", "Process threads count.")
        .point((long) process.getThreadCount());
    if (process.getOpenFiles() >= 0) {
      metrics
          .upDownCounter(
              "process.open_file_descriptors", "{count}", "Number of file descriptors in use.")
          .point(process.getOpenFiles());
    }
  }
}
