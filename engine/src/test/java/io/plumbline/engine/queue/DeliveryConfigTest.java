package io.plumbline.engine.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.plumbline.engine.config.ConfigProblem;
import io.plumbline.engine.config.ConfigSection;
import io.plumbline.engine.queue.QueueConfig.Batching;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

class DeliveryConfigTest {
  private final List<ConfigProblem> problems = new ArrayList<>();

  private DeliveryConfig read(String yaml, DeliveryConfig defaults) {
    Map<String, Object> values = new Yaml().load(yaml);
    ConfigSection section =
        new ConfigSection("exporters::otlp", values == null ? Map.of() : values, problems);
    DeliveryConfig config = DeliveryConfig.read(section, defaults);
    section.rejectUnknownKeys();
    return config;
  }

  private List<String> problemsOf(String yaml) {
    read(yaml, DeliveryConfig.DEFAULT);
    return problems.stream().map(ConfigProblem::toString).toList();
  }

  @Test
  void read_nothing() {
    assertThat(read("{}", DeliveryConfig.DEFAULT)).isEqualTo(DeliveryConfig.DEFAULT);
    assertThat(problems).isEmpty();
  }

  @Test
  void default_isTheCollectors() {
    assertThat(DeliveryConfig.DEFAULT)
        .isEqualTo(
            new DeliveryConfig(
                Duration.ofSeconds(5),
                new RetryConfig(
                    true,
                    Duration.ofSeconds(5),
                    0.5,
                    1.5,
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(5)),
                new QueueConfig(true, 10, 1000, Sizer.REQUESTS, false, false, null)));
  }

  @Test
  void read_everything() {
    String yaml =
        """
        timeout: 7s
        retry_on_failure:
          enabled: true
          initial_interval: 1s
          randomization_factor: 0.1
          multiplier: 2
          max_interval: 3s
          max_elapsed_time: 0s
        sending_queue:
          enabled: true
          num_consumers: 2
          queue_size: 30
          sizer: items
          block_on_overflow: true
          wait_for_result: true
          batch:
            flush_timeout: 4s
            min_size: 5
            max_size: 6
            sizer: bytes
            partition:
              metadata_keys: [X-Tenant]
        """;

    assertThat(read(yaml, DeliveryConfig.DEFAULT))
        .isEqualTo(
            new DeliveryConfig(
                Duration.ofSeconds(7),
                new RetryConfig(
                    true, Duration.ofSeconds(1), 0.1, 2, Duration.ofSeconds(3), Duration.ZERO),
                new QueueConfig(
                    true,
                    2,
                    30,
                    Sizer.ITEMS,
                    true,
                    true,
                    new Batching(Duration.ofSeconds(4), 5, 6, Sizer.BYTES, List.of("X-Tenant")))));
    assertThat(problems).isEmpty();
  }

  @Test
  void read_switchedOff() {
    DeliveryConfig config =
        read(
            "{retry_on_failure: {enabled: false}, sending_queue: {enabled: false, queue_size: 0}}",
            DeliveryConfig.DEFAULT);

    assertThat(config.retry().enabled()).isFalse();
    assertThat(config.queue().enabled()).isFalse();
    assertThat(problems).isEmpty();
  }

  @Test
  void read_emptyBlockSwitchesOnWhatIsOffByDefault() {
    DeliveryConfig off = DeliveryConfig.DEFAULT.withQueue(QueueConfig.OFF);

    assertThat(read("sending_queue:", off).queue().enabled()).isTrue();
  }

  @Test
  void read_batchInheritsTheSizer() {
    DeliveryConfig config =
        read(
            "sending_queue: {sizer: bytes, queue_size: 100, batch: {min_size: 10}}",
            DeliveryConfig.DEFAULT);

    assertThat(config.queue().batching())
        .isEqualTo(new Batching(Duration.ofMillis(200), 10, 0, Sizer.BYTES, List.of()));
  }

  @Test
  void read_batchOverridesTheExportersDefault() {
    Batching megabytes =
        new Batching(Duration.ofSeconds(10), 1_000_000, 5_000_000, Sizer.BYTES, List.of());
    DeliveryConfig defaults =
        DeliveryConfig.DEFAULT.withQueue(
            new QueueConfig(true, 10, 10, Sizer.REQUESTS, true, false, megabytes));

    assertThat(read("sending_queue: {batch: {flush_timeout: 1s}}", defaults).queue().batching())
        .isEqualTo(
            new Batching(Duration.ofSeconds(1), 1_000_000, 5_000_000, Sizer.BYTES, List.of()));
    assertThat(read("sending_queue: {batch: {enabled: false}}", defaults).queue().batching())
        .isNull();
  }

  @Test
  void read_badRetry() {
    assertThat(
            problemsOf(
                """
                timeout: -1s
                retry_on_failure:
                  initial_interval: -1s
                  randomization_factor: 2
                  multiplier: -1
                  max_interval: -1s
                  max_elapsed_time: -1s
                """))
        .containsExactly(
            "exporters::otlp: 'timeout' must be non-negative",
            "exporters::otlp::retry_on_failure: 'initial_interval' must be non-negative",
            "exporters::otlp::retry_on_failure: 'randomization_factor' must be within [0, 1]",
            "exporters::otlp::retry_on_failure: 'multiplier' must be non-negative",
            "exporters::otlp::retry_on_failure: 'max_interval' must be non-negative",
            "exporters::otlp::retry_on_failure: 'max_elapsed_time' must be non-negative");
  }

  @Test
  void read_retryEndsBeforeItBegins() {
    assertThat(problemsOf("retry_on_failure: {max_elapsed_time: 1s}"))
        .containsExactly(
            "exporters::otlp::retry_on_failure:"
                + " 'max_elapsed_time' must not be less than 'initial_interval'",
            "exporters::otlp::retry_on_failure:"
                + " 'max_elapsed_time' must not be less than 'max_interval'");
  }

  @Test
  void read_badQueue() {
    assertThat(problemsOf("sending_queue: {num_consumers: 0, queue_size: 0, color: red}"))
        .hasSize(3)
        .startsWith(
            "exporters::otlp::sending_queue: `num_consumers` must be positive",
            "exporters::otlp::sending_queue: `queue_size` must be positive")
        .last(STRING)
        .contains("has invalid keys: color");
  }

  @Test
  void read_badBatch() {
    assertThat(
            problemsOf(
                """
                sending_queue:
                  batch:
                    flush_timeout: 0s
                    min_size: -1
                    max_size: -2
                    sizer: requests
                    partition: {metadata_keys: [Tenant, tenant]}
                """))
        .containsExactly(
            "exporters::otlp::sending_queue::batch: `flush_timeout` must be positive",
            "exporters::otlp::sending_queue::batch:"
                + " `batch` supports only `items` or `bytes` sizer, found \"requests\"",
            "exporters::otlp::sending_queue::batch: `min_size` must be non-negative",
            "exporters::otlp::sending_queue::batch: `max_size` must be non-negative",
            "exporters::otlp::sending_queue::batch::partition:"
                + " duplicate entry in metadata_keys: \"tenant\" (case-insensitive)");
  }

  @Test
  void read_batchThatCanNotFillUp() {
    assertThat(
            problemsOf(
                "sending_queue: {sizer: items, queue_size: 10,"
                    + " batch: {min_size: 11, max_size: 10}}"))
        .containsExactly(
            "exporters::otlp::sending_queue::batch:"
                + " `max_size` must be greater or equal to `min_size`",
            "exporters::otlp::sending_queue:"
                + " `min_size` must be less than or equal to `queue_size`");
  }

  @Test
  void read_durableQueue() {
    assertThat(problemsOf("sending_queue: {storage: file_storage, wait_for_result: true}"))
        .containsExactly(
            "exporters::otlp::sending_queue: `wait_for_result` is not supported with a persistent"
                + " queue configured with `storage`",
            "exporters::otlp::sending_queue::storage: the durable queue is not available yet: leave"
                + " `storage` out to queue in memory (found \"file_storage\")");
  }
}
