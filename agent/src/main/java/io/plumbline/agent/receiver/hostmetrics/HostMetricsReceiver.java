package io.plumbline.agent.receiver.hostmetrics;

import io.micrometer.core.instrument.Counter;
import io.plumbline.engine.component.ComponentFactory.ReceiverFactory;
import io.plumbline.engine.component.Consumer;
import io.plumbline.engine.component.Outcome;
import io.plumbline.engine.component.Receiver;
import io.plumbline.engine.component.Settings;
import io.plumbline.engine.config.ConfigSection;
import io.plumbline.engine.telemetry.ReceiverMetrics;
import io.plumbline.otlp.Batch;
import io.plumbline.otlp.Signal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import oshi.SystemInfo;
import oshi.hardware.HardwareAbstractionLayer;
import oshi.software.os.OperatingSystem;

/**
 * Scrapes the machine at a fixed interval, on a thread of its own, and hands each scraper's metrics
 * on as one batch.
 */
public final class HostMetricsReceiver implements Receiver {
  /** Makes receivers of host metrics. */
  public static final ReceiverFactory<?> FACTORY = new Factory();

  private static final Logger LOG = LoggerFactory.getLogger(HostMetricsReceiver.class);
  private static final long CLOSE_SECONDS_MAX = 10;

  private final Settings settings;
  private final HostMetricsConfig config;
  private final Consumer next;
  private final ReceiverMetrics metrics;
  private final List<Scraper> scrapers = new ArrayList<>();
  private @Nullable ScheduledExecutorService schedule;
  private long bootNanos;

  private HostMetricsReceiver(Settings settings, HostMetricsConfig config, Consumer next) {
    this.settings = settings;
    this.config = config;
    this.next = next;
    this.metrics = new ReceiverMetrics(settings, "");
  }

  @Override
  public void start() {
    SystemInfo system = new SystemInfo();
    OperatingSystem operatingSystem = system.getOperatingSystem();
    bootNanos = TimeUnit.SECONDS.toNanos(operatingSystem.getSystemBootTime());
    for (HostMetricsConfig.ScraperConfig scraper : config.scrapers()) {
      scrapers.add(create(scraper, system.getHardware(), operatingSystem));
    }
    schedule =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name(settings.id().toString()).daemon().factory());
    var _ =
        schedule.scheduleAtFixedRate(
            this::scrape,
            config.initialDelay().toNanos(),
            config.collectionInterval().toNanos(),
            TimeUnit.NANOSECONDS);
  }

  @Override
  public void close() {
    if (schedule == null) {
      return;
    }
    schedule.shutdown();
    try {
      if (!schedule.awaitTermination(CLOSE_SECONDS_MAX, TimeUnit.SECONDS)) {
        schedule.shutdownNow();
      }
    } catch (InterruptedException _) {
      schedule.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  private void scrape() {
    for (Scraper scraper : scrapers) {
      try {
        Batch batch = scrape(scraper, settings.clock().instant());
        count("scraped", scraper, batch.itemCount());
        if (!batch.isEmpty()) {
          deliver(batch);
        }
      } catch (RuntimeException e) {
        // The next scrape may work; one that throws must not end the schedule.
        count("errored", scraper, 1);
        LOG.atWarn()
            .addKeyValue("scraper", scraper.kind())
            .setCause(e)
            .log("Error scraping metrics");
      }
    }
  }

  private Batch scrape(Scraper scraper, Instant now) {
    long nanos = TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
    MetricsBuilder builder =
        new MetricsBuilder(scope(scraper), scraper.switches(), bootNanos, nanos);
    scraper.scrape(builder);
    return builder.build();
  }

  /** As the Collector names it: the Elasticsearch exporter routes by it. */
  private static String scope(Scraper scraper) {
    return "github.com/open-telemetry/opentelemetry-collector-contrib/receiver/hostmetricsreceiver"
        + "/internal/scraper/"
        + scraper.kind()
        + "scraper";
  }

  private void deliver(Batch batch) {
    Outcome outcome = metrics.consume(next, batch);
    if (!outcome.delivered()) {
      LOG.atWarn()
          .addKeyValue("outcome", outcome)
          .log("Scraped metrics were refused and are dropped");
    }
  }

  private void count(String verb, Scraper scraper, int points) {
    Counter.builder("otelcol_scraper_" + verb + "_metric_points")
        .tag("receiver", settings.id().toString())
        .tag("scraper", scraper.kind())
        .register(settings.meters())
        .increment(points);
  }

  private static Scraper create(
      HostMetricsConfig.ScraperConfig config,
      HardwareAbstractionLayer hardware,
      OperatingSystem system) {
    return switch (config) {
      case HostMetricsConfig.Cpu(MetricSwitches switches) ->
          new CpuScraper(hardware.getProcessor(), switches);
      case HostMetricsConfig.Memory(MetricSwitches switches) ->
          new MemoryScraper(hardware.getMemory(), switches);
      case HostMetricsConfig.Load(boolean cpuAverage, MetricSwitches switches) ->
          new LoadScraper(hardware.getProcessor(), cpuAverage, switches);
      case HostMetricsConfig.Disk(NameFilter devices, MetricSwitches switches) ->
          new DiskScraper(hardware, devices, switches);
      case HostMetricsConfig.Filesystem filesystem ->
          new FilesystemScraper(system.getFileSystem(), filesystem);
      case HostMetricsConfig.Network(NameFilter interfaces, MetricSwitches switches) ->
          new NetworkScraper(hardware, system.getInternetProtocolStats(), interfaces, switches);
      case HostMetricsConfig.Paging(MetricSwitches switches) ->
          new PagingScraper(hardware.getMemory().getVirtualMemory(), switches);
      case HostMetricsConfig.Processes process ->
          new ProcessScraper(
              system, process.names(), process.scrapeDelay().toMillis(), process.switches());
    };
  }

  private static final class Factory implements ReceiverFactory<HostMetricsConfig> {
    @Override
    public String type() {
      return "hostmetrics";
    }

    @Override
    public List<String> aliases() {
      return List.of("host_metrics");
    }

    @Override
    public Set<Signal> signals() {
      return Set.of(Signal.METRICS);
    }

    @Override
    public HostMetricsConfig config(ConfigSection section) {
      return HostMetricsConfig.read(section);
    }

    @Override
    public Receiver create(
        Settings settings, HostMetricsConfig config, Map<Signal, Consumer> next) {
      return new HostMetricsReceiver(
          settings, config, Objects.requireNonNull(next.get(Signal.METRICS)));
    }
  }
}
