package io.plumbline.agent.receiver.hostmetrics;

import io.plumbline.engine.config.ConfigSection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What users configure of {@code hostmetrics}.
 *
 * @param collectionInterval between two scrapes
 * @param initialDelay before the first one
 */
record HostMetricsConfig(
    Duration collectionInterval, Duration initialDelay, List<ScraperConfig> scrapers) {
  static final Duration INTERVAL_DEFAULT = Duration.ofMinutes(1);
  static final Duration DELAY_DEFAULT = Duration.ofSeconds(1);
  private static final String KINDS =
      "cpu, disk, filesystem, load, memory, network, paging, process";

  HostMetricsConfig {
    scrapers = List.copyOf(scrapers);
  }

  /** One scraper as configured. */
  sealed interface ScraperConfig {}

  record Cpu(MetricSwitches switches) implements ScraperConfig {}

  record Memory(MetricSwitches switches) implements ScraperConfig {}

  /**
   * The load averages.
   *
   * @param cpuAverage whether they are divided by the number of logical processors
   */
  record Load(boolean cpuAverage, MetricSwitches switches) implements ScraperConfig {}

  record Disk(NameFilter devices, MetricSwitches switches) implements ScraperConfig {}

  record Filesystem(
      NameFilter devices,
      NameFilter types,
      NameFilter mountPoints,
      boolean includeVirtualFilesystems,
      MetricSwitches switches)
      implements ScraperConfig {}

  record Network(NameFilter interfaces, MetricSwitches switches) implements ScraperConfig {}

  record Paging(MetricSwitches switches) implements ScraperConfig {}

  /**
   * The processes.
   *
   * @param scrapeDelay how old a process must be
   */
  record Processes(NameFilter names, Duration scrapeDelay, MetricSwitches switches)
      implements ScraperConfig {}

  static HostMetricsConfig read(ConfigSection section) {
    Duration interval = section.duration("collection_interval", INTERVAL_DEFAULT);
    if (!interval.isPositive()) {
      section.problem("collection_interval", "must be positive");
    }
    Duration delay = section.duration("initial_delay", DELAY_DEFAULT);
    // A scrape here has no parts that could be given up: the key is accepted and has no effect.
    section.duration("timeout", Duration.ZERO);
    if (!section.string("root_path", "").isEmpty()) {
      section.problem("root_path", "is not available: the host's own file system is read");
    }
    section.duration("metadata_collection_interval", Duration.ofMinutes(5));
    ConfigSection kinds = section.section("scrapers");
    if (kinds.keys().isEmpty()) {
      section.problem(
          "scrapers", "must specify at least one scraper when using hostmetrics receiver");
    }
    List<ScraperConfig> scrapers = new ArrayList<>();
    for (String kind : kinds.keys()) {
      ConfigSection one = kinds.section(kind);
      ScraperConfig scraper = scraper(kind, one);
      if (scraper == null) {
        kinds.problem(kind, "unknown scraper (valid scrapers: " + KINDS + ")");
      } else {
        one.rejectUnknownKeys();
        scrapers.add(scraper);
      }
    }
    section.rejectUnknownKeys();
    return new HostMetricsConfig(interval, delay, scrapers);
  }

  private static @Nullable ScraperConfig scraper(String kind, ConfigSection section) {
    return switch (kind) {
      case "cpu" -> new Cpu(CpuScraper.SWITCHES.read(section));
      case "memory" -> new Memory(MemoryScraper.SWITCHES.read(section));
      case "load" ->
          new Load(section.bool("cpu_average", false), LoadScraper.SWITCHES.read(section));
      case "disk" ->
          new Disk(NameFilter.read(section, "devices"), DiskScraper.SWITCHES.read(section));
      case "filesystem" ->
          new Filesystem(
              NameFilter.read(section, "include_devices", "exclude_devices", "devices"),
              NameFilter.read(section, "include_fs_types", "exclude_fs_types", "fs_types"),
              NameFilter.read(
                  section, "include_mount_points", "exclude_mount_points", "mount_points"),
              section.bool("include_virtual_filesystems", false),
              FilesystemScraper.SWITCHES.read(section));
      case "network" ->
          new Network(
              NameFilter.read(section, "interfaces"), NetworkScraper.SWITCHES.read(section));
      case "paging" -> new Paging(PagingScraper.SWITCHES.read(section));
      case "process" -> process(section);
      default -> null;
    };
  }

  private static Processes process(ConfigSection section) {
    // What can't be read of a process is left out without a word, which is what muting asks for.
    for (String error : List.of("all", "name", "exe", "io", "user", "cgroup")) {
      section.bool(
          error.equals("all") ? "mute_process_all_errors" : "mute_process_" + error + "_error",
          false);
    }
    return new Processes(
        NameFilter.read(section, "names"),
        section.duration("scrape_process_delay", Duration.ZERO),
        ProcessScraper.SWITCHES.read(section));
  }
}
