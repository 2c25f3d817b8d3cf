package io.plumbline.engine.exporter.debug;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.engine.component.Exporter;
import io.plumbline.engine.component.Outcome;
import io.plumbline.engine.component.TestSettings;
import io.plumbline.engine.config.ConfigException;
import io.plumbline.engine.config.ConfigLoader;
import io.plumbline.engine.config.ConfigProblem;
import io.plumbline.engine.config.Configuration;
import io.plumbline.engine.queue.QueueConfig;
import io.plumbline.otlp.Batch;
import io.plumbline.otlp.ReadResult;
import io.plumbline.otlp.Signal;
import io.plumbline.otlp.json.OtlpJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DebugExporterTest {
  private static final Path DATA = Path.of("src/test/resources/io/plumbline/engine/exporter/debug");

  @TempDir private Path folder;

  @Test
  void nothing_givesTheCollectorsDefaults() throws ConfigException {
    assertThat(config("{}"))
        .isEqualTo(
            new DebugExporter.Config(
                DebugExporter.Verbosity.BASIC, 2, 1, true, List.of("stdout"), QueueConfig.OFF));
  }

  @Test
  void everything() throws ConfigException {
    String yaml =
        """
        {verbosity: Detailed, sampling_initial: 5, sampling_thereafter: 200,
         use_internal_logger: false, output_paths: [stderr], sending_queue: {enabled: false}}
        """;

    assertThat(config(yaml))
        .isEqualTo(
            new DebugExporter.Config(
                DebugExporter.Verbosity.DETAILED,
                5,
                200,
                false,
                List.of("stderr"),
                config(yaml).queue()));
    assertThat(config(yaml).queue().enabled()).isFalse();
  }

  @Test
  void badConfiguration_isReported() throws ConfigException {
    Configuration configuration =
        load("{verbosity: loud, sampling_initial: -1, output_paths: [x], unknown: 1}");
    DebugExporter.FACTORY.config(configuration.root());

    assertThat(configuration.problems())
        .extracting(ConfigProblem::path)
        .containsExactlyInAnyOrder("verbosity", "sampling_initial", "output_paths", "");
  }

  @ParameterizedTest
  @EnumSource
  void counts(Signal signal) throws IOException {
    Map<String, Integer> counts = Counts.of(batch(signal));

    assertThat(counts)
        .isEqualTo(
            switch (signal) {
              case TRACES -> Map.of("resource spans", 1, "spans", 2);
              case METRICS -> Map.of("resource metrics", 1, "metrics", 5, "data points", 5);
              case LOGS -> Map.of("resource logs", 1, "log records", 1);
            });
  }

  @ParameterizedTest
  @EnumSource
  void normal_isALineForEveryItem(Signal signal) throws IOException {
    assertThat(NormalText.of(batch(signal)))
        .isEqualTo(Files.readString(DATA.resolve(signal.id() + "-normal.txt")));
  }

  @ParameterizedTest
  @EnumSource
  void detailed_isEverything(Signal signal) throws IOException {
    assertThat(DetailedText.of(batch(signal)))
        .isEqualTo(Files.readString(DATA.resolve(signal.id() + "-detailed.txt")));
  }

  @Test
  void files_areWritten() throws Exception {
    Path file = folder.resolve("out.txt");
    TestSettings settings = new TestSettings("debug");
    String yaml = "{use_internal_logger: false, verbosity: normal, output_paths: ['" + file + "']}";
    Exporter exporter =
        DebugExporter.FACTORY.create(settings.settings(), config(yaml), Signal.LOGS);

    exporter.start();
    Outcome outcome = exporter.consume(batch(Signal.LOGS));
    exporter.close();

    assertThat(outcome).isEqualTo(Outcome.accepted());
    assertThat(Files.readString(file))
        .startsWith("Logs\tresource logs: 1\tlog records: 1\nResourceLog #0\n");
    assertThat(settings.counted("otelcol_exporter_sent_log_records", "exporter", "debug"))
        .isEqualTo(1);
  }

  @Test
  void sampler_passesTheFirstOfEverySecond() {
    AtomicLong clock = new AtomicLong();
    Sampler sampler = new Sampler(1, 3, 1000, clock::get);

    assertThat(sampler.pass()).isTrue();
    assertThat(sampler.pass()).isFalse();
    assertThat(sampler.pass()).isFalse();
    assertThat(sampler.pass()).isTrue();
    clock.set(1000);
    assertThat(sampler.pass()).isTrue();
    assertThat(sampler.pass()).isFalse();
  }

  private static Batch batch(Signal signal) throws IOException {
    byte[] json = Files.readAllBytes(DATA.resolve(signal.id() + ".json"));
    ReadResult result = OtlpJson.decode(signal, json);
    return (Batch) result;
  }

  private static DebugExporter.Config config(String yaml) throws ConfigException {
    Configuration configuration = load(yaml);
    DebugExporter.Config config = DebugExporter.FACTORY.config(configuration.root());
    assertThat(configuration.problems()).isEmpty();
    return config;
  }

  private static Configuration load(String yaml) throws ConfigException {
    return new ConfigLoader(Map.of()).load(List.of("yaml:" + yaml), List.of());
  }
}
