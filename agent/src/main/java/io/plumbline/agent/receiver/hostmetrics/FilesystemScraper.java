package io.plumbline.agent.receiver.hostmetrics;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import oshi.software.os.FileSystem;
import oshi.software.os.OSFileStore;

/** Space and inodes of each mounted file system. */
final class FilesystemScraper implements Scraper {
  static final MetricSwitches SWITCHES =
      MetricSwitches.of(
          Set.of("system.filesystem.usage", "system.filesystem.inodes.usage"),
          Set.of("system.filesystem.utilization"));

  private final FileSystem fileSystem;
  private final HostMetricsConfig.Filesystem config;

  FilesystemScraper(FileSystem fileSystem, HostMetricsConfig.Filesystem config) {
    this.fileSystem = fileSystem;
    this.config = config;
  }

  @Override
  public String kind() {
    return "filesystem";
  }

  @Override
  public MetricSwitches switches() {
    return config.switches();
  }

  @Override
  public void scrape(MetricsBuilder metrics) {
    List<OSFileStore> stores =
        fileSystem.getFileStores(!config.includeVirtualFilesystems()).stream()
            .filter(store -> store.getTotalSpace() > 0 && wanted(store))
            .toList();
    metrics.resource().upDownCounter("system.filesystem.usage", "By", "Filesystem bytes used.");
    for (OSFileStore store : stores) {
      metrics.point(store.getTotalSpace() - store.getFreeSpace(), attributes(store, "used"));
      metrics.point(store.getUsableSpace(), attributes(store, "free"));
      metrics.point(store.getFreeSpace() - store.getUsableSpace(), attributes(store, "reserved"));
    }
    metrics.upDownCounter("system.filesystem.inodes.usage", "{inodes}", "FileSystem inodes used.");
    for (OSFileStore store : stores) {
      metrics.point(store.getTotalInodes() - store.getFreeInodes(), attributes(store, "used"));
      metrics.point(store.getFreeInodes(), attributes(store, "free"));
    }
    metrics.gauge("system.filesystem.utilization", "1", "Fraction of filesystem bytes used.");
    for (OSFileStore store : stores) {
      long used = store.getTotalSpace() - store.getFreeSpace();
      metrics.point((double) used / (used + store.getUsableSpace()), withoutState(store));
    }
  }

  private boolean wanted(OSFileStore store) {
    return config.devices().accepts(store.getVolume())
        && config.types().accepts(store.getType())
        && config.mountPoints().accepts(store.getMount());
  }

  private static Object[] withoutState(OSFileStore store) {
    String mode = List.of(store.getOptions().split(",")).contains("ro") ? "ro" : "rw";
    return new Object[] {
      "device",
      store.getVolume(),
      "mode",
      mode,
      "mountpoint",
      store.getMount(),
      "type",
      store.getType()
    };
  }

  private static Object[] attributes(OSFileStore store, String state) {
    Object[] common = withoutState(store);
    Object[] attributes = Arrays.copyOf(common, common.length + 2);
    attributes[common.length] = "state";
    attributes[common.length + 1] = state;
    return attributes;
  }
}
