package io.plumbline.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.plumbline.engine.component.Consumer;
import io.plumbline.engine.component.Outcome;
import io.plumbline.engine.component.RecordingHealth;
import io.plumbline.engine.component.Settings;
import io.plumbline.engine.component.StatusCode;
import io.plumbline.engine.config.ConfigException;
import io.plumbline.engine.config.ConfigLoader;
import io.plumbline.engine.config.Configuration;
import io.plumbline.otlp.Batch;
import io.plumbline.otlp.Signal;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class GraphTest {
  private static final String TWO_PIPELINES =
      """
      receivers: {in: }
      processors: {pass/1: , pass/2: }
      exporters: {out: }
      service:
        pipelines:
          traces: {receivers: [in], processors: [pass/1, pass/2], exporters: [out]}
          logs: {receivers: [in], processors: [pass/1], exporters: [out]}
      """;
  private static final String CONNECTED =
      """
      receivers: {in: }
      processors: {pass/before: , pass/after: }
      exporters: {out: }
      connectors: {turn: }
      service:
        pipelines:
          traces: {receivers: [in], processors: [pass/before], exporters: [turn, out]}
          metrics: {receivers: [turn], processors: [pass/after], exporters: [out]}
      """;
  private static final String FAN_OUT =
      """
      receivers: {in: }
      exporters: {out/a: , out/b: }
      service:
        pipelines:
          traces/1: {receivers: [in], exporters: [out/a, out/b]}
          traces/2: {receivers: [in], exporters: [out/b]}
      """;

  private final FakeComponents components = new FakeComponents();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  @Test
  void start_goesFromExportersBack() throws Exception {
    graph(TWO_PIPELINES).start();

    assertThat(components.journal)
        .containsExactly(
            "start out traces",
            "start out logs",
            "start pass/2 traces",
            "start pass/1 traces",
            "start pass/1 logs",
            "start in");
  }

  @Test
  void close_goesFromReceiversForward() throws Exception {
    graph(TWO_PIPELINES).close();

    assertThat(components.journal)
        .containsExactly(
            "close in",
            "close pass/1 logs",
            "close pass/1 traces",
            "close pass/2 traces",
            "close out logs",
            "close out traces");
  }

  @Test
  void connector_startsAfterWhatItFeeds() throws Exception {
    graph(CONNECTED).start();

    assertThat(components.journal)
        .containsExactly(
            "start out traces",
            "start out metrics",
            "start pass/after metrics",
            "start turn traces-metrics",
            "start pass/before traces",
            "start in");
  }

  @Test
  void batch_passesProcessorsInOrderAndConnectors() throws Exception {
    Graph _ = graph(CONNECTED);

    Outcome outcome = send("in traces", Signal.TRACES);

    assertThat(outcome).isEqualTo(Outcome.accepted());
    assertThat(components.journal)
        .containsExactly(
            "pass/before traces got 3",
            "turn traces-metrics got 3",
            "pass/after metrics got 3",
            "out metrics got 3",
            "out traces got 3");
  }

  @Test
  void batch_reachesEveryPipelineOfTheReceiver() throws Exception {
    Graph _ = graph(FAN_OUT);

    send("in traces", Signal.TRACES);

    assertThat(components.journal)
        .containsExactly("out/a traces got 3", "out/b traces got 3", "out/b traces got 3");
  }

  @Test
  void oneExporterThatFails_decidesForAll() throws Exception {
    Graph _ = graph(FAN_OUT);
    components.answers.put("out/b", new Outcome.RetryAfter(StatusCode.UNAVAILABLE, "full"));

    Outcome outcome = send("in traces", Signal.TRACES);

    assertThat(outcome).isEqualTo(new Outcome.RetryAfter(StatusCode.UNAVAILABLE, "full; full"));
  }

  @Test
  void processors_countWhatGoesInAndOut() throws Exception {
    Graph _ = graph(TWO_PIPELINES);

    send("in traces", Signal.TRACES);

    for (String direction : List.of("incoming", "outgoing")) {
      assertThat(
              meters
                  .get("otelcol_processor_" + direction + "_items")
                  .tags("processor", "pass/2", "otel_signal", "traces")
                  .counter()
                  .count())
          .isEqualTo(3);
    }
  }

  @Test
  void unusedComponents_areNotMade() throws Exception {
    graph(
            """
            receivers: {in: , in/unused: {fails: true}}
            exporters: {out: , out/unused: {fails: true}}
            service: {pipelines: {traces: {receivers: [in], exporters: [out]}}}
            """)
        .start();

    assertThat(components.journal).containsExactly("start out traces", "start in");
  }

  @Test
  void startThatFails_namesTheComponent() throws Exception {
    Graph graph =
        graph(
            """
            receivers: {in: {fails: true}}
            exporters: {out: }
            service: {pipelines: {traces: {receivers: [in], exporters: [out]}}}
            """);

    assertThatThrownBy(graph::start)
        .hasMessage("failed to start \"in\" receiver: it does not want to");
  }

  @Test
  void closeThatFails_doesNotKeepTheOthersOpen() throws Exception {
    graph(
            """
            receivers: {in: {fails_to_close: true}}
            exporters: {out: }
            service: {pipelines: {traces: {receivers: [in], exporters: [out]}}}
            """)
        .close();

    assertThat(components.journal).containsExactly("close in", "close out traces");
  }

  @Test
  void signalThatIsNotSupported_isAProblem() {
    assertThatThrownBy(() ->
            graph(
                """
                receivers: {in_traces: }
                exporters: {out: }
                service: {pipelines: {logs: {receivers: [in_traces], exporters: [out]}}}
                """))
        .hasMessageContaining(
            "service::pipelines::logs: failed to build pipelines: failed to create \"in_traces\""
                + " receiver for data type \"logs\": telemetry type is not supported");
  }

  @Test
  void connectorThatTurnsTheOtherWay_isAProblem() {
    assertThatThrownBy(() ->
            graph(
                """
                receivers: {in: }
                exporters: {out: }
                connectors: {turn: }
                service:
                  pipelines:
                    logs: {receivers: [in], exporters: [turn]}
                    metrics: {receivers: [turn], exporters: [out]}
                """))
        .hasMessageContaining(
            "connector \"turn\" used as exporter in [logs] pipeline but not used in any supported"
                + " receiver pipeline");
  }

  @Test
  void processorThatIsListedTwice_isAProblem() {
    assertThatThrownBy(() ->
            graph(
                """
                receivers: {in: }
                processors: {pass: }
                exporters: {out: }
                service:
                  pipelines:
                    traces: {receivers: [in], processors: [pass, pass], exporters: [out]}
                """))
        .hasMessageContaining("references processor \"pass\" multiple times");
  }

  @Test
  void alias_worksAndIsToldOf() throws Exception {
    ServiceConfig config =
        decode(
            """
            receivers: {in: }
            exporters: {outlet: }
            service: {pipelines: {traces: {receivers: [in], exporters: [outlet]}}}
            """);

    assertThat(config.deprecatedNames()).isEqualTo(Map.of("outlet", "out"));
  }

  private Outcome send(String receiver, Signal signal) {
    Consumer consumer = Objects.requireNonNull(components.receivers.get(receiver));
    return consumer.consume(Batch.trusted(signal, new byte[0], 3));
  }

  private Graph graph(String yaml) throws ConfigException {
    return Graph.build(
        decode(yaml),
        (_, id) -> new Settings(id, meters, InstantSource.system(), new RecordingHealth()));
  }

  private ServiceConfig decode(String yaml) throws ConfigException {
    Configuration configuration =
        new ConfigLoader(Map.of()).load(List.of("yaml:" + yaml), List.of());
    ServiceConfig config =
        new ServiceConfigReader(new Catalog(components.factories())).read(configuration);
    configuration.requireValid();
    return config;
  }
}
