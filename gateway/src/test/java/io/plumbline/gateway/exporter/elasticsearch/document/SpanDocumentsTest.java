package io.plumbline.gateway.exporter.elasticsearch.document;

import static io.plumbline.gateway.exporter.elasticsearch.document.Telemetry.bytes;
import static io.plumbline.gateway.exporter.elasticsearch.document.Telemetry.string;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import io.plumbline.otlp.Batch;
import io.plumbline.otlp.Signal;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpanDocumentsTest {
  private static final Resource SHOP =
      Resource.newBuilder().addAttributes(string("service.name", "shop")).build();
  private static final InstrumentationScope HTTP =
      InstrumentationScope.newBuilder().setName("http").setVersion("1.2").build();
  private static final Span GET =
      Span.newBuilder()
          .setTraceId(bytes("0102030405060708090a0b0c0d0e0f10"))
          .setSpanId(bytes("a1a2a3a4a5a6a7a8"))
          .setName("GET /")
          .setKind(Span.SpanKind.SPAN_KIND_SERVER)
          .setStartTimeUnixNano(1721314113467654123L)
          .setEndTimeUnixNano(1721314113469154123L)
          .build();

  @Test
  void write_span() {
    Span span =
        GET.toBuilder()
            .setTraceState("a=b")
            .setParentSpanId(bytes("b1b2b3b4b5b6b7b8"))
            .addAttributes(string("http.route", "/"))
            .setDroppedAttributesCount(1)
            .setDroppedEventsCount(2)
            .setDroppedLinksCount(3)
            .addLinks(
                Span.Link.newBuilder()
                    .setTraceId(bytes("ff020304050607080910111213141516"))
                    .setSpanId(bytes("c1c2c3c4c5c6c7c8"))
                    .addAttributes(string("why", "because")))
            .addLinks(Span.Link.newBuilder())
            .setStatus(
                Status.newBuilder().setCode(Status.StatusCode.STATUS_CODE_ERROR).setMessage("no"))
            .build();

    assertThat(lines(SHOP, HTTP, span))
        .containsExactly(
            "{\"create\":{\"_id\":\"ID\",\"_index\":\"traces-generic.otel-default\","
                + "\"require_data_stream\":true}}",
            "{\"@timestamp\":\"1721314113467.654123\",\"data_stream\":{\"type\":\"traces\","
                + "\"dataset\":\"generic.otel\",\"namespace\":\"default\"},"
                + "\"trace_id\":\"0102030405060708090a0b0c0d0e0f10\","
                + "\"span_id\":\"a1a2a3a4a5a6a7a8\",\"trace_state\":\"a=b\","
                + "\"parent_span_id\":\"b1b2b3b4b5b6b7b8\",\"name\":\"GET /\","
                + "\"kind\":\"Server\",\"duration\":1500000,"
                + "\"attributes\":{\"http.route\":\"/\"},\"dropped_attributes_count\":1,"
                + "\"dropped_events_count\":2,"
                + "\"links\":[{\"trace_id\":\"ff020304050607080910111213141516\","
                + "\"span_id\":\"c1c2c3c4c5c6c7c8\",\"attributes\":{\"why\":\"because\"}},{}],"
                + "\"dropped_links_count\":3,"
                + "\"status\":{\"code\":\"Error\",\"message\":\"no\"},"
                + "\"resource\":{\"attributes\":{\"service.name\":\"shop\"}},"
                + "\"scope\":{\"name\":\"http\",\"version\":\"1.2\"}}");
  }

  @Test
  void write_spanOfNothing() {
    assertThat(
            lines(
                Resource.getDefaultInstance(),
                InstrumentationScope.getDefaultInstance(),
                Span.getDefaultInstance()))
        .containsExactly(
            "{\"create\":{\"_id\":\"ID\",\"_index\":\"traces-generic.otel-default\","
                + "\"require_data_stream\":true}}",
            "{\"@timestamp\":\"0.000000\",\"data_stream\":{\"type\":\"traces\","
                + "\"dataset\":\"generic.otel\",\"namespace\":\"default\"},"
                + "\"kind\":\"Unspecified\",\"duration\":0,\"status\":{\"code\":\"Unset\"}}");
  }

  @Test
  void write_endBeforeStart_durationIsZero() {
    Span span = GET.toBuilder().setEndTimeUnixNano(GET.getStartTimeUnixNano() - 1).build();

    assertThat(lines(SHOP, HTTP, span).get(1)).contains("\"duration\":0,");
  }

  @Test
  void write_event_isADocumentOfItsOwn() {
    Span span =
        GET.toBuilder()
            .addEvents(
                Span.Event.newBuilder()
                    .setTimeUnixNano(1721314113468000123L)
                    .setName("exception")
                    .addAttributes(string("exception.type", "E"))
                    .addAttributes(string("event.name", "replaced")))
            .build();

    assertThat(lines(SHOP, HTTP, span).subList(2, 4))
        .containsExactly(
            "{\"create\":{\"_id\":\"ID\",\"_index\":\"logs-generic.otel-default\","
                + "\"require_data_stream\":true}}",
            "{\"@timestamp\":\"1721314113468.000123\",\"data_stream\":{\"type\":\"logs\","
                + "\"dataset\":\"generic.otel\",\"namespace\":\"default\"},"
                + "\"trace_id\":\"0102030405060708090a0b0c0d0e0f10\","
                + "\"span_id\":\"a1a2a3a4a5a6a7a8\",\"event_name\":\"exception\","
                + "\"attributes\":{\"exception.type\":\"E\",\"event.name\":\"exception\"},"
                + "\"resource\":{\"attributes\":{\"service.name\":\"shop\"}},"
                + "\"scope\":{\"name\":\"http\",\"version\":\"1.2\"}}");
  }

  @Test
  void write_itemCount_eventsAreNoItems() throws Exception {
    Span span = GET.toBuilder().addEvents(Span.Event.newBuilder().setName("e")).build();
    int[] items = new int[2];

    new DocumentWriter(Signal.TRACES, DocumentSettings.DEFAULT, 1024)
        .write(
            batch(SHOP, HTTP, span),
            body -> {
              items[0] = body.items(0);
              items[1] = body.items(1);
            },
            1 << 20);

    assertThat(items).containsExactly(1, 0);
  }

  private static List<String> lines(Resource resource, InstrumentationScope scope, Span span) {
    return Documents.linesWithoutIds(batch(resource, scope, span));
  }

  private static Batch batch(Resource resource, InstrumentationScope scope, Span span) {
    return Documents.batch(
        Signal.TRACES,
        ExportTraceServiceRequest.newBuilder()
            .addResourceSpans(
                ResourceSpans.newBuilder()
                    .setResource(resource)
                    .addScopeSpans(ScopeSpans.newBuilder().setScope(scope).addSpans(span)))
            .build());
  }
}
