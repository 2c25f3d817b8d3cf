package io.plumbline.agent.receiver.hostmetrics;

import java.util.List;
import java.util.Set;
import oshi.hardware.HWDiskStore;
import oshi.hardware.HardwareAbstractionLayer;

/** What each disk has read and written. */
final class DiskScraper implements Scraper {
  static final MetricSwitches SWITCHES =
      MetricSwitches.of(
          Set.of(
              "system.disk.io",
              "system.disk.operations",
              "system.disk.io_time",
              "system.disk.pending_operations"),
          Set.of());

  private final HardwareAbstractionLayer hardware;
  private final NameFilter devices;
  private final MetricSwitches switches;

  DiskScraper(HardwareAbstractionLayer hardware, NameFilter devices, MetricSwitches switches) {
    this.hardware = hardware;
    this.devices = devices;
    this.switches = switches;
  }

  @Override
  public String kind() {
    return "disk";
  }

  @Override
  public MetricSwitches switches() {
    return switches;
  }

  @Override
  public void scrape(MetricsBuilder metrics) {
    List<HWDiskStore> disks =
        hardware.getDiskStores().stream().filter(disk -> devices.accepts(device(disk))).toList();
    metrics.resource().counter("system.disk.io", "By", "Disk bytes transferred.");
    for (HWDiskStore disk : disks) {
      metrics.point(disk.getReadBytes(), "device", device(disk), "direction", "read");
      metrics.point(disk.getWriteBytes(), "device", device(disk), "direction", "write");
    }
    metrics.counter("system.disk.operations", "{operations}", "Disk operations count.");
    for (HWDiskStore disk : disks) {
      metrics.point(disk.getReads(), "device", device(disk), "direction", "read");
      metrics.point(disk.getWrites(), "device", device(disk), "direction", "write");
    }
    metrics.counter("system.disk.io_time", "s", "Time disk spent activated.");
    for (HWDiskStore disk : disks) {
      metrics.point(disk.getTransferTime() / 1000.0, "device", device(disk));
    }
    metrics.upDownCounter(
        "system.disk.pending_operations",
        "{operations}",
        "The queue size of pending I/O operations.");
    for (HWDiskStore disk : disks) {
      metrics.point(disk.getCurrentQueueLength(), "device", device(disk));
    }
  }

  /** The Collector's device names have no folder: {@code sda}, not {@code /dev/sda}. */
  private static String device(HWDiskStore disk) {
    return disk.getName().startsWith("/dev/") ? disk.getName().substring(5) : disk.getName();
  }
}
