package io.plumbline.engine.processor.attributes;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.Span;
import io.plumbline.engine.component.Processor;
import io.plumbline.engine.component.RecordingConsumer;
import io.plumbline.engine.component.StartException;
import io.plumbline.engine.component.TestSettings;
import io.plumbline.engine.config.ConfigProblem;
import io.plumbline.engine.config.ConfigSection;
import io.plumbline.engine.processor.attributes.AttributesProcessor.Config;
import io.plumbline.otlp.Batch;
import io.plumbline.otlp.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

class AttributesProcessorTest {
  private static final String ADD = "actions: [{action: insert, key: new, value: 1}]\n";
  private static final KeyValue OLD = attribute("old", "x");
  private static final KeyValue NEW =
      KeyValue.newBuilder().setKey("new").setValue(AnyValue.newBuilder().setIntValue(1)).build();

  private final RecordingConsumer next = new RecordingConsumer();
  private final List<ConfigProblem> problems = new ArrayList<>();

  @Test
  void consume_spans() {
    Span span = Span.newBuilder().setName("GET /").addAttributes(OLD).setFlags(1).build();

    assertThat(spanAfter(ADD, span)).isEqualTo(span.toBuilder().addAttributes(NEW).build());
  }

  @Test
  void consume_logRecords() {
    LogRecord record =
        LogRecord.newBuilder()
            .setBody(AnyValue.newBuilder().setStringValue("hello"))
            .addAttributes(OLD)
            .build();

    assertThat(recordAfter(ADD, record)).isEqualTo(record.toBuilder().addAttributes(NEW).build());
  }

  @Test
  void consume_dataPointsOfEveryKind() {
    Metric.Builder gauge = Metric.newBuilder().setName("gauge");
    gauge.getGaugeBuilder().addDataPoints(NumberDataPoint.newBuilder().addAttributes(OLD));
    Metric.Builder sum = Metric.newBuilder().setName("sum");
    sum.getSumBuilder().setIsMonotonic(true).addDataPoints(NumberDataPoint.newBuilder());
    Metric.Builder histogram = Metric.newBuilder().setName("histogram");
    histogram
        .getHistogramBuilder()
        .addDataPoints(HistogramDataPoint.newBuilder().setCount(2))
        .addDataPoints(HistogramDataPoint.newBuilder().setCount(3));
    Metric.Builder exponential = Metric.newBuilder().setName("exponential");
    exponential
        .getExponentialHistogramBuilder()
        .addDataPoints(ExponentialHistogramDataPoint.newBuilder().setScale(2));
    Metric.Builder summary = Metric.newBuilder().setName("summary");
    summary.getSummaryBuilder().addDataPoints(SummaryDataPoint.newBuilder().setSum(4));
    ExportMetricsServiceRequest.Builder request = ExportMetricsServiceRequest.newBuilder();
    request
        .addResourceMetricsBuilder()
        .addScopeMetricsBuilder()
        .addMetrics(gauge)
        .addMetrics(sum)
        .addMetrics(histogram)
        .addMetrics(exponential)
        .addMetrics(summary);

    ExportMetricsServiceRequest after = metricsAfter(ADD, request.build());

    gauge.getGaugeBuilder().getDataPointsBuilder(0).addAttributes(NEW);
    sum.getSumBuilder().getDataPointsBuilder(0).addAttributes(NEW);
    histogram.getHistogramBuilder().getDataPointsBuilder(0).addAttributes(NEW);
    histogram.getHistogramBuilder().getDataPointsBuilder(1).addAttributes(NEW);
    exponential.getExponentialHistogramBuilder().getDataPointsBuilder(0).addAttributes(NEW);
    summary.getSummaryBuilder().getDataPointsBuilder(0).addAttributes(NEW);
    assertThat(after.getResourceMetrics(0).getScopeMetrics(0).getMetricsList())
        .containsExactly(
            gauge.build(), sum.build(), histogram.build(), exponential.build(), summary.build());
  }

  @Test
  void include_services() {
    String yaml = ADD + "include: {match_type: strict, services: [shop, cart]}\n";

    assertThat(changes(yaml, Span.newBuilder())).isTrue();
    assertThat(changes(yaml.replace("shop", "other"), Span.newBuilder())).isFalse();
    assertThat(changes(yaml.replace("strict", "regexp").replace("shop", "sh.*"), Span.newBuilder()))
        .isTrue();
  }

  @Test
  void include_allProperties() {
    String yaml =
        ADD
            + """
            include:
              match_type: regexp
              span_names: [^GET]
              span_kinds: [SERVER]
              attributes: [{key: code, value: ^5}, {key: user}]
              resources: [{key: service.name, value: ^shop$}]
              libraries: [{name: jdbc, version: ^1}]
            """;
    Span.Builder span =
        Span.newBuilder()
            .setName("GET /")
            .setKind(Span.SpanKind.SPAN_KIND_SERVER)
            .addAttributes(
                KeyValue.newBuilder()
                    .setKey("code")
                    .setValue(AnyValue.newBuilder().setIntValue(503)))
            .addAttributes(attribute("user", "u"));

    assertThat(changes(yaml, span)).isTrue();
    assertThat(changes(yaml, span.clone().setName("POST /"))).isFalse();
    assertThat(changes(yaml, span.clone().setKind(Span.SpanKind.SPAN_KIND_CLIENT))).isFalse();
    assertThat(changes(yaml, span.clone().removeAttributes(1))).isFalse();
    assertThat(changes(yaml.replace("^1", "^2"), span)).isFalse();
    assertThat(changes(yaml.replace("^shop$", "^sho$"), span)).isFalse();
  }

  @Test
  void exclude_afterInclude() {
    String yaml =
        ADD
            + "include: {match_type: strict, services: [shop]}\n"
            + "exclude: {match_type: strict, attributes: [{key: code, value: 200}]}\n";

    assertThat(changes(yaml, Span.newBuilder())).isTrue();
    assertThat(changes(yaml, Span.newBuilder().addAttributes(attribute("code", "200"))))
        .as("a string is not a number")
        .isTrue();
    KeyValue code =
        KeyValue.newBuilder()
            .setKey("code")
            .setValue(AnyValue.newBuilder().setIntValue(200))
            .build();
    assertThat(changes(yaml, Span.newBuilder().addAttributes(code))).isFalse();
  }

  @Test
  void include_logs() {
    String yaml =
        ADD
            + """
            include:
              match_type: regexp
              log_bodies: [fail]
              log_severity_texts: [^E]
              log_severity_number: {min: WARN2}
            """;
    LogRecord record =
        LogRecord.newBuilder()
            .setBody(AnyValue.newBuilder().setStringValue("it failed"))
            .setSeverityText("ERROR")
            .setSeverityNumber(SeverityNumber.SEVERITY_NUMBER_WARN2)
            .build();

    assertThat(recordAfter(yaml, record).getAttributesList()).contains(NEW);
    LogRecord milder =
        record.toBuilder().setSeverityNumber(SeverityNumber.SEVERITY_NUMBER_WARN).build();
    assertThat(recordAfter(yaml, milder)).isEqualTo(milder);
    LogRecord undefined = record.toBuilder().clearSeverityNumber().build();
    assertThat(recordAfter(yaml, undefined)).isEqualTo(undefined);
  }

  @Test
  void include_metricNames() {
    ExportMetricsServiceRequest.Builder request = ExportMetricsServiceRequest.newBuilder();
    Metric.Builder wanted = Metric.newBuilder().setName("wanted");
    wanted.getGaugeBuilder().addDataPoints(NumberDataPoint.newBuilder());
    Metric.Builder other = Metric.newBuilder().setName("other");
    other.getGaugeBuilder().addDataPoints(NumberDataPoint.newBuilder());
    request
        .addResourceMetricsBuilder()
        .addScopeMetricsBuilder()
        .addMetrics(wanted)
        .addMetrics(other);

    ExportMetricsServiceRequest after =
        metricsAfter(
            ADD + "include: {match_type: strict, metric_names: [wanted]}", request.build());

    List<Metric> metrics = after.getResourceMetrics(0).getScopeMetrics(0).getMetricsList();
    assertThat(metrics.get(0).getGauge().getDataPoints(0).getAttributesList()).containsExactly(NEW);
    assertThat(metrics.get(1)).isEqualTo(other.build());
  }

  @Test
  void problems_propertiesOfAnotherSignal() {
    assertThat(signalProblems("include: {match_type: strict, services: [a]}", Signal.LOGS))
        .containsExactly(
            "include: services, span_names, and span_kinds are not valid for log records");
    assertThat(signalProblems("exclude: {match_type: strict, log_bodies: [a]}", Signal.TRACES))
        .containsExactly("exclude: log_bodies should not be specified for trace spans");
    assertThat(signalProblems("include: {match_type: strict}", Signal.TRACES))
        .singleElement()
        .asString()
        .startsWith("include: at least one of \"attributes\", \"libraries\"");
    assertThat(signalProblems("include: {match_type: strict, services: [a]}", Signal.TRACES))
        .isEmpty();
  }

  private List<String> signalProblems(String yaml, Signal signal) {
    return AttributesProcessor.FACTORY.problems(config(ADD + yaml), signal);
  }

  @Test
  void config_badMatch() {
    assertThat(problemsOf(ADD + "include: {match_type: glob, services: [a], color: red}"))
        .hasSize(2)
        .first()
        .isEqualTo("unrecognized match_type: 'glob', valid types are: [regexp strict]");
    assertThat(problemsOf(ADD + "include: {match_type: strict, span_kinds: [server]}"))
        .containsExactly(
            "span_kinds string must match one of the standard span kinds when match_type=strict:"
                + " [SPAN_KIND_CLIENT SPAN_KIND_CONSUMER SPAN_KIND_INTERNAL SPAN_KIND_PRODUCER"
                + " SPAN_KIND_SERVER]");
    assertThat(problemsOf(ADD + "include: {match_type: regexp, span_names: ['(']}"))
        .singleElement()
        .asString()
        .startsWith("invalid pattern \"(\"");
    assertThat(problemsOf(ADD + "include: {match_type: regexp, attributes: [{key: a, value: 1}]}"))
        .containsExactly("match_type=regexp for \"a\" only supports Str, but found 1");
    assertThat(problemsOf(ADD + "include: {match_type: strict, attributes: [{value: 1}]}"))
        .containsExactly("can't have empty key in the list of attributes");
  }

  private List<String> problemsOf(String yaml) {
    problems.clear();
    Config _ = config(yaml);
    return problems.stream().map(ConfigProblem::message).toList();
  }

  private Config config(String yaml) {
    Map<String, Object> values = new Yaml().load(yaml);
    return AttributesProcessor.FACTORY.config(
        new ConfigSection("processors::attributes", values, problems));
  }

  private Processor processor(String yaml, Signal signal) {
    Config config = config(yaml);
    assertThat(problems).isEmpty();
    return AttributesProcessor.FACTORY.create(
        new TestSettings("attributes").settings(), config, signal, next);
  }

  private byte[] bytesAfter(String yaml, Signal signal, byte[] bytes, int items) {
    try (Processor processor = processor(yaml, signal)) {
      processor.start();
      assertThat(processor.consume(Batch.trusted(signal, bytes, items)).delivered()).isTrue();
    } catch (StartException e) {
      throw new AssertionError(e);
    }
    assertThat(next.batches.getLast().itemCount()).isEqualTo(items);
    return next.batches.getLast().bytes();
  }

  private boolean changes(String yaml, Span.Builder span) {
    Span before = span.build();
    Span after = spanAfter(yaml, before);
    assertThat(after).isIn(before, before.toBuilder().addAttributes(NEW).build());
    return !after.equals(before);
  }

  private Span spanAfter(String yaml, Span span) {
    ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
    request
        .addResourceSpansBuilder()
        .setResource(Resource.newBuilder().addAttributes(attribute("service.name", "shop")))
        .addScopeSpansBuilder()
        .setScope(InstrumentationScope.newBuilder().setName("jdbc").setVersion("1.2"))
        .addSpans(span);
    try {
      return ExportTraceServiceRequest.parseFrom(
              bytesAfter(yaml, Signal.TRACES, request.build().toByteArray(), 1))
          .getResourceSpans(0)
          .getScopeSpans(0)
          .getSpans(0);
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  private LogRecord recordAfter(String yaml, LogRecord record) {
    ExportLogsServiceRequest.Builder request = ExportLogsServiceRequest.newBuilder();
    request.addResourceLogsBuilder().addScopeLogsBuilder().addLogRecords(record);
    try {
      return ExportLogsServiceRequest.parseFrom(
              bytesAfter(yaml, Signal.LOGS, request.build().toByteArray(), 1))
          .getResourceLogs(0)
          .getScopeLogs(0)
          .getLogRecords(0);
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  private ExportMetricsServiceRequest metricsAfter(
      String yaml, ExportMetricsServiceRequest request) {
    int items =
        request.getResourceMetrics(0).getScopeMetrics(0).getMetricsList().stream()
            .mapToInt(AttributesProcessorTest::points)
            .sum();
    try {
      return ExportMetricsServiceRequest.parseFrom(
          bytesAfter(yaml, Signal.METRICS, request.toByteArray(), items));
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  private static int points(Metric metric) {
    return metric.getGauge().getDataPointsCount()
        + metric.getSum().getDataPointsCount()
        + metric.getHistogram().getDataPointsCount()
        + metric.getExponentialHistogram().getDataPointsCount()
        + metric.getSummary().getDataPointsCount();
  }

  private static KeyValue attribute(String key, String value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setStringValue(value))
        .build();
  }
}
