package io.plumbline.agent.receiver.hostmetrics;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.plumbline.engine.component.ComponentFactory.ReceiverFactory;
import io.plumbline.engine.component.ComponentId;
import io.plumbline.engine.component.Health;
import io.plumbline.engine.component.Outcome;
import io.plumbline.engine.component.Receiver;
import io.plumbline.engine.component.Settings;
import io.plumbline.engine.config.ConfigProblem;
import io.plumbline.engine.config.ConfigSection;
import io.plumbline.otlp.Batch;
import io.plumbline.otlp.Signal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class HostMetricsReceiverTest {
  private static final List<String> KINDS =
      List.of("cpu", "memory", "load", "disk", "filesystem", "network", "paging", "process");

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final List<Batch> received = new CopyOnWriteArrayList<>();

  @Test
  void everyScraper_sendsItsMetrics() throws Exception {
    Map<String, Object> scrapers = new LinkedHashMap<>();
    KINDS.forEach(kind -> scrapers.put(kind, Map.of()));

    List<ExportMetricsServiceRequest> requests = run(scrapers);

    assertThat(names(requests))
        .contains(
            "system.cpu.time",
            "system.memory.usage",
            "system.cpu.load_average.1m",
            "system.filesystem.usage",
            "system.network.io",
            "system.paging.usage",
            "process.cpu.time",
            "process.memory.usage")
        .doesNotContain("system.cpu.utilization", "process.threads");
  }

  @Test
  void batches_areWellFormedAndCounted() throws Exception {
    List<ExportMetricsServiceRequest> requests = run(Map.of("cpu", Map.of(), "process", Map.of()));

    int points = 0;
    for (Batch batch : received) {
      Batch read = (Batch) Batch.read(Signal.METRICS, batch.bytes());
      assertThat(read.itemCount()).isEqualTo(batch.itemCount());
      points += batch.itemCount();
    }
    assertThat(requests).isNotEmpty();
    assertThat(meters.get("otelcol_receiver_accepted_metric_points").counter().count())
        .isEqualTo(points);
    assertThat(
            meters.get("otelcol_scraper_scraped_metric_points").counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum())
        .isEqualTo(points);
  }

  @Test
  void switches_turnMetricsOnAndOff() throws Exception {
    Map<String, Object> memory =
        Map.of(
            "metrics",
            Map.of(
                "system.memory.usage", Map.of("enabled", false),
                "system.memory.utilization", Map.of("enabled", true)));

    assertThat(names(run(Map.of("memory", memory)))).containsExactly("system.memory.utilization");
  }

  @Test
  void process_isAResourceOfItsOwn() throws Exception {
    long pid = ProcessHandle.current().pid();

    ResourceMetrics self =
        run(Map.of("process", Map.of())).stream()
            .flatMap(request -> request.getResourceMetricsList().stream())
            .filter(resource ->
                resource.getResource().getAttributesList().stream()
                    .anyMatch(attribute ->
                        attribute.getKey().equals("process.pid")
                            && attribute.getValue().getIntValue() == pid))
            .findFirst()
            .orElseThrow();

    Map<String, Metric> metrics = new HashMap<>();
    self.getScopeMetrics(0)
        .getMetricsList()
        .forEach(metric -> metrics.put(metric.getName(), metric));
    assertThat(
            requireNonNull(metrics.get("process.memory.usage"))
                .getSum()
                .getDataPoints(0)
                .getAsInt())
        .isGreaterThan(10L << 20);
    assertThat(requireNonNull(metrics.get("process.cpu.time")).getSum().getIsMonotonic()).isTrue();
    assertThat(self.getScopeMetrics(0).getScope().getName())
        .contains("/receiver/hostmetricsreceiver/internal/scraper/processscraper");
  }

  @Test
  void process_filterByName() throws Exception {
    Map<String, Object> nobody =
        Map.of("include", Map.of("names", List.of("^no such name$"), "match_type", "regexp"));

    assertThat(names(run(Map.of("process", nobody, "memory", Map.of()))))
        .containsExactly("system.memory.usage");
  }

  @Test
  void config_defaults() {
    List<ConfigProblem> problems = new ArrayList<>();

    HostMetricsConfig config = config(Map.of("scrapers", Map.of("load", Map.of())), problems);

    assertThat(problems).isEmpty();
    assertThat(config.collectionInterval()).isEqualTo(Duration.ofMinutes(1));
    assertThat(config.initialDelay()).isEqualTo(Duration.ofSeconds(1));
    assertThat(config.scrapers())
        .containsExactly(new HostMetricsConfig.Load(false, LoadScraper.SWITCHES));
  }

  @Test
  void config_scraperWithoutBody_isOnWithDefaults() {
    List<ConfigProblem> problems = new ArrayList<>();
    Map<String, Object> scrapers = new HashMap<>();
    scrapers.put("cpu", null);

    HostMetricsConfig config = config(Map.of("scrapers", scrapers), problems);

    assertThat(problems).isEmpty();
    assertThat(config.scrapers()).containsExactly(new HostMetricsConfig.Cpu(CpuScraper.SWITCHES));
  }

  @Test
  void config_mistakes_areAllTold() {
    List<ConfigProblem> problems = new ArrayList<>();

    var _ =
        config(
            Map.of(
                "collection_interval",
                "0s",
                "scrapers",
                Map.of(
                    "gpu", Map.of(),
                    "load", Map.of("cpu_averag", true),
                    "process",
                        Map.of("include", Map.of("names", List.of("("), "match_type", "regexp")),
                    "cpu", Map.of("metrics", Map.of("system.cpu.tim", Map.of())))),
            problems);

    assertThat(problems)
        .extracting(ConfigProblem::toString)
        .anyMatch(problem -> problem.startsWith("r::collection_interval: must be positive"))
        .anyMatch(problem -> problem.startsWith("r::scrapers::gpu: unknown scraper"))
        .anyMatch(problem -> problem.contains("has invalid keys: cpu_averag"))
        .anyMatch(
            problem -> problem.startsWith("r::scrapers::process::include::names: expected a reg"))
        .anyMatch(problem ->
            problem.contains("'r.scrapers.cpu.metrics' has invalid keys: system.cpu.tim"));
  }

  @Test
  void config_withoutScrapers_isAMistake() {
    List<ConfigProblem> problems = new ArrayList<>();

    var _ = config(Map.of(), problems);

    assertThat(problems)
        .extracting(ConfigProblem::toString)
        .containsExactly(
            "r::scrapers: must specify at least one scraper when using hostmetrics receiver");
  }

  private static HostMetricsConfig config(
      Map<String, Object> values, List<ConfigProblem> problems) {
    return HostMetricsConfig.read(new ConfigSection("r", values, problems));
  }

  /** Runs the receiver until each scraper has had its turn. */
  private List<ExportMetricsServiceRequest> run(Map<String, Object> scrapers) throws Exception {
    List<ConfigProblem> problems = new ArrayList<>();
    ConfigSection section =
        new ConfigSection(
            "r",
            Map.of("collection_interval", "1h", "initial_delay", "0s", "scrapers", scrapers),
            problems);
    try (Receiver receiver = receiver(HostMetricsReceiver.FACTORY, section)) {
      assertThat(problems).isEmpty();
      receiver.start();
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() ->
              meters.find("otelcol_scraper_scraped_metric_points").counters().size()
                  == scrapers.size());
    }
    assertThat(meters.find("otelcol_scraper_errored_metric_points").counters()).isEmpty();
    List<ExportMetricsServiceRequest> requests = new ArrayList<>();
    for (Batch batch : received) {
      requests.add(ExportMetricsServiceRequest.parseFrom(batch.bytes()));
    }
    return requests;
  }

  private <C> Receiver receiver(ReceiverFactory<C> factory, ConfigSection section) {
    Settings settings =
        new Settings(
            new ComponentId("hostmetrics", ""), meters, InstantSource.system(), new SilentHealth());
    return factory.create(
        settings,
        factory.config(section),
        Map.of(
            Signal.METRICS,
            batch -> {
              received.add(batch);
              return Outcome.accepted();
            }));
  }

  private static Set<String> names(List<ExportMetricsServiceRequest> requests) {
    Set<String> names = new TreeSet<>();
    requests.forEach(request ->
        request
            .getResourceMetricsList()
            .forEach(resource ->
                resource
                    .getScopeMetrics(0)
                    .getMetricsList()
                    .forEach(metric -> names.add(metric.getName()))));
    return names;
  }

  private static final class SilentHealth implements Health {
    @Override
    public void ok() {}

    @Override
    public void recoverableError(String message) {
      throw new AssertionError(message);
    }

    @Override
    public void fatalError(String message) {
      throw new AssertionError(message);
    }
  }
}
