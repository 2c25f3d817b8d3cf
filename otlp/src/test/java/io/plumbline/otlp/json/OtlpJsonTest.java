package io.plumbline.otlp.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.trace.v1.Span;
import io.plumbline.otlp.Batch;
import io.plumbline.otlp.ForAll;
import io.plumbline.otlp.Malformed;
import io.plumbline.otlp.ReadResult;
import io.plumbline.otlp.Signal;
import io.plumbline.otlp.TelemetryGenerator;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class OtlpJsonTest {
  private static final int SEEDS = 100;

  @Test
  void decode_whatTheOfficialLibraryPrints_isTheSameMessage() {
    List<JsonFormat.Printer> printers =
        List.of(
            JsonFormat.printer(),
            JsonFormat.printer().preservingProtoFieldNames(),
            JsonFormat.printer().printingEnumsAsInts().omittingInsignificantWhitespace());
    ForAll.seeds(
        SEEDS,
        seed -> {
          for (Signal signal : Signal.values()) {
            Message message = new TelemetryGenerator(seed).request(signal);
            for (JsonFormat.Printer printer : printers) {
              assertThat(message(signal, batch(signal, OfficialJson.print(message, printer))))
                  .isEqualTo(message);
            }
          }
        });
  }

  @Test
  void encode_isReadByTheOfficialLibrary() {
    ForAll.seeds(
        SEEDS,
        seed -> {
          for (Signal signal : Signal.values()) {
            Message message = new TelemetryGenerator(seed).request(signal);
            Batch batch = (Batch) Batch.read(signal, message.toByteArray());

            String json = new String(OtlpJson.encode(batch), UTF_8);

            // Reading official JSON loses the sign of -0.0, so what it makes of its own is the
            // measure.
            String official = OfficialJson.print(message, JsonFormat.printer());
            assertThat(OfficialJson.parse(json, message))
                .isEqualTo(OfficialJson.parse(official, message));
          }
        });
  }

  @Test
  void decode_whatWasEncoded_isTheSameMessage() {
    ForAll.seeds(
        SEEDS,
        seed -> {
          for (Signal signal : Signal.values()) {
            Message message = new TelemetryGenerator(seed).request(signal);
            Batch batch = (Batch) Batch.read(signal, message.toByteArray());

            ReadResult decoded = OtlpJson.decode(signal, OtlpJson.encode(batch));

            assertThat(decoded).isInstanceOf(Batch.class);
            assertThat(((Batch) decoded).itemCount()).isEqualTo(batch.itemCount());
            assertThat(message(signal, (Batch) decoded)).isEqualTo(message);
          }
        });
  }

  @Test
  void encode_span() {
    Span span =
        Span.newBuilder()
            .setTraceId(hex("5b8efff798038103d269b633813fc60c"))
            .setSpanId(hex("eee19b7ec3c1b174"))
            .setName("I'm a \"server\" span")
            .setKind(Span.SpanKind.SPAN_KIND_SERVER)
            .setStartTimeUnixNano(1544712660000000000L)
            .setEndTimeUnixNano(-1)
            .build();
    ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
    request.addResourceSpansBuilder().addScopeSpansBuilder().addSpans(span);

    byte[] json = OtlpJson.encode((Batch) Batch.read(Signal.TRACES, request.build().toByteArray()));

    assertThat(new String(json, UTF_8))
        .isEqualTo(
            """
            {"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"5b8efff798038103d269b633813fc60c",\
            "spanId":"eee19b7ec3c1b174","name":"I'm a \\"server\\" span","kind":2,\
            "startTimeUnixNano":"1544712660000000000","endTimeUnixNano":"18446744073709551615"}]}]}]}\
            """);
  }

  @Test
  void decode_idsOfEitherCase() {
    Span span =
        span("{\"traceId\":\"5B8EFFF798038103D269B633813FC60C\",\"spanId\":\"eee19B7ec3c1b174\"}");

    assertThat(span.getTraceId()).isEqualTo(hex("5b8efff798038103d269b633813fc60c"));
    assertThat(span.getSpanId()).isEqualTo(hex("eee19b7ec3c1b174"));
  }

  @Test
  void decode_numbersAsStringsAndStringsAsNumbers() {
    NumberDataPoint point =
        point(
            "{\"asInt\":-5,\"timeUnixNano\":\"18446744073709551615\",\"startTimeUnixNano\":1e9,\"flags\":\"1\"}");

    assertThat(point.getAsInt()).isEqualTo(-5);
    assertThat(point.getTimeUnixNano()).isEqualTo(-1);
    assertThat(point.getStartTimeUnixNano()).isEqualTo(1_000_000_000L);
    assertThat(point.getFlags()).isEqualTo(1);
  }

  @Test
  void decode_doublesThatJsonHasNoNumberFor() {
    assertThat(point("{\"asDouble\":\"NaN\"}").getAsDouble()).isNaN();
    assertThat(point("{\"asDouble\":\"-Infinity\"}").getAsDouble())
        .isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(point("{\"asDouble\":\"1.5\"}").getAsDouble()).isEqualTo(1.5);
    assertThat(point("{\"asDouble\":2}").getAsDouble()).isEqualTo(2.0);
  }

  @Test
  void decode_enumerationsByNameAndNumber() {
    assertThat(span("{\"kind\":\"SPAN_KIND_CLIENT\"}").getKind())
        .isEqualTo(Span.SpanKind.SPAN_KIND_CLIENT);
    assertThat(span("{\"kind\":3}").getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_CLIENT);
    assertThat(log("{\"severityNumber\":\"SEVERITY_NUMBER_ERROR2\"}").getSeverityNumber())
        .isEqualTo(SeverityNumber.SEVERITY_NUMBER_ERROR2);
    assertThat(span("{\"kind\":77}").getKindValue()).isEqualTo(77);
  }

  @Test
  void decode_snakeCase_unknownNames_nulls() {
    LogRecord log =
        log(
            """
            {"time_unix_nano": "7", "nobody_knows": {"deep": [1, {"er": null}]}, "body": null,
             "attributes": [{"key": "k", "value": {"int_value": "9"}}, null], "severityText": null}\
            """);

    assertThat(log.getTimeUnixNano()).isEqualTo(7);
    assertThat(log.hasBody()).isFalse();
    assertThat(log.getAttributesList()).hasSize(1);
    assertThat(log.getAttributes(0).getValue().getIntValue()).isEqualTo(9);
  }

  @Test
  void decode_bytesInEitherAlphabet() {
    assertThat(log("{\"body\":{\"bytesValue\":\"-_8\"}}").getBody().getBytesValue().toByteArray())
        .isEqualTo(new byte[] {(byte) 0xfb, (byte) 0xff});
    assertThat(log("{\"body\":{\"bytesValue\":\"+/8=\"}}").getBody().getBytesValue().toByteArray())
        .isEqualTo(new byte[] {(byte) 0xfb, (byte) 0xff});
  }

  @Test
  void decode_countsItems() {
    Batch batch =
        batch(
            Signal.TRACES,
            "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{},{}]},{\"spans\":[{}]}]}]}");

    assertThat(batch.itemCount()).isEqualTo(3);
  }

  @Test
  void decode_emptyObject_isEmptyBatch() {
    assertThat(batch(Signal.LOGS, "{}").isEmpty()).isTrue();
  }

  @Test
  void decode_wrongValues_saysWhereAndWhat() {
    assertThat(
            malformed(
                "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"traceId\":\"xyz\"}]}]}]}"))
        .isEqualTo(
            "/resourceSpans/0/scopeSpans/0/spans/0/traceId: "
                + "expected 32 hexadecimal digits or none: \"xyz\" (at byte 54)");
    assertThat(malformed("{\"resourceSpans\":{}}"))
        .contains("/resourceSpans: expected an array: an object");
    assertThat(malformed("{\"resourceSpans\":[3]}"))
        .contains("/resourceSpans/0: expected an object: 3");
    assertThat(spanProblem("{\"name\":5}")).contains("expected a string: 5");
    assertThat(spanProblem("{\"kind\":\"SERVER\"}")).contains("an enumeration's value: \"SERVER\"");
    assertThat(spanProblem("{\"startTimeUnixNano\":-1}"))
        .contains("from 0 to 18446744073709551615: -1");
    assertThat(spanProblem("{\"startTimeUnixNano\":1.5}")).contains("expected a whole number");
    assertThat(spanProblem("{\"flags\":4294967296}")).contains("from 0 to 4294967295: 4294967296");
    assertThat(spanProblem("{\"startTimeUnixNano\":\"1e999999999\"}"))
        .contains("expected a whole number");
    assertThat(spanProblem("{\"startTimeUnixNano\":1e-999999999}"))
        .contains("expected a whole number");
  }

  @Test
  void decode_notJson_saysWhere() {
    assertThat(malformed("")).contains("must be a JSON object: nothing");
    assertThat(malformed("[]")).contains("must be a JSON object: an array");
    assertThat(malformed("{\"resourceSpans\":")).contains("JSON must be well-formed");
    assertThat(malformed("{} {}")).contains("nothing must follow");
    assertThat(malformed("{\"a\u0001")).contains("JSON must be well-formed");
  }

  @Test
  void decode_invalidUtf8_isMalformed() {
    byte[] json = "{\"resourceSpans\":[{\"schemaUrl\":\"?\"}]}".getBytes(UTF_8);
    json[31] = (byte) 0xff;

    assertThat(OtlpJson.decode(Signal.TRACES, json)).isInstanceOf(Malformed.class);
  }

  @Test
  void decode_deepNesting_isMalformed() {
    String open = "{\"arrayValue\":{\"values\":[";
    for (int depth : new int[] {100, 1_000, 100_000}) {
      String value = open.repeat(depth) + "{}" + "]}}".repeat(depth);

      assertThat(OtlpJson.decode(Signal.LOGS, logs("{\"body\":" + value + "}").getBytes(UTF_8)))
          .isInstanceOf(Malformed.class);
    }
    String unknown = "[".repeat(100_000) + "]".repeat(100_000);
    assertThat(OtlpJson.decode(Signal.LOGS, ("{\"unknown\":" + unknown + "}").getBytes(UTF_8)))
        .isInstanceOf(Malformed.class);
  }

  @Test
  void decode_cutAnywhere_isMalformed() {
    Message message = new TelemetryGenerator(3).request(Signal.METRICS);
    byte[] json = OtlpJson.encode((Batch) Batch.read(Signal.METRICS, message.toByteArray()));
    int step = Math.max(1, json.length / 2_000);

    for (int length = 0; length < json.length; length += step) {
      assertThat(OtlpJson.decode(Signal.METRICS, Arrays.copyOf(json, length)))
          .isInstanceOf(Malformed.class);
    }
  }

  private static Span span(String json) {
    ExportTraceServiceRequest request =
        (ExportTraceServiceRequest) message(Signal.TRACES, batch(Signal.TRACES, spans(json)));
    return request.getResourceSpans(0).getScopeSpans(0).getSpans(0);
  }

  private static LogRecord log(String json) {
    ExportLogsServiceRequest request =
        (ExportLogsServiceRequest) message(Signal.LOGS, batch(Signal.LOGS, logs(json)));
    return request.getResourceLogs(0).getScopeLogs(0).getLogRecords(0);
  }

  private static NumberDataPoint point(String json) {
    String metrics =
        "{\"resourceMetrics\":[{\"scopeMetrics\":[{\"metrics\":[{\"gauge\":{\"dataPoints\":["
            + json
            + "]}}]}]}]}";
    ExportMetricsServiceRequest request =
        (ExportMetricsServiceRequest) message(Signal.METRICS, batch(Signal.METRICS, metrics));
    return request
        .getResourceMetrics(0)
        .getScopeMetrics(0)
        .getMetrics(0)
        .getGauge()
        .getDataPoints(0);
  }

  private static String spans(String span) {
    return "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[" + span + "]}]}]}";
  }

  private static String logs(String log) {
    return "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[" + log + "]}]}]}";
  }

  private static String spanProblem(String span) {
    return malformed(spans(span));
  }

  private static String malformed(String json) {
    ReadResult result = OtlpJson.decode(Signal.TRACES, json.getBytes(UTF_8));
    assertThat(result).isInstanceOf(Malformed.class);
    return ((Malformed) result).message();
  }

  private static Batch batch(Signal signal, String json) {
    ReadResult result = OtlpJson.decode(signal, json.getBytes(UTF_8));
    assertThat(result).as(json).isInstanceOf(Batch.class);
    return (Batch) result;
  }

  private static Message message(Signal signal, Batch batch) {
    try {
      return TelemetryGenerator.prototype(signal).getParserForType().parseFrom(batch.bytes());
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  private static ByteString hex(String digits) {
    return ByteString.copyFrom(HexFormat.of().parseHex(digits));
  }
}
