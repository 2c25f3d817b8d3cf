package io.plumbline.engine.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.engine.config.ConfigException;
import io.plumbline.engine.config.ConfigLoader;
import io.plumbline.engine.config.ConfigProblem;
import io.plumbline.engine.config.Configuration;
import io.plumbline.engine.telemetry.MetricsConfig.PrometheusReader;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TelemetryConfigTest {

  @Test
  void nothing_givesTheCollectorsDefaults() throws ConfigException {
    TelemetryConfig config = read("{}");

    assertThat(config.logs())
        .isEqualTo(
            new LogConfig(
                LogConfig.Level.INFO,
                LogConfig.Encoding.CONSOLE,
                false,
                false,
                new LogConfig.Sampling(Duration.ofSeconds(10), 10, 100),
                List.of("stderr"),
                Map.of()));
    assertThat(config.metrics())
        .isEqualTo(
            new MetricsConfig(
                MetricsConfig.Level.NORMAL,
                List.of(new PrometheusReader("localhost", 8888, true, true, List.of()))));
    assertThat(config.resource()).isEmpty();
  }

  @Test
  void everything() throws ConfigException {
    TelemetryConfig config =
        read(
            """
            logs:
              level: debug
              encoding: json
              development: true
              disable_caller: true
              disable_stacktrace: true
              disable_zap_resource: true
              sampling: {enabled: true, tick: 1s, initial: 1, thereafter: 2}
              output_paths: [stdout, /tmp/x.log]
              error_output_paths: [stderr]
              initial_fields: {a: b}
              processors: []
            metrics:
              level: detailed
              readers:
                - pull:
                    exporter:
                      prometheus:
                        host: 0.0.0.0
                        port: 9
                        without_scope_info: true
                        without_type_suffix: false
                        without_units: false
                        with_resource_constant_labels: {included: [service.name]}
            traces: {level: none, propagators: [tracecontext], processors: []}
            resource: {service.name: mine, service.version: ~}
            """);

    Map<String, String> resource = new HashMap<>();
    resource.put("service.name", "mine");
    resource.put("service.version", null);
    assertThat(config)
        .isEqualTo(
            new TelemetryConfig(
                new LogConfig(
                    LogConfig.Level.DEBUG,
                    LogConfig.Encoding.JSON,
                    true,
                    true,
                    new LogConfig.Sampling(Duration.ofSeconds(1), 1, 2),
                    List.of("stdout", "/tmp/x.log"),
                    Map.of("a", "b")),
                new MetricsConfig(
                    MetricsConfig.Level.DETAILED,
                    List.of(
                        new PrometheusReader("0.0.0.0", 9, false, false, List.of("service.name")))),
                resource));
  }

  @Test
  void levelNone_hasNoReaders() throws ConfigException {
    assertThat(read("metrics: {level: none}").metrics().readers()).isEmpty();
    assertThat(read("metrics: {level: none, readers: []}").metrics().readers()).isEmpty();
  }

  @Test
  void resource_asAttributes() throws ConfigException {
    assertThat(read("resource: {attributes: [{name: a, value: b}]}").resource())
        .isEqualTo(Map.of("a", "b"));
  }

  @Test
  void samplingOff() throws ConfigException {
    assertThat(read("logs: {sampling: {enabled: false}}").logs().sampling()).isNull();
  }

  @Test
  void views_needLevelDetailed() throws ConfigException {
    assertThat(problems("metrics: {views: [{}]}"))
        .containsExactly(
            "metrics::views: views can only be set when service::telemetry::metrics::level is"
                + " detailed");
    assertThat(problems("metrics: {level: detailed, views: [{}]}"))
        .containsExactly("metrics::views: views are not supported");
  }

  private static TelemetryConfig read(String yaml) throws ConfigException {
    Configuration configuration = load(yaml);
    TelemetryConfig config = TelemetryConfig.read(configuration.root());
    assertThat(configuration.problems()).isEmpty();
    return config;
  }

  private static List<String> problems(String yaml) throws ConfigException {
    Configuration configuration = load(yaml);
    TelemetryConfig.read(configuration.root());
    return configuration.problems().stream().map(ConfigProblem::toString).toList();
  }

  private static Configuration load(String yaml) throws ConfigException {
    return new ConfigLoader(Map.of()).load(List.of("yaml:" + yaml), List.of());
  }
}
