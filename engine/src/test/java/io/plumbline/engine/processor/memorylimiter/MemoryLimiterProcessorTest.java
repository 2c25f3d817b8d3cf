package io.plumbline.engine.processor.memorylimiter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.engine.component.Outcome;
import io.plumbline.engine.component.Processor;
import io.plumbline.engine.component.RecordingConsumer;
import io.plumbline.engine.component.StartException;
import io.plumbline.engine.component.StatusCode;
import io.plumbline.engine.component.TestSettings;
import io.plumbline.engine.config.ConfigProblem;
import io.plumbline.engine.config.ConfigSection;
import io.plumbline.engine.processor.memorylimiter.MemoryLimiterProcessor.Config;
import io.plumbline.engine.time.ManualTime;
import io.plumbline.otlp.Batch;
import io.plumbline.otlp.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

class MemoryLimiterProcessorTest {
  private static final Batch THREE = Batch.trusted(Signal.LOGS, new byte[100], 3);

  private final TestSettings settings = new TestSettings("memory_limiter");
  private final RecordingConsumer next = new RecordingConsumer();
  private final ManualTime time = new ManualTime();
  private final FakeHeap heap = new FakeHeap(time);
  private final List<ConfigProblem> problems = new ArrayList<>();

  private Config read(String yaml) {
    Map<String, Object> values = new Yaml().load(yaml);
    return MemoryLimiterProcessor.FACTORY.config(
        new ConfigSection("processors::memory_limiter", values, problems));
  }

  private List<String> problemsOf(String yaml) {
    Config _ = read(yaml);
    return problems.stream().map(ConfigProblem::message).toList();
  }

  private Processor processor() throws StartException {
    Processor processor =
        new MemoryLimiterProcessor(
            settings.settings(),
            read("{check_interval: 1s, limit_mib: 100}"),
            Signal.LOGS,
            next,
            heap,
            new InFlightBytes(),
            time);
    processor.start();
    return processor;
  }

  @Test
  void consume_enoughMemory() throws StartException {
    try (Processor processor = processor()) {
      assertThat(processor.consume(THREE)).isEqualTo(Outcome.accepted());

      assertThat(next.batches).containsExactly(THREE);
      assertThat(settings.counted("otelcol_processor_memory_limiter_accepted_log_records"))
          .isEqualTo(3);
    }
  }

  @Test
  void consume_memoryIsShort() throws StartException {
    try (Processor processor = processor()) {
      heap.occupy(90, 90);
      time.turn(Duration.ofSeconds(1));
      await().until(() -> !settings.health.reports.isEmpty());

      assertThat(processor.consume(THREE))
          .isEqualTo(
              new Outcome.RetryAfter(
                  StatusCode.UNAVAILABLE,
                  "data refused due to high memory usage",
                  Duration.ofSeconds(1),
                  null));

      assertThat(next.batches).isEmpty();
      assertThat(settings.counted("otelcol_processor_memory_limiter_refused_log_records"))
          .isEqualTo(3);
    }
  }

  @Test
  void consume_afterRecovery() throws StartException {
    try (Processor processor = processor()) {
      heap.occupy(90, 90);
      time.turn(Duration.ofSeconds(1));
      await().until(() -> settings.health.reports.size() == 1 && time.alarms() == 1);
      heap.occupy(10, 10);
      time.turn(Duration.ofSeconds(1));
      await().until(() -> settings.health.reports.size() == 2);

      assertThat(processor.consume(THREE)).isEqualTo(Outcome.accepted());
    }
  }

  @Test
  void close_endsTheChecks() throws StartException {
    Processor processor = processor();

    processor.close();
    processor.close();

    assertThat(time.alarms()).isZero();
  }

  @Test
  void config_everything() {
    Config config =
        read(
            """
            check_interval: 1s
            limit_mib: 400
            spike_limit_mib: 100
            limit_percentage: 80
            spike_limit_percentage: 20
            min_gc_interval_when_soft_limited: 11s
            min_gc_interval_when_hard_limited: 2s
            max_gc_interval_when_soft_limited: 40s
            max_gc_interval_when_hard_limited: 50s
            """);

    assertThat(problems).isEmpty();
    assertThat(config)
        .isEqualTo(
            new Config(
                Duration.ofSeconds(1),
                400,
                100,
                80,
                20,
                Duration.ofSeconds(11),
                Duration.ofSeconds(2),
                Duration.ofSeconds(40),
                Duration.ofSeconds(50)));
  }

  @Test
  void config_nothing() {
    assertThat(problemsOf("{}"))
        .containsExactly(
            "'check_interval' must be greater than zero",
            "'limit_mib' or 'limit_percentage' must be greater than zero");
  }

  @Test
  void config_badLimits() {
    assertThat(
            problemsOf(
                """
                check_interval: 1s
                limit_mib: 100
                spike_limit_mib: 100
                limit_percentage: 101
                spike_limit_percentage: 101
                """))
        .containsExactly(
            "'limit_percentage' and 'spike_limit_percentage' must be greater than zero and less"
                + " than or equal to hundred",
            "'spike_limit_mib' must be smaller than 'limit_mib'",
            "'spike_limit_percentage' must be smaller than 'limit_percentage'");
  }

  @Test
  void config_badIntervals() {
    assertThat(
            problemsOf(
                """
                check_interval: 1s
                limit_mib: 100
                min_gc_interval_when_soft_limited: 1s
                min_gc_interval_when_hard_limited: 2s
                max_gc_interval_when_soft_limited: 500ms
                max_gc_interval_when_hard_limited: -1s
                """))
        .containsExactly(
            "'min_gc_interval_when_soft_limited' should be larger than"
                + " 'min_gc_interval_when_hard_limited'",
            "'max_gc_interval_when_soft_limited' must be greater than or equal to"
                + " 'min_gc_interval_when_soft_limited' (or 0 to disable)",
            "'max_gc_interval_when_hard_limited' must be non-negative");
  }

  @Test
  void spike_isAFifthUnlessWritten() {
    assertThat(read("{check_interval: 1s, limit_mib: 100}").spikeBytes(0)).isEqualTo(20L << 20);
    assertThat(read("{check_interval: 1s, limit_percentage: 50}").spikeBytes(1000)).isEqualTo(100);
  }
}
