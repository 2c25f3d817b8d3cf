package io.plumbline.engine.processor.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.plumbline.engine.config.ConfigProblem;
import io.plumbline.engine.config.ConfigSection;
import io.plumbline.engine.processor.batch.BatchProcessor.Config;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

class BatchConfigTest {
  private final List<ConfigProblem> problems = new ArrayList<>();

  private Config read(String yaml) {
    Map<String, Object> values = new Yaml().load(yaml);
    return BatchProcessor.FACTORY.config(new ConfigSection("processors::batch", values, problems));
  }

  @Test
  void config_nothing() {
    assertThat(read("{}")).isEqualTo(new Config(Duration.ofMillis(200), 8192, 0, List.of(), 1000));
    assertThat(problems).isEmpty();
  }

  @Test
  void config_everything() {
    assertThat(
            read(
                """
                timeout: 2s
                send_batch_size: 3
                send_batch_max_size: 4
                metadata_keys: [X-Tenant]
                metadata_cardinality_limit: 5
                """))
        .isEqualTo(new Config(Duration.ofSeconds(2), 3, 4, List.of("X-Tenant"), 5));
    assertThat(problems).isEmpty();
  }

  @Test
  void config_bad() {
    read(
        """
        timeout: -1s
        send_batch_size: 3
        send_batch_max_size: 2
        metadata_keys: [a, A]
        size: 1
        """);

    assertThat(problems)
        .extracting(ConfigProblem::message)
        .hasSize(4)
        .startsWith(
            "send_batch_max_size must be greater or equal to send_batch_size",
            "duplicate entry in metadata_keys: \"a\" (case-insensitive)",
            "timeout must be greater or equal to 0")
        .last(STRING)
        .contains("has invalid keys: size");
  }
}
