package io.plumbline.engine.processor.probabilisticsampler;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.trace.v1.Span;
import io.plumbline.engine.component.Outcome;
import io.plumbline.engine.component.Processor;
import io.plumbline.engine.component.RecordingConsumer;
import io.plumbline.engine.component.StatusCode;
import io.plumbline.engine.component.TestSettings;
import io.plumbline.engine.config.ConfigProblem;
import io.plumbline.engine.config.ConfigSection;
import io.plumbline.engine.processor.probabilisticsampler.ProbabilisticSamplerProcessor.AttributeSource;
import io.plumbline.engine.processor.probabilisticsampler.ProbabilisticSamplerProcessor.Config;
import io.plumbline.engine.processor.probabilisticsampler.ProbabilisticSamplerProcessor.Mode;
import io.plumbline.otlp.Batch;
import io.plumbline.otlp.Signal;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

class ProbabilisticSamplerProcessorTest {
  private static final String TRACES =
      "otelcol_processor_probabilistic_sampler_count_traces_sampled";
  private static final String LOGS = "otelcol_processor_probabilistic_sampler_count_logs_sampled";
  private static final String DROPPED = "otelcol_processor_probabilistic_sampler_dropped_items";

  private final TestSettings settings = new TestSettings("probabilistic_sampler");
  private final RecordingConsumer next = new RecordingConsumer();
  private final List<ConfigProblem> problems = new ArrayList<>();

  @Test
  void proportional_byTheTraceId() {
    List<Span> kept =
        sample(
            "sampling_percentage: 25",
            span("c0000000000000", ""),
            span("bfffffffffffff", ""),
            span("ffffffffffffff", "vendor=1"));

    assertThat(kept)
        .containsExactly(
            span("c0000000000000", "ot=th:c"), span("ffffffffffffff", "ot=th:c,vendor=1"));
    assertThat(settings.counted(TRACES, "policy", "trace_id_w3c", "sampled", "true")).isEqualTo(2);
    assertThat(settings.counted(TRACES, "policy", "trace_id_w3c", "sampled", "false")).isEqualTo(1);
    assertThat(settings.counted(DROPPED, "policy", "trace_id_w3c")).isEqualTo(1);
  }

  @Test
  void proportional_multipliesWhatArrives() {
    assertThat(
            sample(
                "sampling_percentage: 50",
                span("c0000000000000", "ot=th:8"),
                span("bfffffffffffff", "ot=th:8")))
        .containsExactly(span("c0000000000000", "ot=th:c"));
  }

  @Test
  void proportional_randomnessOfTheTraceState() {
    assertThat(
            sample(
                "sampling_percentage: 50",
                span("00000000000000", "ot=rv:80000000000000"),
                span("ffffffffffffff", "ot=rv:7fffffffffffff")))
        .containsExactly(span("00000000000000", "ot=rv:80000000000000;th:8"));
    assertThat(settings.counted(TRACES, "policy", "sampling_randomness")).isEqualTo(2);
  }

  @Test
  void proportional_hundredPercent() {
    assertThat(sample("sampling_percentage: 100", span("00000000000001", "")))
        .containsExactly(span("00000000000001", "ot=th:0"));
  }

  @Test
  void equalizing_lowersOnly() {
    String yaml = "{sampling_percentage: 25, mode: equalizing}";

    assertThat(
            sample(
                yaml,
                span("f0000000000000", "ot=th:f"),
                span("c0000000000000", "ot=th:8"),
                span("bfffffffffffff", "ot=th:8")))
        .containsExactly(span("f0000000000000", "ot=th:f"), span("c0000000000000", "ot=th:c"));
  }

  @Test
  void inconsistentThreshold_failsClosedOrLosesIt() {
    Span inconsistent = span("70000000000000", "ot=th:8");

    assertThat(sample("sampling_percentage: 50", inconsistent)).isEmpty();
    assertThat(sample("{sampling_percentage: 50, fail_closed: false}", inconsistent))
        .containsExactly(span("70000000000000", "ot=th:0"));
  }

  @Test
  void missingRandomness_failsClosedOrOpen() {
    Span nameless = Span.newBuilder().setTraceId(ByteString.copyFrom(new byte[16])).build();

    assertThat(sample("sampling_percentage: 50", nameless)).isEmpty();
    assertThat(settings.counted(TRACES, "policy", "missing_randomness", "sampled", "false"))
        .isEqualTo(1);
    assertThat(sample("{sampling_percentage: 50, fail_closed: false}", nameless)).hasSize(1);
  }

  @Test
  void malformedTraceState_isLeftAlone() {
    Span malformed = span("ffffffffffffff", "ot=th:zz");

    assertThat(sample("sampling_percentage: 50", malformed)).isEmpty();
    assertThat(sample("{sampling_percentage: 50, fail_closed: false}", malformed))
        .containsExactly(malformed);
  }

  @Test
  void samplingPriority_overrides() {
    String yaml = "sampling_percentage: 50";
    Span low = span("00000000000001", "");
    Span high = span("ffffffffffffff", "");

    assertThat(sample(yaml, with(low, anyInt(1)), with(high, anyInt(0))))
        .containsExactly(with(span("00000000000001", "ot=th:0"), anyInt(1)));
    assertThat(sample(yaml, with(high, anyText("0")))).isEmpty();
    assertThat(sample(yaml, with(low, anyText("2")))).hasSize(1);
    assertThat(sample(yaml, with(high, anyText("x")))).hasSize(1);
    assertThat(settings.counted(TRACES, "policy", "sampling_priority", "sampled", "false"))
        .isEqualTo(2);
  }

  @Test
  void hashSeed_keepsTheShareAndIsDeterministic() {
    Random random = new Random(1);
    Span[] spans = new Span[10_000];
    for (int index = 0; index < spans.length; index++) {
      byte[] id = new byte[16];
      random.nextBytes(id);
      spans[index] = Span.newBuilder().setTraceId(ByteString.copyFrom(id)).build();
    }
    String yaml = "{sampling_percentage: 30, hash_seed: 22}";

    List<Span> kept = sample(yaml, spans);

    assertThat(kept.size()).isBetween(2_850, 3_150);
    assertThat(sample(yaml, spans)).isEqualTo(kept);
    assertThat(kept.getFirst().getTraceState()).matches("ot=rv:[0-9a-f]{14};th:b334");
    assertThat(settings.counted(TRACES, "policy", "trace_id_hash", "sampled", "true"))
        .isEqualTo(2 * kept.size());
  }

  @Test
  void hashSeed_withThresholdInUse() {
    String yaml = "{sampling_percentage: 99.9, mode: hash_seed, fail_closed: false}";

    assertThat(sample(yaml, span("ffffffffffffff", "ot=th:8")))
        .containsExactly(span("ffffffffffffff", "ot=th:8"));
  }

  @Test
  void zeroPercent_keepsNothing() {
    assertThat(sample("{}", span("ffffffffffffff", ""))).isEmpty();
    assertThat(sample("{mode: hash_seed}", span("ffffffffffffff", ""))).isEmpty();
    assertThat(next.batches).isEmpty();
  }

  @Test
  void droppedItems_onlyWhenTheRestWasTaken() {
    next.answer(new Outcome.RetryAfter(StatusCode.UNAVAILABLE, "busy"));
    Span[] spans = {span("ffffffffffffff", ""), span("00000000000001", "")};
    String yaml = "sampling_percentage: 50";

    sample(yaml, spans);
    assertThat(settings.counted(DROPPED)).isZero();
    sample(yaml, spans);
    assertThat(settings.counted(DROPPED)).isEqualTo(1);
  }

  @Test
  void logs_byTraceIdOrAttribute() {
    String yaml = "{sampling_percentage: 50, from_attribute: id}";
    LogRecord traced =
        LogRecord.newBuilder().setTraceId(traceId("ffffffffffffff")).setSeverityText("x").build();
    LogRecord untraced = LogRecord.newBuilder().addAttributes(attribute("id", "7")).build();
    LogRecord nameless = LogRecord.getDefaultInstance();

    List<LogRecord> kept = sample(yaml, traced, untraced, nameless);

    assertThat(kept)
        .contains(traced.toBuilder().addAttributes(attribute("sampling.threshold", "8")).build());
    assertThat(settings.counted(LOGS, "policy", "trace_id_w3c")).isEqualTo(1);
    assertThat(settings.counted(LOGS, "policy", "id")).isEqualTo(1);
    assertThat(settings.counted(LOGS, "policy", "missing_randomness", "sampled", "false"))
        .isEqualTo(1);
  }

  @Test
  void logs_recordAsSourceHashes() {
    String yaml = "{sampling_percentage: 100, attribute_source: record, from_attribute: id}";
    LogRecord record = LogRecord.newBuilder().addAttributes(attribute("id", "7")).build();

    List<LogRecord> kept = sample(yaml, record);

    assertThat(kept.getFirst().getAttributesList())
        .extracting(KeyValue::getKey)
        .containsExactly("id", "sampling.randomness", "sampling.threshold");
  }

  @Test
  void logs_carriedSampling() {
    LogRecord record =
        LogRecord.newBuilder()
            .addAttributes(attribute("sampling.threshold", "8"))
            .addAttributes(attribute("sampling.randomness", "c0000000000000"))
            .build();

    assertThat(sample("sampling_percentage: 50", record))
        .containsExactly(
            LogRecord.newBuilder()
                .addAttributes(attribute("sampling.randomness", "c0000000000000"))
                .addAttributes(attribute("sampling.threshold", "c"))
                .build());
  }

  @Test
  void logs_ownPercentage() {
    String yaml = "{sampling_percentage: 50, sampling_priority: share}";
    LogRecord low = LogRecord.newBuilder().setTraceId(traceId("00000000000001")).build();
    LogRecord high = LogRecord.newBuilder().setTraceId(traceId("ffffffffffffff")).build();

    assertThat(sample(yaml, low.toBuilder().addAttributes(share(100)).build())).hasSize(1);
    assertThat(sample(yaml, high.toBuilder().addAttributes(share(0)).build())).isEmpty();
    assertThat(sample(yaml, high)).hasSize(1);
    assertThat(sample(yaml, low)).isEmpty();
  }

  @Test
  void config_everything() {
    assertThat(
            config(
                """
                sampling_percentage: 15.3
                mode: equalizing
                hash_seed: 22
                fail_closed: false
                sampling_precision: 6
                attribute_source: record
                from_attribute: a
                sampling_priority: b
                """))
        .isEqualTo(
            new Config(15.3f, Mode.EQUALIZING, 22, false, 6, AttributeSource.RECORD, "a", "b"));
    assertThat(config("{}")).isEqualTo(Config.DEFAULT);
    assertThat(problems).isEmpty();
  }

  @Test
  void config_bad() {
    assertThat(problemsOf("sampling_percentage: -1"))
        .containsExactly("sampling rate is negative: -1.000000%");
    assertThat(problemsOf("sampling_percentage: .inf")).hasSize(1);
    assertThat(problemsOf("sampling_percentage: 1e-20")).hasSize(1);
    assertThat(problemsOf("sampling_precision: 0"))
        .containsExactly("invalid sampling precision: 0");
    assertThat(problemsOf("sampling_precision: 15"))
        .containsExactly("sampling precision is too great, should be <= 14: 15");
    assertThat(problemsOf("mode: fair")).containsExactly("unsupported sampler mode \"fair\"");
    assertThat(problemsOf("attribute_source: body"))
        .containsExactly("invalid attribute source: body. Expected: traceID or record");
  }

  private List<String> problemsOf(String yaml) {
    problems.clear();
    Config _ = config(yaml);
    return problems.stream().map(ConfigProblem::message).toList();
  }

  private Config config(String yaml) {
    Map<String, Object> values = new Yaml().load(yaml);
    return ProbabilisticSamplerProcessor.FACTORY.config(
        new ConfigSection("processors::probabilistic_sampler", values, problems));
  }

  /** What comes out; nothing when the next component is not called. */
  private byte[] sample(String yaml, Signal signal, byte[] bytes, int items) {
    Config config = config(yaml);
    assertThat(problems).isEmpty();
    int before = next.batches.size();
    try (Processor processor =
        ProbabilisticSamplerProcessor.FACTORY.create(settings.settings(), config, signal, next)) {
      Outcome _ = processor.consume(Batch.trusted(signal, bytes, items));
    }
    return next.batches.size() == before ? new byte[0] : next.batches.getLast().bytes();
  }

  private List<Span> sample(String yaml, Span... spans) {
    ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
    request.addResourceSpansBuilder().addScopeSpansBuilder().addAllSpans(List.of(spans));
    try {
      return ExportTraceServiceRequest.parseFrom(
              sample(yaml, Signal.TRACES, request.build().toByteArray(), spans.length))
          .getResourceSpansList()
          .stream()
          .flatMap(resource -> resource.getScopeSpans(0).getSpansList().stream())
          .toList();
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  private List<LogRecord> sample(String yaml, LogRecord... records) {
    ExportLogsServiceRequest.Builder request = ExportLogsServiceRequest.newBuilder();
    request.addResourceLogsBuilder().addScopeLogsBuilder().addAllLogRecords(List.of(records));
    try {
      return ExportLogsServiceRequest.parseFrom(
              sample(yaml, Signal.LOGS, request.build().toByteArray(), records.length))
          .getResourceLogsList()
          .stream()
          .flatMap(resource -> resource.getScopeLogs(0).getLogRecordsList().stream())
          .toList();
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  private static Span span(String randomness, String traceState) {
    return Span.newBuilder()
        .setTraceId(traceId(randomness))
        .setTraceState(traceState)
        .setName("GET /")
        .build();
  }

  private static ByteString traceId(String randomness) {
    return ByteString.copyFrom(HexFormat.of().parseHex("a1a1a1a1a1a1a1a1a1" + randomness));
  }

  private static Span with(Span span, AnyValue priority) {
    return span.toBuilder()
        .addAttributes(KeyValue.newBuilder().setKey("sampling.priority").setValue(priority))
        .build();
  }

  private static AnyValue anyInt(int number) {
    return AnyValue.newBuilder().setIntValue(number).build();
  }

  private static AnyValue anyText(String text) {
    return AnyValue.newBuilder().setStringValue(text).build();
  }

  private static KeyValue share(int percentage) {
    return KeyValue.newBuilder().setKey("share").setValue(anyInt(percentage)).build();
  }

  private static KeyValue attribute(String key, String value) {
    return KeyValue.newBuilder().setKey(key).setValue(anyText(value)).build();
  }
}
