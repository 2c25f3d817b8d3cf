package io.plumbline.engine.exporter.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.engine.component.Outcome;
import io.plumbline.engine.component.StartException;
import io.plumbline.engine.component.StatusCode;
import io.plumbline.engine.config.ConfigProblem;
import io.plumbline.engine.config.ConfigSection;
import io.plumbline.engine.receiver.otlp.OpenReceiver;
import io.plumbline.engine.receiver.otlp.Requests;
import io.plumbline.engine.transport.InFlightBytes;
import io.plumbline.otlp.Batch;
import io.plumbline.otlp.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

class OtlpExporterTest {
  private OpenReceiver downstream;

  @BeforeEach
  void start() throws StartException {
    downstream = new OpenReceiver(OpenReceiver.BOTH);
  }

  @AfterEach
  void stop() {
    downstream.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "zstd", "none"})
  void batch_arrivesByteForByte(String compression) throws Exception {
    Batch batch = Requests.batch(1000);

    Outcome outcome = send("compression: " + compression, batch);

    assertThat(outcome).isEqualTo(Outcome.accepted());
    assertThat(downstream.inbox.batches()).hasSize(1);
    assertThat(downstream.inbox.batches().getFirst().bytes()).isEqualTo(batch.bytes());
    assertThat(downstream.inbox.batches().getFirst().itemCount()).isEqualTo(1000);
  }

  @ParameterizedTest
  @EnumSource(Signal.class)
  void emptyRequest_isAcceptedAndNotConsumed(Signal signal) throws Exception {
    Outcome outcome = send("", Batch.trusted(signal, new byte[0], 0));

    assertThat(outcome).isEqualTo(Outcome.accepted());
    assertThat(downstream.inbox.batches()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = StatusCode.class,
      names = {
        "CANCELLED",
        "DEADLINE_EXCEEDED",
        "ABORTED",
        "OUT_OF_RANGE",
        "UNAVAILABLE",
        "DATA_LOSS"
      })
  void retryableCode_isRetried(StatusCode code) throws Exception {
    downstream.inbox.answer(new Outcome.Rejected(code, "not now"));

    assertThat(send("", Requests.batch(1))).isEqualTo(new Outcome.RetryAfter(code, "not now"));
  }

  @ParameterizedTest
  @EnumSource(
      value = StatusCode.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {
        "OK",
        "CANCELLED",
        "DEADLINE_EXCEEDED",
        "ABORTED",
        "OUT_OF_RANGE",
        "UNAVAILABLE",
        "DATA_LOSS"
      })
  void otherCode_isPermanent(StatusCode code) throws Exception {
    downstream.inbox.answer(new Outcome.Rejected(code, "never"));

    assertThat(send("", Requests.batch(1))).isEqualTo(new Outcome.Rejected(code, "never"));
  }

  @Test
  void retryDelay_comesBackInRetryInfo() throws Exception {
    Outcome retry =
        new Outcome.RetryAfter(StatusCode.UNAVAILABLE, "wait", Duration.ofMillis(2500), null);
    downstream.inbox.answer(retry);

    assertThat(send("", Requests.batch(1))).isEqualTo(retry);
  }

  @Test
  void resourceExhausted_carriesADelaySoThatSendersRetry() throws Exception {
    downstream.inbox.answer(new Outcome.RetryAfter(StatusCode.RESOURCE_EXHAUSTED, "memory"));

    assertThat(send("", Requests.batch(1)))
        .isEqualTo(
            new Outcome.RetryAfter(
                StatusCode.RESOURCE_EXHAUSTED, "memory", Duration.ofSeconds(1), null));
  }

  @Test
  void retryWithAPermanentCode_becomesUnavailable() throws Exception {
    downstream.inbox.answer(new Outcome.RetryAfter(StatusCode.INTERNAL, "busy"));

    assertThat(send("", Requests.batch(1)))
        .isEqualTo(new Outcome.RetryAfter(StatusCode.UNAVAILABLE, "busy"));
  }

  @Test
  void partialSuccess_isPassedOn() throws Exception {
    downstream.inbox.answer(new Outcome.PartlyRejected(3, "three are too old"));

    assertThat(send("", Requests.batch(10)))
        .isEqualTo(new Outcome.PartlyRejected(3, "three are too old"));
    assertThat(downstream.count("otelcol_receiver_accepted_spans", "grpc")).isEqualTo(7);
    assertThat(downstream.count("otelcol_receiver_refused_spans", "grpc")).isEqualTo(3);
  }

  @Test
  void malformedRequest_isRefusedWithWhatAndWhere() throws Exception {
    byte[] truncated = {0x0A, 0x7F, 0x01};

    Outcome outcome = send("", Batch.trusted(Signal.TRACES, truncated, 1));

    assertThat(outcome).isInstanceOf(Outcome.Rejected.class);
    Outcome.Rejected rejected = (Outcome.Rejected) outcome;
    assertThat(rejected.code()).isEqualTo(StatusCode.INVALID_ARGUMENT);
    assertThat(rejected.message()).contains("(at byte ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "zstd", "none"})
  void requestAboveTheLimit_isRefused(String compression) throws Exception {
    Outcome outcome = send("compression: " + compression, Requests.batch(60_000));

    assertThat(outcome).isInstanceOf(Outcome.Rejected.class);
    assertThat(((Outcome.Rejected) outcome).code()).isEqualTo(StatusCode.RESOURCE_EXHAUSTED);
    assertThat(downstream.inbox.batches()).isEmpty();
  }

  @Test
  void requestAboveFourMib_passesAHigherLimit() throws Exception {
    String yaml = "protocols: {grpc: {endpoint: 'localhost:0', max_recv_msg_size_mib: 16}}";
    try (OpenReceiver large = new OpenReceiver(yaml)) {
      OtlpExporter exporter = open("endpoint: 'http://" + large.grpcTarget() + "'");

      assertThat(exporter.send(Requests.batch(60_000))).isEqualTo(Outcome.accepted());
      exporter.close();
    }
  }

  @Test
  void receiverOverItsMemory_asksToRetry() throws Exception {
    try (OpenReceiver small = new OpenReceiver(OpenReceiver.BOTH, new InFlightBytes(1000))) {
      OtlpExporter exporter = open("endpoint: 'http://" + small.grpcTarget() + "'");

      assertThat(exporter.send(Requests.batch(100)))
          .isEqualTo(
              new Outcome.RetryAfter(
                  StatusCode.RESOURCE_EXHAUSTED,
                  "too many bytes of requests in flight",
                  Duration.ofSeconds(1),
                  null));
      assertThat(small.inFlight.bytes()).isZero();
      assertThat(exporter.send(Requests.batch(1))).isEqualTo(Outcome.accepted());
      exporter.close();
    }
  }

  @Test
  void signalWithoutPipeline_isUnimplemented() throws Exception {
    try (OpenReceiver logsOnly =
        new OpenReceiver(OpenReceiver.BOTH, new InFlightBytes(1 << 20), List.of(Signal.LOGS))) {
      OtlpExporter exporter = open("endpoint: 'http://" + logsOnly.grpcTarget() + "'");

      Outcome outcome = exporter.send(Requests.batch(1));

      assertThat(outcome).isInstanceOf(Outcome.Rejected.class);
      assertThat(((Outcome.Rejected) outcome).code()).isEqualTo(StatusCode.UNIMPLEMENTED);
      exporter.close();
    }
  }

  @Test
  void nobodyListening_isRetriedAndSaysWhy() throws Exception {
    int freePort;
    try (java.net.ServerSocket socket = new java.net.ServerSocket(0)) {
      freePort = socket.getLocalPort();
    }
    OtlpExporter exporter = open("{endpoint: 'localhost:" + freePort + "', tls: {insecure: true}}");

    Outcome outcome = exporter.send(Requests.batch(1));

    assertThat(outcome).isInstanceOf(Outcome.RetryAfter.class);
    assertThat(((Outcome.RetryAfter) outcome).code()).isEqualTo(StatusCode.UNAVAILABLE);
    assertThat(((Outcome.RetryAfter) outcome).message()).contains("Connection refused");
    exporter.close();
  }

  @Test
  void headers_arriveAsMetadata() throws Exception {
    String yaml = "protocols: {grpc: {endpoint: 'localhost:0', include_metadata: true}}";
    try (OpenReceiver receiver = new OpenReceiver(yaml)) {
      OtlpExporter exporter =
          open("{endpoint: 'http://" + receiver.grpcTarget() + "', headers: {X-Tenant: acme}}");

      exporter.send(Requests.batch(1));

      assertThat(receiver.inbox.lastContext().values("x-tenant")).containsExactly("acme");
      exporter.close();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                | requires a non-empty \"endpoint\"",
        "{endpoint: 'host:x'}              | endpoint: invalid port \"x\"",
        "{endpoint: 'host'}                | endpoint: address host: missing port in address",
        "{endpoint: 'a:1', compression: x} | compression: unsupported compression type \"x\"",
        "{endpoint: 'a:1', balancer_name: x} | invalid balancer_name: x",
        "{endpoint: 'a:1', auth: {authenticator: x}} | auth: is not supported",
        "{endpoint: 'a:1', headers: {'a b': c}} | headers: invalid name \"a b\"",
        "{endpoint: 'a:1', endpiont: b}    | has invalid keys: endpiont",
        "{endpoint: 'a:1', tls: {ca_file: a, ca_pem: b}} | provide either a CA file",
      })
  void badConfiguration_isSaid(String yaml, String problem) {
    List<ConfigProblem> problems = new ArrayList<>();

    OtlpExporter.FACTORY.config(section(yaml, problems));

    assertThat(problems).hasSize(1);
    assertThat(problems.getFirst().toString()).startsWith("exporters::otlp").contains(problem);
  }

  @Test
  void defaults_areTheCollectors() {
    List<ConfigProblem> problems = new ArrayList<>();

    OtlpExporter.Config config =
        OtlpExporter.FACTORY.config(section("{endpoint: 'gateway:4317'}", problems));

    assertThat(problems).isEmpty();
    assertThat(config.client().compression()).isEqualTo("gzip");
    assertThat(config.client().balancerName()).isEqualTo("round_robin");
    assertThat(config.client().waitForReady()).isFalse();
    assertThat(config.client().keepalive()).isNull();
    assertThat(config.client().tls().plainText()).isFalse();
    assertThat(config.delivery().timeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(config.delivery().queue().enabled()).isTrue();
    assertThat(config.delivery().retry().enabled()).isTrue();
  }

  private Outcome send(String more, Batch batch) throws Exception {
    OtlpExporter exporter = open("endpoint: 'http://" + downstream.grpcTarget() + "'\n" + more);
    try {
      return exporter.send(batch);
    } finally {
      exporter.close();
    }
  }

  static OtlpExporter open(String yaml) throws StartException {
    List<ConfigProblem> problems = new ArrayList<>();
    OtlpExporter.Config config = OtlpExporter.FACTORY.config(section(yaml, problems));
    assertThat(problems).isEmpty();
    OtlpExporter exporter = new OtlpExporter(config.client());
    exporter.start();
    return exporter;
  }

  private static ConfigSection section(String yaml, List<ConfigProblem> problems) {
    Map<String, Object> values = new Yaml().load(yaml);
    return new ConfigSection("exporters::otlp", values, problems);
  }
}
