package io.plumbline.engine.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.plumbline.engine.telemetry.MetricsConfig.PrometheusReader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PrometheusTextTest {
  private static final Map<String, String> RESOURCE =
      new TreeMap<>(Map.of("service.name", "plumbline-test", "service.version", "1"));

  private final MeterRegistry meters = ServiceMeters.create();

  @Test
  void everyKind_asTheCollectorWritesIt() {
    AtomicLong size = new AtomicLong(7);
    Counter.builder("otelcol_receiver_accepted_spans")
        .description("Number of spans.")
        .tag("transport", "grpc")
        .tag("receiver", "otlp")
        .register(meters)
        .increment(12);
    Counter.builder("otelcol_receiver_accepted_spans")
        .description("Number of spans.")
        .tag("transport", "http")
        .tag("receiver", "otlp")
        .register(meters);
    Gauge.builder("otelcol_exporter_queue_size", size, AtomicLong::get)
        .tag("exporter", "a \"quoted\\\nname")
        .register(meters);
    FunctionCounter.builder("otelcol_process_cpu_seconds", size, _ -> 0.25)
        .baseUnit("seconds")
        .register(meters);
    DistributionSummary sizes =
        DistributionSummary.builder("otelcol_processor_batch_batch_send_size")
            .description("Items in a batch\\request\nthat was sent")
            .serviceLevelObjectives(10, 100)
            .register(meters);
    sizes.record(5);
    sizes.record(50);
    sizes.record(500);

    assertThat(PrometheusText.write(meters, PrometheusReader.DEFAULT, RESOURCE))
        .isEqualTo(
            """
            # HELP otelcol_exporter_queue_size\s
            # TYPE otelcol_exporter_queue_size gauge
            otelcol_exporter_queue_size{exporter="a \\"quoted\\\\\\nname"} 7
            # HELP otelcol_process_cpu_seconds\s
            # TYPE otelcol_process_cpu_seconds counter
            otelcol_process_cpu_seconds 0.25
            # HELP otelcol_processor_batch_batch_send_size Items in a batch\\\\request\\nthat was sent
            # TYPE otelcol_processor_batch_batch_send_size histogram
            otelcol_processor_batch_batch_send_size_bucket{le="10"} 1
            otelcol_processor_batch_batch_send_size_bucket{le="100"} 2
            otelcol_processor_batch_batch_send_size_bucket{le="+Inf"} 3
            otelcol_processor_batch_batch_send_size_sum 555
            otelcol_processor_batch_batch_send_size_count 3
            # HELP otelcol_receiver_accepted_spans Number of spans.
            # TYPE otelcol_receiver_accepted_spans counter
            otelcol_receiver_accepted_spans{receiver="otlp",transport="grpc"} 12
            otelcol_receiver_accepted_spans{receiver="otlp",transport="http"} 0
            # HELP target_info Target metadata
            # TYPE target_info gauge
            target_info{service_name="plumbline-test",service_version="1"} 1
            """);
  }

  @Test
  void dottedNames_getUnderscoresAndUnits() {
    Timer.builder("jvm.gc.pause").register(meters).record(Duration.ofMillis(1500));
    Gauge.builder("jvm.memory.used", () -> 5).baseUnit("bytes").register(meters);

    assertThat(PrometheusText.write(meters, PrometheusReader.DEFAULT, Map.of()))
        .contains("jvm_gc_pause_seconds_sum 1.5\njvm_gc_pause_seconds_count 1\n")
        .contains("jvm_memory_used_bytes 5\n");
  }

  @Test
  void suffixes_whenTheReaderAsks() {
    Counter.builder("otelcol_process_uptime").baseUnit("seconds").register(meters).increment(3);
    PrometheusReader reader = new PrometheusReader("localhost", 0, false, false, List.of());

    assertThat(PrometheusText.write(meters, reader, Map.of()))
        .contains("# TYPE otelcol_process_uptime_seconds_total counter\n")
        .contains("otelcol_process_uptime_seconds_total 3\n");
  }

  @Test
  void constantLabels_whenTheReaderAsks() {
    Counter.builder("otelcol_x").register(meters);
    PrometheusReader reader =
        new PrometheusReader("localhost", 0, true, true, List.of("service.n*"));

    assertThat(PrometheusText.write(meters, reader, RESOURCE))
        .contains("otelcol_x{service_name=\"plumbline-test\"} 0\n");
  }

  @Test
  void histogram_neverForgets() {
    DistributionSummary sizes =
        DistributionSummary.builder("sizes").serviceLevelObjectives(10).register(meters);
    for (int i = 0; i < 10_000; i++) {
      sizes.record(1);
    }

    assertThat(PrometheusText.write(meters, PrometheusReader.DEFAULT, Map.of()))
        .contains("sizes_bucket{le=\"10\"} 10000\n");
  }

  @Test
  void valuesThatAreNoNumbers() {
    Gauge.builder("a", () -> Double.NaN).register(meters);
    Gauge.builder("b", () -> Double.POSITIVE_INFINITY).register(meters);
    Gauge.builder("c", () -> 1e300).register(meters);

    assertThat(PrometheusText.write(meters, PrometheusReader.DEFAULT, Map.of()))
        .contains("a NaN\n")
        .contains("b +Inf\n")
        .contains("c 1.0E300\n");
  }
}
