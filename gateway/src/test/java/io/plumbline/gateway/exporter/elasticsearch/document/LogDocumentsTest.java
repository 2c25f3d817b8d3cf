package io.plumbline.gateway.exporter.elasticsearch.document;

import static io.plumbline.gateway.exporter.elasticsearch.document.Telemetry.array;
import static io.plumbline.gateway.exporter.elasticsearch.document.Telemetry.attribute;
import static io.plumbline.gateway.exporter.elasticsearch.document.Telemetry.bytes;
import static io.plumbline.gateway.exporter.elasticsearch.document.Telemetry.logs;
import static io.plumbline.gateway.exporter.elasticsearch.document.Telemetry.map;
import static io.plumbline.gateway.exporter.elasticsearch.document.Telemetry.number;
import static io.plumbline.gateway.exporter.elasticsearch.document.Telemetry.string;
import static io.plumbline.gateway.exporter.elasticsearch.document.Telemetry.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import io.opentelemetry.proto.resource.v1.Resource;
import io.plumbline.otlp.Batch;
import io.plumbline.otlp.Signal;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogDocumentsTest {
  private static final String START =
      "{\"@timestamp\":\"1.000001\",\"data_stream\":{\"type\":\"logs\","
          + "\"dataset\":\"generic.otel\",\"namespace\":\"default\"}";

  @Test
  void write_log() {
    LogRecord log =
        LogRecord.newBuilder()
            .setTimeUnixNano(1000001)
            .setObservedTimeUnixNano(2000000)
            .setSeverityNumber(SeverityNumber.SEVERITY_NUMBER_WARN)
            .setSeverityText("WARN")
            .setTraceId(bytes("0102030405060708090a0b0c0d0e0f10"))
            .setSpanId(bytes("a1a2a3a4a5a6a7a8"))
            .setBody(text("disk \"a\" full"))
            .addAttributes(string("host", "h1"))
            .setDroppedAttributesCount(7)
            .build();

    assertThat(document(log))
        .isEqualTo(
            START
                + ",\"observed_timestamp\":\"2.000000\",\"severity_text\":\"WARN\","
                + "\"severity_number\":13,\"trace_id\":\"0102030405060708090a0b0c0d0e0f10\","
                + "\"span_id\":\"a1a2a3a4a5a6a7a8\",\"attributes\":{\"host\":\"h1\"},"
                + "\"dropped_attributes_count\":7,\"body\":{\"text\":\"disk \\\"a\\\" full\"}}");
  }

  @Test
  void write_noTime_timeIsWhenItWasObserved() {
    LogRecord log = LogRecord.newBuilder().setObservedTimeUnixNano(1000001).build();

    assertThat(document(log)).isEqualTo(START + ",\"observed_timestamp\":\"1.000001\"}");
  }

  @Test
  void write_attributesOfEveryKind() {
    assertThat(
            attributes(
                string("s", "a"),
                attribute("b", AnyValue.newBuilder().setBoolValue(true).build()),
                attribute("i", number(-5)),
                attribute("d", number(1.0)),
                attribute("nan", number(Double.NaN)),
                attribute("inf", number(Double.NEGATIVE_INFINITY)),
                attribute("x", AnyValue.newBuilder().setBytesValue(bytes("00ff")).build()),
                attribute("none", AnyValue.getDefaultInstance()),
                attribute("list", array(number(1), text("b"), array())),
                attribute("map", map(string("k", "v"), attribute("m", map())))))
        .isEqualTo(
            "{\"s\":\"a\",\"b\":true,\"i\":-5,\"d\":1.0,\"nan\":null,\"inf\":null,"
                + "\"x\":\"00ff\",\"none\":null,\"list\":[1,\"b\",[]],"
                + "\"map\":{\"k\":\"v\",\"m\":{}}}");
  }

  @Test
  void write_specialAttributes_areNotStored() {
    assertThat(
            attributes(
                string("data_stream.type", "x"),
                string("elasticsearch.document_id", "x"),
                string("elasticsearch.document_pipeline", "x"),
                attribute("elasticsearch.mapping.hints", array(text("_doc_count"))),
                string("data_stream.other", "kept"),
                string("elasticsearch.other", "kept")))
        .isEqualTo("{\"data_stream.other\":\"kept\",\"elasticsearch.other\":\"kept\"}");
  }

  @Test
  void write_coordinates_becomeAPoint() {
    assertThat(
            attributes(
                attribute("geo.location.lon", number(1.5)),
                string("between", "x"),
                attribute("a.geo.location.lat", number(4.0)),
                attribute("geo.location.lat", number(2.5)),
                attribute("b.geo.location.lat", text("not a number"))))
        .isEqualTo(
            "{\"between\":\"x\",\"b.geo.location.lat\":\"not a number\","
                + "\"geo.location\":[1.5,2.5],\"a.geo.location.lat\":4.0}");
  }

  @Test
  void write_bodies() {
    assertThat(body(number(42))).isEqualTo("{\"text\":\"42\"}");
    assertThat(body(number(42.0))).isEqualTo("{\"text\":\"42\"}");
    assertThat(body(number(0.5))).isEqualTo("{\"text\":\"0.5\"}");
    assertThat(body(number(Double.NaN))).isEqualTo("{\"text\":\"NaN\"}");
    assertThat(body(AnyValue.newBuilder().setBoolValue(false).build()))
        .isEqualTo("{\"text\":\"false\"}");
    assertThat(body(AnyValue.newBuilder().setBytesValue(bytes("00ff")).build()))
        .isEqualTo("{\"text\":\"AP8=\"}");
    assertThat(body(map(string("k", "v")))).isEqualTo("{\"structured\":{\"k\":\"v\"}}");
    assertThat(body(array(map(string("k", "v")), map())))
        .isEqualTo("{\"structured\":[{\"k\":\"v\"},{}]}");
    assertThat(body(array(number(1), map()))).isEqualTo("{\"structured\":{\"value\":[1,{}]}}");
  }

  @Test
  void write_eventName_ofTheRecordOrItsAttribute() {
    LogRecord named = LogRecord.newBuilder().setEventName("a").build();
    LogRecord attributed = LogRecord.newBuilder().addAttributes(string("event.name", "b")).build();

    assertThat(document(named)).contains(",\"event_name\":\"a\"");
    assertThat(document(attributed))
        .contains(",\"attributes\":{\"event.name\":\"b\"},\"event_name\":\"b\"");
  }

  @Test
  void route_attributesOfTheItemFirst() {
    Resource resource =
        Resource.newBuilder()
            .addAttributes(string("data_stream.dataset", "Of-Resource"))
            .addAttributes(string("data_stream.namespace", "eu-1"))
            .build();
    LogRecord routed =
        LogRecord.newBuilder().addAttributes(string("data_stream.dataset", "own")).build();

    List<String> lines =
        Documents.linesWithoutIds(logs(resource, "", LogRecord.getDefaultInstance(), routed));

    assertThat(lines.get(0)).contains("\"_index\":\"logs-of_resource.otel-eu-1\"");
    assertThat(lines.get(2)).contains("\"_index\":\"logs-own.otel-eu-1\"");
    assertThat(lines.get(3))
        .contains(
            "\"data_stream\":{\"type\":\"logs\",\"dataset\":\"own.otel\",\"namespace\":\"eu-1\"}")
        .doesNotContain("attributes\":{\"data_stream");
  }

  @Test
  void route_index_isNoDataStream() {
    LogRecord log =
        LogRecord.newBuilder().addAttributes(string("elasticsearch.index", "my-index")).build();

    List<String> lines = Documents.linesWithoutIds(logs(log));

    assertThat(lines.get(0)).isEqualTo("{\"create\":{\"_id\":\"ID\",\"_index\":\"my-index\"}}");
    assertThat(lines.get(1)).isEqualTo("{\"@timestamp\":\"0.000000\"}");
  }

  @Test
  void route_scopeOfAReceiver() {
    String scope =
        "github.com/open-telemetry/opentelemetry-collector-contrib/receiver/hostmetricsreceiver/x";

    assertThat(index(logs(Resource.getDefaultInstance(), scope, LogRecord.getDefaultInstance())))
        .contains("\"logs-hostmetricsreceiver.otel-default\"");
  }

  @Test
  void route_namesAreSanitised() {
    LogRecord log =
        LogRecord.newBuilder()
            .addAttributes(string("data_stream.dataset", "A\\b/c*d?e\"f<g>h|i j,k#l:m-n"))
            .addAttributes(string("data_stream.namespace", "N" + "n".repeat(200)))
            .build();

    assertThat(index(logs(log)))
        .contains("\"logs-a_b_c_d_e_f_g_h_i_j_k_l_m_n.otel-" + "n".repeat(100) + "\"");
  }

  @Test
  void route_longDataset_isCutWithItsSuffix() {
    LogRecord log =
        LogRecord.newBuilder()
            .addAttributes(string("data_stream.dataset", "d".repeat(200)))
            .build();

    assertThat(index(logs(log))).contains("\"logs-" + "d".repeat(95) + ".otel-default\"");
  }

  @Test
  void action_sendersIdAndPipeline() {
    DocumentSettings settings = new DocumentSettings("", "", "", null, true, true, "all");
    LogRecord log =
        LogRecord.newBuilder()
            .addAttributes(string("elasticsearch.document_id", "theirs"))
            .addAttributes(string("elasticsearch.document_pipeline", "own"))
            .build();

    List<String> lines = Documents.lines(settings, logs(log, LogRecord.getDefaultInstance()));

    assertThat(lines.get(0))
        .isEqualTo(
            "{\"create\":{\"_id\":\"theirs\",\"pipeline\":\"own\","
                + "\"_index\":\"logs-generic.otel-default\",\"require_data_stream\":true}}");
    assertThat(lines.get(2)).contains("\"pipeline\":\"all\"");
  }

  @Test
  void action_datedIndex() {
    DocumentSettings settings =
        new DocumentSettings(
            "", "", "shop", DateTimeFormatter.ofPattern("-uuuu.MM.dd"), false, false, "");
    LogRecord log = LogRecord.newBuilder().setTimeUnixNano(1721314113467654123L).build();

    assertThat(Documents.lines(settings, logs(log)).getFirst())
        .contains("\"_index\":\"shop-2024.07.18\"");
  }

  @Test
  void id_ofTheSameRecord_inOtherCompany() {
    LogRecord one = LogRecord.newBuilder().setBody(text("one")).build();
    LogRecord two = LogRecord.newBuilder().setBody(text("two")).build();

    List<String> together = Documents.lines(DocumentSettings.DEFAULT, logs(two, one));
    List<String> alone = Documents.lines(DocumentSettings.DEFAULT, logs(one));

    assertThat(together.get(2)).isEqualTo(alone.get(0));
    assertThat(together.get(0)).isNotEqualTo(alone.get(0));
  }

  @Test
  void id_ofIdenticalRecords_countsThem() {
    LogRecord log = LogRecord.newBuilder().setBody(text("again")).build();

    List<String> twice = Documents.lines(DocumentSettings.DEFAULT, logs(log, log));
    List<String> resent = Documents.lines(DocumentSettings.DEFAULT, logs(log, log));

    assertThat(twice.get(0)).isNotEqualTo(twice.get(2));
    assertThat(resent).isEqualTo(twice);
  }

  @Test
  void id_ofARequestJoinedToItsRepetition_isTheSame() {
    byte[] request = logs(LogRecord.newBuilder().setBody(text("x")).build()).bytes();
    byte[] joined = new byte[2 * request.length];
    System.arraycopy(request, 0, joined, 0, request.length);
    System.arraycopy(request, 0, joined, request.length, request.length);

    List<String> lines =
        Documents.lines(DocumentSettings.DEFAULT, Batch.trusted(Signal.LOGS, joined, 2));

    assertThat(lines.get(0)).isEqualTo(lines.get(2));
  }

  @Test
  void route_eachScopeItsOwn() {
    var request = ExportLogsServiceRequest.newBuilder();
    var resource = request.addResourceLogsBuilder();
    for (String dataset : List.of("one", "two")) {
      resource
          .addScopeLogsBuilder()
          .setScope(
              InstrumentationScope.newBuilder()
                  .addAttributes(string("data_stream.dataset", dataset)))
          .addLogRecords(LogRecord.getDefaultInstance());
    }

    List<String> lines = Documents.linesWithoutIds(Documents.batch(Signal.LOGS, request.build()));

    assertThat(lines.get(0)).contains("\"_index\":\"logs-one.otel-default\"");
    assertThat(lines.get(2)).contains("\"_index\":\"logs-two.otel-default\"");
  }

  @Test
  void scope_thatAsksForAnotherMode_isDropped() {
    var request = ExportLogsServiceRequest.newBuilder();
    request
        .addResourceLogsBuilder()
        .addScopeLogsBuilder()
        .setScope(
            InstrumentationScope.newBuilder().addAttributes(string("elastic.mapping.mode", "ecs")))
        .addLogRecords(LogRecord.getDefaultInstance());
    DocumentWriter writer = new DocumentWriter(Signal.LOGS, DocumentSettings.DEFAULT, 1024);

    List<String> lines = Documents.lines(writer, Documents.batch(Signal.LOGS, request.build()));

    assertThat(lines).isEmpty();
    assertThat(writer.dropped().describe()).isEqualTo("1 mapping_mode");
  }

  private static String document(LogRecord log) {
    return Documents.linesWithoutIds(logs(log)).get(1);
  }

  private static String index(Batch batch) {
    return Documents.linesWithoutIds(batch).getFirst();
  }

  private static String attributes(KeyValue... attributes) {
    String document =
        document(LogRecord.newBuilder().addAllAttributes(List.of(attributes)).build());
    String member = ",\"attributes\":";
    return document.substring(document.indexOf(member) + member.length(), document.length() - 1);
  }

  private static String body(AnyValue value) {
    String document = document(LogRecord.newBuilder().setBody(value).build());
    String member = ",\"body\":";
    return document.substring(document.indexOf(member) + member.length(), document.length() - 1);
  }
}
