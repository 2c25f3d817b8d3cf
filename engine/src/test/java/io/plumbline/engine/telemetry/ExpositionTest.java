package io.plumbline.engine.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.plumbline.engine.telemetry.MetricsConfig.PrometheusReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The metrics page read as strictly as a scraper may: every line is in the family before it. */
class ExpositionTest {
  private static final Pattern TYPE =
      Pattern.compile("# TYPE ([a-zA-Z_:][a-zA-Z0-9_:]*) (counter|gauge|histogram|summary)");
  private static final Pattern SAMPLE =
      Pattern.compile(
          "([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? (NaN|[+-]Inf|-?[0-9.]+(?:E-?[0-9]+)?)");
  private static final Pattern BOUND = Pattern.compile(",?le=\"([^\"]*)\"");

  private final MeterRegistry meters = ServiceMeters.create();
  private final Map<String, String> types = new LinkedHashMap<>();
  private final Set<String> series = new HashSet<>();
  private final Map<String, List<Bucket>> buckets = new LinkedHashMap<>();
  private final Map<String, Double> counts = new LinkedHashMap<>();

  private record Bucket(double bound, double count) {}

  @ParameterizedTest
  @CsvSource({"true, true", "true, false", "false, true", "false, false"})
  void page_isWellFormed(boolean withoutTypeSuffix, boolean withoutUnits) {
    register();
    PrometheusReader reader =
        new PrometheusReader("localhost", 0, withoutTypeSuffix, withoutUnits, List.of());

    read(PrometheusText.write(meters, reader, Map.of("service.name", "a")));

    assertThat(types.keySet()).noneMatch(name -> name.contains("_histogram"));
    assertThat(types.values()).contains("histogram", "counter", "gauge", "summary");
    assertThat(buckets).hasSize(5);
    buckets.forEach(this::assertCumulative);
  }

  private void register() {
    for (String signal : List.of("logs", "metrics", "traces")) {
      DistributionSummary latency =
          DistributionSummary.builder("otelcol_elasticsearch_bulk_requests_latency")
              .baseUnit("s")
              .tag("data_type", signal)
              .serviceLevelObjectives(.005, .01, 1, 60)
              .register(meters);
      latency.record(0.007);
      latency.record(100);
    }
    DistributionSummary.builder("otelcol_processor_batch_batch_send_size")
        .serviceLevelObjectives(10, 100)
        .register(meters);
    Timer timer =
        Timer.builder("rpc.duration").serviceLevelObjectives(Duration.ofMillis(5)).register(meters);
    timer.record(Duration.ofMillis(7));
    Timer.builder("jvm.gc.pause").publishPercentiles(0.5).register(meters);
    Counter.builder("otelcol_receiver_accepted_spans")
        .tag("transport", "a=\"b\",}")
        .register(meters);
    Gauge.builder("otelcol_exporter_queue_size", () -> -0.5).register(meters);
  }

  private void read(String page) {
    assertThat(page).endsWith("\n").doesNotContain("\n\n");
    String family = "";
    for (String line : page.lines().toList()) {
      Matcher type = TYPE.matcher(line);
      if (type.matches()) {
        family = type.group(1);
        assertThat(types.put(family, type.group(2))).as(line).isNull();
      } else if (!line.startsWith("# HELP ")) {
        sample(family, line);
      }
    }
  }

  private void sample(String family, String line) {
    Matcher sample = SAMPLE.matcher(line);
    assertThat(sample.matches()).as(line).isTrue();
    String name = sample.group(1);
    String labels = sample.group(2) == null ? "" : sample.group(2);
    assertThat(series.add(name + labels)).as("once: " + line).isTrue();
    Set<String> names =
        switch (types.getOrDefault(family, "none")) {
          case "histogram" -> Set.of(family + "_bucket", family + "_sum", family + "_count");
          case "summary" -> Set.of(family, family + "_sum", family + "_count");
          default -> Set.of(family);
        };
    assertThat(names).as(line).contains(name);
    double value = number(sample.group(3));
    if (name.equals(family + "_bucket")) {
      Matcher bound = BOUND.matcher(labels);
      assertThat(bound.find()).as(line).isTrue();
      Bucket bucket = new Bucket(number(bound.group(1)), value);
      String others = bound.replaceAll("");
      buckets.computeIfAbsent(family + others, _ -> new ArrayList<>()).add(bucket);
    } else if (name.equals(family + "_count")) {
      counts.put(family + labels, value);
    }
  }

  private void assertCumulative(String name, List<Bucket> all) {
    assertThat(all).extracting(Bucket::bound).as(name).isSorted().doesNotHaveDuplicates();
    assertThat(all).extracting(Bucket::count).as(name).isSorted();
    assertThat(all.getLast().bound()).as(name).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(all.getLast().count()).as(name).isEqualTo(counts.get(name));
  }

  private static double number(String text) {
    return Double.parseDouble(text.replace("Inf", "Infinity"));
  }
}
